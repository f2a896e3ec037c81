import { element, iconButton } from "../page/dom";
import type { CompareAnswer, CompareParam, CompareSide, CompareValue, ParamKind } from "../../src/shared/compare";
import { plural, t } from "../../src/util/text";
import type { CompareLine } from "./page";

/** A number as a class for a side's color: the first side has the baseline's. */
export function sideClass(side: number): string {
  return ["side", `side${side}`].join(" ");
}

/** Who is compared: the first side, and those that are measured against it. */
export function sidesHead({ sides }: CompareAnswer, line: CompareLine): HTMLElement {
  const heads = sides.map((side, at) => {
    const name = element("h2", { class: sideClass(at), text: sideName(side), title: side.path });
    const more: HTMLElement[] = [];
    if (at > 0) {
      const first = element("button", {
        class: "link",
        text: t("Measure against This"),
        attributes: { type: "button" },
      });
      first.onclick = () => line.show("makeFirst", at);
      more.push(first);
    }
    if (sides.length > 2)
      more.push(iconButton("close", t("Remove {run}", { run: side.name }), () => line.show("removeSide", at)));
    return element("div", { class: "head" }, name, ...more);
  });
  const plot = element("button", { class: "primary", text: t("Plot"), attributes: { type: "button" } });
  plot.onclick = () => line.show("plot");
  const report = element("button", { class: "link", text: t("Report…"), attributes: { type: "button" } });
  report.onclick = () => line.show("report");
  return element("header", { class: "heads" }, ...heads, plot, report);
}

export function sideName({ name, runs }: CompareSide): string {
  return runs.length === 1 ? name : plural(runs.length, { other: "{name} ({count} runs)" }, { name });
}

/** Why they can't be compared, or not wholly. */
export function obstaclesSection({ obstacles }: CompareAnswer): HTMLElement[] {
  if (obstacles.length === 0) return [];
  const list = element("ul", {}, ...obstacles.map((text) => element("li", { text })));
  return [section(t("Can’t be compared wholly because"), "obstacles", list)];
}

/** A row for each metric: values, deltas, verdicts. Choosing one shows its curves. */
export function metricsSection(answer: CompareAnswer, choose: (metric: string) => void): HTMLElement {
  const rows = answer.metrics.map(({ name, values, isHeadline, direction }) => {
    const way = direction === "higher" ? " ↑" : direction === "lower" ? " ↓" : "";
    const button = element("button", {
      class: "link",
      text: name + way,
      title: t("Show the curves of {metric}", { metric: name }),
      attributes: { type: "button" },
    });
    button.onclick = () => choose(name);
    const row = element("tr", {}, element("th", { attributes: { scope: "row" } }, button), ...values.map(valueCell));
    if (isHeadline) row.classList.add("headline");
    return row;
  });
  const left = answer.metricsLeftOut;
  const note =
    left > 0
      ? [element("p", { text: plural(left, { one: "{count} more metric.", other: "{count} more metrics." }) })]
      : [];
  return section(t("Metrics at equal step"), "metrics", tableOf(t("metric"), answer, rows), ...note);
}

function valueCell({ text, delta, standing, because }: CompareValue): HTMLElement {
  const cell = element("td", { class: "value" }, element("span", { text: text === "" ? "–" : text }));
  if (delta !== undefined) {
    const mark = element("span", { class: `delta ${standing ?? "none"}`, text: delta });
    cell.append(" ", mark);
  }
  if (because !== undefined) {
    const said = element("details", {}, element("summary", { text: because.slice(0, because.indexOf(":")) }), because);
    cell.append(said);
  }
  return cell;
}

/** The params that differ, in the order in which they are suspected. */
export function paramsSection(
  answer: CompareAnswer,
  showsAll: boolean,
  toggle: () => void,
  line: CompareLine,
): HTMLElement {
  const { params, paramsLeftOut, alike } = answer;
  const shown = params.filter(({ kind }) => showsAll || kind !== "circumstance");
  const rows = shown.map((param, at) => paramRow(param, shown[at - 1]?.kind, line));
  const hidden = params.length - params.filter(({ kind }) => kind !== "circumstance").length;
  const parts = [
    plural(alike, { one: "{count} param is the same.", other: "{count} params are the same." }),
    ...(paramsLeftOut > 0
      ? [plural(paramsLeftOut, { one: "{count} more differs.", other: "{count} more differ." })]
      : []),
  ];
  const note = element("p", { text: `${parts.join(" ")} ` });
  if (hidden > 0) {
    const label = showsAll
      ? t("Hide Seeds, Paths, and Times")
      : plural(hidden, { one: "Show {count} Seed, Path, or Time", other: "Show {count} Seeds, Paths, and Times" });
    const button = element("button", { class: "link", text: label, attributes: { type: "button" } });
    button.onclick = toggle;
    note.append(button);
  }
  const table = rows.length > 0 ? tableOf(t("param"), answer, rows) : element("p", { text: t("No params differ.") });
  return section(t("Params that differ"), "params", table, note);
}

function paramRow(
  { name, kind, values, isApart }: CompareParam,
  before: ParamKind | undefined,
  line: CompareLine,
): HTMLElement {
  const label = kind !== before && kind !== "setting" ? ` · ${kindName(kind)}` : "";
  const head = element("th", { attributes: { scope: "row" } }, name, element("span", { class: "kind", text: label }));
  if (kind !== "circumstance" || isApart) {
    const title = isApart
      ? t("Compare {param} again: it tells of the training", { param: name })
      : t("Set {param} apart: it tells of the run itself, as a seed or a path does", { param: name });
    head.append(iconButton(isApart ? "add" : "close", title, () => line.show("setApart", name, isApart !== true)));
  }
  const [first] = values;
  const cells = values.map((value, at) => {
    const cell = element("td", { text: value ?? "–" });
    if (at > 0 && value !== first) cell.classList.add("other");
    return cell;
  });
  return element("tr", {}, head, ...cells);
}

function kindName(kind: ParamKind): string {
  switch (kind) {
    case "data":
      return t("data");
    case "environment":
      return t("environment");
    case "circumstance":
      return t("of the run itself");
    case "setting":
      return t("setting");
  }
}

/** Command line, seed, duration: what is recorded of them. */
export function factsSection(answer: CompareAnswer): HTMLElement {
  const facts: readonly (readonly [label: string, of: (side: CompareSide) => string | undefined])[] = [
    [t("seed"), ({ seed }) => seed],
    [t("duration"), ({ duration }) => duration],
    [t("started"), ({ started }) => started],
    [t("commit"), ({ commit }) => commit],
    [t("command"), ({ command }) => command],
    [t("folder"), ({ path }) => path],
  ];
  const known = facts.filter(([, of]) => answer.sides.some((side) => of(side) !== undefined));
  const rows = known.map(([label, of]) =>
    element(
      "tr",
      {},
      element("th", { text: label, attributes: { scope: "row" } }),
      ...answer.sides.map((side) => element("td", { text: of(side) ?? "–" })),
    ),
  );
  return section(t("Run"), "facts", tableOf(t("fact"), answer, rows));
}

/** A table with a column for each side. */
export function tableOf(corner: string, { sides }: CompareAnswer, rows: readonly HTMLElement[]): HTMLElement {
  const heads = sides.map((side, at) =>
    element("th", { attributes: { scope: "col" } }, element("span", { class: sideClass(at), text: sideName(side) })),
  );
  const head = element("tr", {}, element("th", { text: corner, attributes: { scope: "col" } }), ...heads);
  const table = element("table", {}, element("thead", {}, head), element("tbody", {}, ...rows));
  return element(
    "div",
    { class: "wide", attributes: { tabindex: "0", role: "region", "aria-label": corner || t("Run") } },
    table,
  );
}

export function section(title: string, name: string, ...children: readonly HTMLElement[]): HTMLElement {
  return element("section", { class: name }, element("h3", { text: title }), ...children);
}
