import { formatDelta, formatValue } from "../../src/runs/describe/numbers";
import { element } from "../page/dom";
import type { Entry } from "./entries";
import { t } from "../../src/util/text";

/** The chart's last values as a table: for screen readers, and to copy. */
export function tableOf(name: string, entries: readonly Entry[]): HTMLTableElement {
  const table = element("table", {}, element("caption", { class: "unseen", text: name }));
  const head = element("tr");
  for (const text of [t("Run"), t("Last"), t("Δ Baseline"), t("Points")]) {
    head.append(element("th", { text, attributes: { scope: "col" } }));
  }
  const body = element("tbody");
  for (const { run, last, delta, verdict, count } of entries) {
    const label = run.isBaseline ? `◆ ${run.label}` : run.label;
    body.append(
      element(
        "tr",
        { attributes: { "data-run": run.id } },
        element("th", { text: label, title: run.path, attributes: { scope: "row" } }),
        element("td", { text: formatValue(last) }),
        element("td", { text: verdict?.text ?? (delta === undefined ? "" : formatDelta(delta)) }),
        element("td", { text: countText(count) }),
      ),
    );
  }
  table.append(element("thead", {}, head), body);
  return table;
}

/** A mean has no points of its own. */
function countText(count: number | undefined): string {
  return count === undefined ? "" : String(count);
}
