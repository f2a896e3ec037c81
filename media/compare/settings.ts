import { element } from "../page/dom";
import type { Place } from "../page/place";
import type { AblationPair, Ablations, Contrast, SettingsAnswer } from "../../src/shared/settings";
import { formatDelta, formatParam } from "../../src/runs/describe/numbers";
import type { ParamValue } from "../../src/shared/run";
import { plural, t } from "../../src/util/text";
import type { CompareLine } from "./page";

/** So many steps of a setting are listed. */
const mostContrasts = 20;

/** Which setting matters, over the runs beside those that are compared: asked for when it is unfolded. */
export class SettingsSection {
  readonly root = element("details", { class: "settings" });
  private readonly body = element("div");
  private metric: string | undefined;
  private asked = 0;

  constructor(
    private readonly line: CompareLine,
    private readonly place: Pick<Place, "keep">,
  ) {
    const title = element("h3", { text: t("Which setting matters") });
    this.root.append(element("summary", {}, title), this.body);
    this.root.addEventListener("toggle", () => this.look());
  }

  show(metric: string | undefined): void {
    this.metric = metric;
    this.root.hidden = metric === undefined;
    this.look();
  }

  private look(): void {
    if (this.root.open && this.metric !== undefined) void this.load(this.metric);
  }

  private async load(metric: string): Promise<void> {
    const mine = ++this.asked;
    if (this.body.childElementCount === 0)
      this.body.replaceChildren(element("p", { text: t("Looking through the runs…") }));
    try {
      const answer = await this.line.ask("settings", metric);
      if (mine === this.asked) this.place.keep(() => this.body.replaceChildren(...this.partsOf(answer)));
    } catch (error) {
      const text = error instanceof Error ? error.message : String(error);
      if (mine === this.asked) this.place.keep(() => this.body.replaceChildren(element("p", { text })));
    }
  }

  private partsOf(answer: SettingsAnswer): HTMLElement[] {
    const warnings = answer.warnings.map((text) => element("li", { text }));
    return [
      element("p", { text: scopeText(answer) }),
      ...(warnings.length > 0 ? [element("ul", { class: "warnings" }, ...warnings)] : []),
      ...(answer.forest ? [importanceTable(answer, answer.forest)] : []),
      ...(answer.ablations.length > 0 ? this.ablationParts(answer) : []),
    ];
  }

  private ablationParts({ ablations, comparisons }: SettingsAnswer): HTMLElement[] {
    const told = t(
      "Pairs of runs that differ in one setting alone, with verdicts that are corrected for {count} comparisons.",
      {
        count: comparisons,
      },
    );
    const head = row("th", [t("param"), t("from → to"), t("pairs"), t("mean Δ"), t("verdicts"), ""]);
    const rows = ablations.flatMap((one) => this.ablationRows(one));
    return [element("p", { text: told }), tableIn(t("Pairs that differ in one setting"), head, rows)];
  }

  private ablationRows({ names, contrasts, contrastsLeftOut }: Ablations): HTMLElement[] {
    const rest = Math.max(0, contrasts.length - mostContrasts) + contrastsLeftOut;
    const rows = contrasts
      .slice(0, mostContrasts)
      .map((contrast, at) => this.contrastRow(at === 0 ? names : [], contrast));
    if (rest > 0)
      rows.push(
        row("td", ["", plural(rest, { one: "{count} more step", other: "{count} more steps" }), "", "", "", ""]),
      );
    return rows;
  }

  private contrastRow(names: readonly string[], contrast: Contrast): HTMLElement {
    const { from, to, count, delta, verdicts, pairs } = contrast;
    const made = row("td", [
      names.join(" = "),
      `${valueText(from)} → ${valueText(to)}`,
      String(count),
      delta === undefined ? "–" : formatDelta(delta),
      Object.entries(verdicts)
        .map(([word, times]) => `${times} ${word}`)
        .join(", "),
    ]);
    const [pair] = pairs;
    made.append(element("td", {}, ...(pair ? [this.pairButton(pair)] : [])));
    return made;
  }

  private pairButton(pair: AblationPair): HTMLElement {
    const [from, to] = pair.names;
    const title = t("Compare {from} and {to}", { from, to });
    const button = element("button", {
      class: "link",
      text: t("Compare"),
      title: pair.otherCode ? `${title}. ${t("Their commits differ: the code may have changed, too.")}` : title,
      attributes: { type: "button", "aria-label": title },
    });
    button.onclick = () => this.line.show("compareInstead", [pair.from, pair.to]);
    return button;
  }
}

function scopeText({ metric, n, groups, folders, rule }: SettingsAnswer): string {
  const runs = plural(n, { one: "{count} run", other: "{count} runs" });
  const seeds = plural(groups, { one: "{count} seed group", other: "{count} seed groups" });
  const where = folders ? t("in {folders}", { folders: folders.join(", ") }) : t("of all that have it");
  return t("{metric} ({rule}) over {runs} in {groups}, {where}.", {
    metric: metric ?? "",
    rule,
    runs,
    groups: seeds,
    where,
  });
}

function importanceTable(
  { importances }: SettingsAnswer,
  forest: { readonly trees: number; readonly r2: number },
): HTMLElement {
  const most = Math.max(1e-9, ...importances.map(({ importance }) => importance));
  const rows = importances.map(({ names, importance, sd, values }) => {
    const made = row("td", [
      names.join(" = "),
      `${Math.max(0, importance).toFixed(3)} ± ${sd.toFixed(3)}`,
      String(values),
    ]);
    const bar = element("span", { class: "bar", attributes: { "aria-hidden": "true" } });
    bar.style.width = `${Math.round((100 * Math.max(0, importance)) / most)}%`;
    made.append(element("td", { class: "bars" }, bar));
    return made;
  });
  const told = t(
    "Drop of R² where the param is shuffled, in a random forest of {trees} trees asked of runs that each tree has not seen (R² {r2}).",
    {
      trees: forest.trees,
      r2: forest.r2.toFixed(2),
    },
  );
  const head = row("th", [t("param"), t("importance"), t("values"), ""]);
  return element("div", {}, element("p", { text: told }), tableIn(t("Importance of params"), head, rows));
}

function valueText(value: ParamValue | undefined): string {
  return value === undefined ? "–" : formatParam(value);
}

function row(tag: "td" | "th", texts: readonly string[]): HTMLElement {
  const cells = texts.map((text, at) => {
    if (tag === "th")
      return element(text === "" ? "td" : "th", { text, ...(text !== "" && { attributes: { scope: "col" } }) });
    return at === 0 && text !== "" ? element("th", { text, attributes: { scope: "row" } }) : element("td", { text });
  });
  return element("tr", {}, ...cells);
}

function tableIn(label: string, head: HTMLElement, rows: readonly HTMLElement[]): HTMLElement {
  const table = element("table", {}, element("thead", {}, head), element("tbody", {}, ...rows));
  return element("div", { class: "wide", attributes: { tabindex: "0", role: "region", "aria-label": label } }, table);
}
