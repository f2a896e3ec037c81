import type { MediaTable } from "../../../src/shared/media";
import { plural, t } from "../../../src/util/text";
import { element } from "../../page/dom";

/** A table as it was logged; what is left out of it is said below. */
export function drawTable({ columns, rows, moreRows, moreColumns }: MediaTable): HTMLElement {
  const head = element("tr", {}, ...columns.map((text) => element("th", { text, attributes: { scope: "col" } })));
  const body = rows.map((row) => element("tr", {}, ...row.map((text) => element("td", { text, title: text }))));
  const table = element("table", { class: "logged" }, element("thead", {}, head), element("tbody", {}, ...body));
  const attributes = { tabindex: "0", role: "region", "aria-label": t("Table") };
  const more = [
    moreRows > 0 ? plural(moreRows, { one: "{count} more row", other: "{count} more rows" }) : "",
    moreColumns > 0 ? plural(moreColumns, { one: "{count} more column", other: "{count} more columns" }) : "",
  ].filter((part) => part !== "");
  const note = more.length > 0 ? [element("p", { class: "refusal", text: more.join(", ") })] : [];
  return element("div", {}, element("div", { class: "scrolled", attributes }, table), ...note);
}
