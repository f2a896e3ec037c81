import { formatValue } from "../../../src/runs/describe/numbers";
import type { Confusion } from "../../../src/shared/media";
import { t } from "../../../src/util/text";
import { element } from "../../page/dom";

/** A matrix of classes: rows are what was there, columns what it was taken for, darker by the share of the row. */
export function drawConfusion({ labels, counts }: Confusion): HTMLElement {
  const size = labels.length;
  const head = element("tr", {}, element("th", { class: "corner", text: t("actual ╲ predicted") }));
  for (const label of labels) head.append(element("th", { text: label, attributes: { scope: "col" } }));
  const body = labels.map((label, row) => {
    const cells = counts.subarray(row * size, (row + 1) * size);
    const sum = cells.reduce((total, count) => total + shareable(count), 0) || 1;
    const line = element("tr", {}, element("th", { text: label, attributes: { scope: "row" } }));
    for (const count of cells) {
      const cell = element("td", { text: formatValue(count) });
      cell.style.setProperty("--share", `${Math.round((shareable(count) / sum) * 70)}%`);
      line.append(cell);
    }
    return line;
  });
  const table = element("table", { class: "confusion" }, element("thead", {}, head), element("tbody", {}, ...body));
  return element(
    "div",
    { class: "scrolled", attributes: { tabindex: "0", role: "region", "aria-label": t("Confusion matrix") } },
    table,
  );
}

/** What of a count a share is made of: a class that was logged with NaN is not darker than all others. */
function shareable(count: number): number {
  return Number.isFinite(count) ? Math.max(0, count) : 0;
}
