import { element, middleCut, setCut, setText } from "../page/dom";
import type { Stroke } from "../page/stroke";
import { Swatch } from "../page/swatch";
import type { TableCell, TableRow } from "../../src/shared/table";
import { t, plural } from "../../src/util/text";
import { columnTitle, type Column } from "./columns";
import { checkWidth, type Layout, type Place } from "./layout";

/** What a row is drawn from. */
export interface RowPicture {
  /** Its place in the grid: 1 for the first below the head. */
  readonly row: number;
  readonly top: number;
  /** Undefined while it is not known. */
  readonly content: TableRow | undefined;
  readonly cell: (column: number) => TableCell | null | undefined;
  readonly columns: readonly Column[];
  readonly layout: Layout;
  /** Of the columns that are not pinned, those in sight and the active one. */
  readonly within: readonly number[];
  readonly checked: "all" | "some" | "none";
  /** How it is drawn in the plot; "none" if it isn't, or is several runs. Undefined where nothing is plotted: then there is no room for it. */
  readonly stroke: Stroke | "none" | undefined;
  readonly active: Place;
}

/** One row of the grid. It is used again for other rows, cells too: only what differs is written. */
export class RowElement {
  readonly root = element("div", { class: "row", attributes: { role: "row" } });
  private readonly check = element("div", {
    class: "cell check fixed",
    attributes: { role: "gridcell", "aria-colindex": "1" },
  });
  private readonly box = element("input", { attributes: { type: "checkbox", tabindex: "-1" } });
  private readonly name = element("div", {
    class: "cell name fixed",
    attributes: { role: "gridcell", "aria-colindex": "2" },
  });
  private readonly fold = element("span", { class: "fold", attributes: { "aria-hidden": "true" } });
  private readonly swatch = new Swatch();
  private readonly label = middleCut();
  private readonly mark = element("span", { class: "mark", attributes: { "aria-hidden": "true" } });
  private readonly cells = new Map<number, HTMLElement>();
  private readonly spare: HTMLElement[] = [];
  key: string | undefined;
  index = -1;

  constructor() {
    this.check.append(this.box);
    this.name.append(this.fold, this.mark, this.swatch.root, this.label);
    this.root.append(this.check, this.name);
  }

  draw(picture: RowPicture): void {
    const { row, top, content, columns, layout, active } = picture;
    this.index = row;
    this.key = content?.key;
    setAttribute(this.root, "aria-rowindex", String(row + 1));
    setStyle(this.root, "top", `${top}px`);
    setStyle(this.root, "width", `${layout.width}px`);
    const classes = ["row", content?.isBaseline && "baseline", content?.isMember && "member", content?.kind];
    setClass(this.root, classes.filter(Boolean).join(" "));
    this.drawName(picture);
    const wanted = new Set([...Array(layout.pinned).keys(), ...picture.within]);
    for (const [column, cell] of this.cells) {
      if (wanted.has(column)) continue;
      this.cells.delete(column);
      cell.remove();
      this.spare.push(cell);
    }
    for (const column of wanted) this.drawCell(column, columns[column]!, picture);
    const isActive = active.row === row;
    setTab(this.check, isActive && active.column === 0);
    setTab(this.name, isActive && active.column === 1);
  }

  /** The element of a column of the grid, if it is drawn. */
  at(column: number): HTMLElement | undefined {
    return column === 0 ? this.check : column === 1 ? this.name : this.cells.get(column - 2);
  }

  /** The column of the grid that an element lies in; -1 for none. */
  columnOf(target: Element): number {
    if (this.check.contains(target)) return 0;
    if (this.name.contains(target)) return 1;
    for (const [column, cell] of this.cells) if (cell.contains(target)) return column + 2;
    return -1;
  }

  private drawName({ content, layout, checked, stroke }: RowPicture): void {
    setStyle(this.name, "left", `${checkWidth}px`);
    setStyle(this.name, "width", `${layout.edges[0]! - checkWidth}px`);
    this.box.disabled = content === undefined;
    this.box.checked = checked === "all";
    this.box.indeterminate = checked === "some";
    const name = content?.name ?? "…";
    setAttribute(this.box, "aria-label", t("Plot {run}", { run: name }));
    const isGroup = content?.kind === "group";
    setText(this.fold, isGroup ? (content.isOpen ? "⌄" : "›") : "");
    setText(this.mark, content?.isBaseline ? "◆" : content?.pinned ? "★" : "");
    this.swatch.root.hidden = stroke === undefined;
    setStyle(this.swatch.root, "visibility", stroke === "none" ? "hidden" : "");
    if (typeof stroke === "object") this.swatch.show(stroke, false);
    setCut(this.label, isGroup ? `${name} · ${runCount(content.count)}` : name);
    setAttribute(this.name, "title", content?.path ?? "");
    setAttribute(this.name, "aria-label", content ? nameSentence(content) : name);
    if (isGroup) setAttribute(this.root, "aria-expanded", String(content.isOpen));
    else this.root.removeAttribute("aria-expanded");
    if (content?.isMember) setAttribute(this.root, "aria-level", "2");
    else this.root.removeAttribute("aria-level");
  }

  private drawCell(column: number, shown: Column, { layout, cell: cellAt, active, row }: RowPicture): void {
    let cell = this.cells.get(column);
    if (!cell) {
      cell = this.spare.pop() ?? element("div", { attributes: { role: "gridcell" } });
      this.cells.set(column, cell);
      this.root.append(cell);
    }
    const content = cellAt(column);
    const isFixed = column < layout.pinned;
    const kind = shown.kind === "fact" || shown.kind === "param" ? `text ${shown.kind}` : shown.kind;
    const classes = [
      "cell",
      kind,
      isFixed && "fixed",
      content?.best && "best",
      content?.standing,
      content === undefined && "unknown",
    ];
    setClass(cell, classes.filter(Boolean).join(" "));
    setStyle(cell, "order", isFixed ? String(column) : "");
    setStyle(cell, "left", `${layout.edges[column]}px`);
    setStyle(cell, "width", `${shown.width}px`);
    setText(cell, content?.text ?? "");
    setAttribute(cell, "title", content?.title ?? "");
    setAttribute(cell, "aria-colindex", String(column + 3));
    const spoken = sentence(shown, content);
    if (spoken === undefined) cell.removeAttribute("aria-label");
    else setAttribute(cell, "aria-label", spoken);
    setTab(cell, active.row === row && active.column === column + 2);
  }
}

function runCount(count: number): string {
  return plural(count, { one: "{count} run", other: "{count} runs" });
}

function nameSentence({ name, kind, count, isBaseline, pinned, isOpen }: TableRow): string {
  const parts = [
    name,
    ...(kind === "group" ? [runCount(count), isOpen ? t("unfolded") : t("folded")] : []),
    ...(isBaseline ? [t("the baseline")] : []),
    ...(pinned ? [t("pinned")] : []),
  ];
  return parts.join(", ");
}

/** What is read aloud where the text alone does not say it. */
function sentence(column: Column, content: TableCell | null | undefined): string | undefined {
  const title = columnTitle(column);
  if (content === undefined) return undefined;
  if (content === null) return t("{column}: nothing logged", { column: title });
  if (content.standing)
    return t("{column}: {text}. {verdict}", { column: title, text: content.text, verdict: content.title ?? "" });
  return content.best ? t("{column}: {text}, the best", { column: title, text: content.text }) : undefined;
}

function setTab(node: HTMLElement, isActive: boolean): void {
  const index = isActive ? 0 : -1;
  if (node.tabIndex !== index || !node.hasAttribute("tabindex")) node.tabIndex = index;
}

function setClass(node: HTMLElement, name: string): void {
  if (node.className !== name) node.className = name;
}

function setStyle(node: HTMLElement, name: "left" | "top" | "width" | "order" | "visibility", value: string): void {
  if (node.style[name] !== value) node.style[name] = value;
}

function setAttribute(node: HTMLElement, name: string, value: string): void {
  if (node.getAttribute(name) !== value) node.setAttribute(name, value);
}
