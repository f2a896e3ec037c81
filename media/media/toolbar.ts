import type { MediaView } from "../../src/shared/pages/media";
import { t } from "../../src/util/text";
import { element, setText } from "../page/dom";
import { onFindKey } from "../page/findKey";
import type { Session } from "./session";
import { pictureWays } from "./view";

/** The controls above the sections; what does not fit what is shown is not there. */
export class Toolbar {
  readonly root = element("div", {
    class: "toolbar",
    attributes: { role: "group", "aria-label": t("Media options") },
  });
  private readonly step = element("input", {
    attributes: { type: "range", min: "0", step: "1", "aria-label": t("Step") },
  });
  private readonly at = element("output");
  private readonly ways = select(t("Pictures"));
  private readonly swipe = element("input", {
    attributes: { type: "range", min: "0", max: "1", step: "0.01", "aria-label": t("Swipe position") },
  });
  private readonly histograms = select(t("Histograms"));
  private readonly plain = element("input", { attributes: { type: "checkbox" } });
  private readonly search = element("input", {
    attributes: { type: "search", placeholder: t("Find…"), "aria-label": t("Find by name"), spellcheck: "false" },
  });
  private readonly labels: Readonly<Record<"step" | "ways" | "swipe" | "histograms" | "plain", HTMLElement>>;

  constructor(private readonly session: Session) {
    this.ways.append(
      option("beside", t("side by side")),
      option("swipe", t("swipe over the first")),
      option("difference", t("difference from the first")),
    );
    this.histograms.append(option("step", t("at the step")), option("time", t("over time")));
    this.labels = {
      step: labeled(t("step"), this.step, this.at),
      ways: labeled(t("pictures"), this.ways),
      swipe: labeled(t("swipe"), this.swipe),
      histograms: labeled(t("histograms"), this.histograms),
      plain: labeled(t("plain text"), this.plain),
    };
    const { line } = session;
    const runs = element("button", { class: "link", text: t("Select Runs…"), attributes: { type: "button" } });
    const plot = element("button", { class: "link", text: t("Plot"), attributes: { type: "button" } });
    runs.onclick = () => line.show("addRuns");
    plot.onclick = () => line.show("plot");
    this.root.append(...Object.values(this.labels), this.search, runs, plot);
    this.listen();
    session.viewChanged.event(() => this.show());
    session.stepsChanged.event(() => this.show());
    this.show();
  }

  private listen(): void {
    const { session } = this;
    this.step.oninput = () => {
      const { steps } = session;
      const index = Number(this.step.value);
      session.setView({ step: index >= steps.length - 1 ? null : (steps[index] ?? null) });
    };
    this.ways.onchange = () =>
      session.setView({ pictures: pictureWays.find((way) => way === this.ways.value) ?? "beside" });
    this.swipe.oninput = () => session.setView({ swipe: Number(this.swipe.value) });
    this.histograms.onchange = () =>
      session.setView({ histograms: this.histograms.value === "time" ? "time" : "step" });
    this.plain.onchange = () => session.setView({ plainText: this.plain.checked });
    onFindKey(this.search);
    this.search.oninput = () => session.setView({ search: this.search.value });
  }

  private show(): void {
    const { view, steps, model } = this.session;
    const kinds = new Set(model.tags.map(({ kind }) => kind));
    const compares = kinds.has("image") && model.runs.length > 1;
    this.labels.step.hidden = steps.length < 2;
    this.labels.ways.hidden = !compares;
    this.labels.swipe.hidden = !compares || view.pictures !== "swipe";
    this.labels.histograms.hidden = !kinds.has("histogram");
    this.labels.plain.hidden = !kinds.has("text");
    this.showStep(view, steps);
    this.ways.value = view.pictures;
    this.swipe.value = String(view.swipe);
    this.histograms.value = view.histograms;
    this.plain.checked = view.plainText;
    if (this.search.value !== view.search) this.search.value = view.search;
    document.documentElement.style.setProperty("--swipe", `${view.swipe * 100}%`);
  }

  private showStep({ step }: MediaView, steps: readonly number[]): void {
    this.step.max = String(Math.max(0, steps.length - 1));
    const index = step === null ? steps.length - 1 : steps.findLastIndex((one) => one <= step);
    this.step.value = String(Math.max(0, index));
    const text = step === null ? t("last") : String(step);
    setText(this.at, text);
    this.step.setAttribute("aria-valuetext", text);
  }
}

function select(name: string): HTMLSelectElement {
  return element("select", { attributes: { "aria-label": name } });
}

function option(value: string, text: string): HTMLOptionElement {
  const made = element("option", { text });
  made.value = value;
  return made;
}

function labeled(text: string, ...controls: readonly HTMLElement[]): HTMLLabelElement {
  return element("label", {}, text, ...controls);
}
