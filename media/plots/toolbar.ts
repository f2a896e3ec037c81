import type { XAxis } from "../../src/shared/curve";
import type { PlotsView } from "../../src/shared/pages/plots";
import { replaceChildren } from "../page/children";
import { element } from "../page/dom";
import { onFindKey } from "../page/findKey";
import type { Session } from "./session";
import { seedWays, smoothWays, widths } from "./view";
import { axisName } from "./xText";
import { t } from "../../src/util/text";

const mostMetrics = 500;

/** The controls above the charts. */
export class Toolbar {
  readonly root = element("div", {
    class: "toolbar",
    attributes: { role: "group", "aria-label": t("Plot options") },
  });
  private readonly x = element("select", { attributes: { "aria-label": t("x axis") } });
  private readonly smoothing = element("input", {
    attributes: { type: "range", min: "0", max: "0.99", step: "0.01", "aria-label": t("Smoothing") },
  });
  private readonly amount = element("output");
  private readonly way = element("select", { attributes: { "aria-label": t("Kind of smoothing") } });
  private readonly logX = checkbox();
  private readonly log = checkbox();
  private readonly superseded = checkbox();
  private readonly supersededLabel = labeled(t("superseded points"), this.superseded);
  private readonly width = element("select", { attributes: { "aria-label": t("Width of charts") } });
  private readonly media = element("button", { class: "link", text: t("Show Media"), attributes: { type: "button" } });
  /** Until somebody has zoomed. */
  private readonly hint = element("span", {
    class: "hint",
    text: t("Drag in a chart to zoom: sideways, upright, or a rectangle. Double-click to reset."),
  });
  private readonly colors = element("select", { attributes: { "aria-label": t("Color of runs") } });
  private readonly colorsLabel = labeled(t("color by"), this.colors);
  private shownAxes = "";
  private shownParams = "";
  private readonly link = checkbox();
  private readonly range = element("select", { attributes: { "aria-label": t("y range") } });
  private readonly seeds = element("select", { attributes: { "aria-label": t("Seed groups") } });
  private readonly search = element("input", {
    attributes: { type: "search", placeholder: t("Find metric…"), "aria-label": t("Find metric"), spellcheck: "false" },
  });

  constructor(private readonly session: Session) {
    this.seeds.append(
      option("lines", t("lines")),
      option("sd", t("mean ± sd")),
      option("minmax", t("mean, min–max")),
      option("interval", t("mean, 95% interval")),
    );
    this.way.append(option("average", t("average")), option("window", t("window")), option("gaussian", t("Gaussian")));
    this.width.append(option("small", t("small")), option("medium", t("medium")), option("large", t("large")));
    this.range.append(option("all", t("all")), option("middle", t("without outliers")));
    this.root.append(
      labeled(t("x"), this.x),
      labeled(t("log x"), this.logX),
      labeled(t("smooth"), this.smoothing, this.amount, this.way),
      labeled(t("log y"), this.log),
      labeled(t("range"), this.range),
      labeled(t("seeds"), this.seeds),
      labeled(t("link zoom"), this.link),
      this.supersededLabel,
      this.colorsLabel,
      labeled(t("charts"), this.width),
      this.search,
      this.media,
      this.hint,
    );
    this.media.onclick = () => session.line.show("media");
    this.x.onchange = () => session.setView({ ...withoutZoomX(session.view), x: this.x.value as XAxis });
    this.smoothing.oninput = () => session.setView({ smoothing: Number(this.smoothing.value) });
    this.colors.onchange = () => session.setView({ colorBy: this.colors.value === "" ? undefined : this.colors.value });
    this.way.onchange = () =>
      session.setView({ smoothWay: smoothWays.find((way) => way === this.way.value) ?? "average" });
    this.width.onchange = () => session.setView({ width: widths.find((one) => one === this.width.value) ?? "medium" });
    this.superseded.onchange = () => session.setView({ superseded: this.superseded.checked });
    this.logX.onchange = () => session.setView({ ...withoutZoomX(session.view), logX: this.logX.checked });
    this.log.onchange = () => session.setView({ logY: this.log.checked });
    this.link.onchange = () => session.setView({ linkX: this.link.checked });
    this.range.onchange = () => session.setView({ range: this.range.value === "middle" ? "middle" : "all" });
    this.seeds.onchange = () => session.setView({ seeds: seedWays.find((way) => way === this.seeds.value) ?? "lines" });
    onFindKey(this.search);
    this.search.oninput = () => session.setView({ search: this.search.value });
    session.viewChanged.event(() => this.show());
    session.modelChanged.event(() => this.show());
    this.show();
  }

  /** Of very many metrics the first are offered. */
  private showAxes(): void {
    const { axes, metrics } = this.session;
    const offered = metrics.slice(0, mostMetrics);
    const key = JSON.stringify([axes, offered]);
    if (key === this.shownAxes) return;
    this.shownAxes = key;
    replaceChildren(this.x, axisOptions(axes, offered));
  }

  private showParams(): void {
    const names = this.session.model.params.map(({ name }) => name);
    const key = JSON.stringify(names);
    if (key !== this.shownParams)
      replaceChildren(this.colors, [option("", t("run")), ...names.map((name) => option(name, name))]);
    this.shownParams = key;
    const { colorBy = "" } = this.session.view;
    this.colors.value = names.includes(colorBy) ? colorBy : "";
    this.colorsLabel.hidden = names.length === 0;
  }

  private show(): void {
    const { view, x } = this.session;
    this.showAxes();
    this.showParams();
    this.x.value = x;
    this.way.value = view.smoothWay;
    this.way.hidden = view.smoothing === 0;
    this.logX.checked = view.logX;
    this.superseded.checked = view.superseded;
    this.supersededLabel.hidden = !this.session.model.hasSuperseded;
    this.width.value = view.width;
    this.hint.hidden = view.hasZoomed;
    this.media.hidden = !this.session.model.hasMedia;
    this.smoothing.value = String(view.smoothing);
    this.amount.textContent = view.smoothing === 0 ? t("off") : view.smoothing.toFixed(2);
    this.log.checked = view.logY;
    this.link.checked = view.linkX;
    this.range.value = view.range;
    this.seeds.value = view.seeds;
    if (this.search.value !== view.search) this.search.value = view.search;
  }
}

/** x axes, then metrics, whose names are text. */
function axisOptions(axes: readonly XAxis[], metrics: readonly string[]): HTMLElement[] {
  const group = element("optgroup");
  group.label = t("metrics");
  group.append(...metrics.map((name) => option(`metric:${name}`, name)));
  return [...axes.map((axis) => option(axis, axisName(axis))), ...(metrics.length > 0 ? [group] : [])];
}

/** A zoom is in the unit of the x axis, and means nothing on another. */
function withoutZoomX(view: PlotsView): PlotsView {
  return {
    ...view,
    zoomX: undefined,
    zooms: view.zooms.flatMap(([name, { y }]) => (y ? [[name, { y }] as const] : [])),
  };
}

function option(value: string, text: string): HTMLOptionElement {
  const made = element("option", { text });
  made.value = value;
  return made;
}

function checkbox(): HTMLInputElement {
  return element("input", { attributes: { type: "checkbox" } });
}

function labeled(text: string, ...controls: readonly HTMLElement[]): HTMLLabelElement {
  return element("label", {}, element("span", { text }), ...controls);
}
