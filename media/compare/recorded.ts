import { element } from "../page/dom";
import type { CompareAnswer, Recorded } from "../../src/shared/compare";
import { plural, t } from "../../src/util/text";
import { section, tableOf } from "./sections";

/** Why the sides may differ, most suspected first. */
export function suspectsSection({ suspects }: CompareAnswer): HTMLElement[] {
  if (suspects.length === 0) return [];
  const items = suspects.map(({ what, because }) =>
    element("li", {}, element("strong", { text: what }), ` – ${because}`),
  );
  return [section(t("In order of suspicion"), "suspects", element("ol", {}, ...items))];
}

/** Python, packages, CUDA, hardware, as files beside the runs record them. */
export function environmentSection(answer: CompareAnswer): HTMLElement {
  return recordedSection(t("Environment"), "environment", answer, answer.environment);
}

/** Data sets by their digests, as DVC and MLflow record them. */
export function dataSection(answer: CompareAnswer): HTMLElement {
  return recordedSection(t("Data"), "data", answer, answer.data);
}

function recordedSection(title: string, name: string, answer: CompareAnswer, recorded: Recorded): HTMLElement {
  const { rows, leftOut, alike, known } = recorded;
  const unknown = known.filter((one) => !one).length;
  const texts = [
    unknown === known.length
      ? t("Nothing about it is recorded with these runs.")
      : plural(alike, { one: "{count} entry is the same.", other: "{count} entries are the same." }),
    ...(unknown > 0 && unknown < known.length
      ? [
          plural(unknown, {
            one: "Nothing is recorded for {count} side.",
            other: "Nothing is recorded for {count} sides.",
          }),
        ]
      : []),
    ...(leftOut > 0 ? [plural(leftOut, { one: "{count} more differs.", other: "{count} more differ." })] : []),
  ];
  const lines = rows.map(({ name: key, values }) => {
    const cells = values.map((value, at) => {
      const cell = element("td", { text: value ?? "–" });
      if (at > 0 && value !== values[0]) cell.classList.add("other");
      return cell;
    });
    return element("tr", {}, element("th", { text: key, attributes: { scope: "row" } }), ...cells);
  });
  const table = lines.length > 0 ? [tableOf(title, answer, lines)] : [];
  return section(title, name, ...table, element("p", { text: texts.join(" ") }));
}
