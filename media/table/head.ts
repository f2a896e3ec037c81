import { element, iconButton, middleCut, setCut, setText } from "../page/dom";
import type { TableSort } from "../../src/shared/table";
import { t } from "../../src/util/text";
import { columnTitle, type Column } from "./columns";
import { checkWidth, type Layout, type Place } from "./layout";

/** What can be done with a column's head. */
export interface HeadActions {
  sort(column: number, add: boolean): void;
  resize(column: number, width: number): void;
  move(from: number, to: number): void;
  menu(column: number, at: HTMLElement): void;
  checkAll(isOn: boolean): void;
}

/** The row of column heads. A column's number is that of the grid: 0 the check box, 1 the name. */
export class Head {
  readonly root = element("div", { class: "row head", attributes: { role: "row", "aria-rowindex": "1" } });
  private readonly check = element("div", {
    class: "cell check fixed",
    attributes: { role: "columnheader", "aria-colindex": "1" },
  });
  readonly box = element("input", { attributes: { type: "checkbox", tabindex: "-1" } });
  private readonly heads = new Map<number, HTMLElement>();
  private dragged: number | undefined;

  constructor(private readonly actions: HeadActions) {
    this.box.setAttribute("aria-label", t("Plot all runs in the table"));
    this.box.onchange = () => this.actions.checkAll(this.box.checked);
    this.check.append(this.box);
    this.root.append(this.check);
  }

  draw(
    columns: readonly Column[],
    layout: Layout,
    within: readonly number[],
    sort: readonly TableSort[],
    active: Place,
  ): void {
    this.root.style.width = `${layout.width}px`;
    const wanted = new Set([-1, ...Array(layout.pinned).keys(), ...within]);
    for (const [column, head] of this.heads) {
      if (wanted.has(column)) continue;
      head.remove();
      this.heads.delete(column);
    }
    for (const column of wanted) this.drawHead(column, columns, layout, sort);
    for (const column of [-2, ...wanted]) {
      const head = this.at(column + 2);
      if (head) head.tabIndex = active.row === 0 && active.column === column + 2 ? 0 : -1;
    }
  }

  at(column: number): HTMLElement | undefined {
    return column === 0 ? this.check : this.heads.get(column - 2);
  }

  columnOf(target: Element): number {
    if (this.check.contains(target)) return 0;
    for (const [column, head] of this.heads) if (head.contains(target)) return column + 2;
    return -1;
  }

  private drawHead(column: number, columns: readonly Column[], layout: Layout, sort: readonly TableSort[]): void {
    const shown = columns[column];
    const isBesideItsMetric = columns[column - 1]?.key === `value:${shown?.name}`;
    let head = this.heads.get(column);
    if (!head) this.heads.set(column, (head = this.makeHead(column)));
    const key = shown?.key ?? "name";
    const title = shown ? columnTitle(shown) : t("run");
    const isFixed = column < layout.pinned;
    const order = sort.findIndex((one) => one.column === key);
    const kind = !shown ? "name" : shown.kind === "fact" || shown.kind === "param" ? `text ${shown.kind}` : shown.kind;
    head.className = `cell ${kind}${isFixed ? " fixed" : ""}`;
    head.style.order = isFixed && column >= 0 ? String(column) : "";
    head.style.left = `${column < 0 ? checkWidth : layout.edges[column]!}px`;
    head.style.width = `${shown?.width ?? layout.edges[0]! - checkWidth}px`;
    const direction = order < 0 ? "none" : sort[order]!.descending ? "descending" : "ascending";
    head.setAttribute("aria-sort", direction);
    head.title = hint(title, shown);
    const [label, arrow] = [head.querySelector(".cut")!, head.querySelector(".arrow")!];
    setCut(label, shown?.kind === "delta" && isBesideItsMetric ? "Δ" : title);
    const place = sort.length > 1 && order >= 0 ? String(order + 1) : "";
    setText(arrow, order < 0 ? "" : `${sort[order]!.descending ? "↓" : "↑"}${place}`);
    head.querySelector("button")!.setAttribute("aria-label", t("Menu of {column}", { column: title }));
  }

  private makeHead(column: number): HTMLElement {
    const head = element("div", {
      attributes: { role: "columnheader", "aria-colindex": String(column + 3), tabindex: "-1" },
    });
    const menu = iconButton("chevron", "", () => this.actions.menu(column + 2, head));
    menu.tabIndex = -1;
    menu.classList.add("more");
    const edge = element("span", { class: "edge" });
    head.append(middleCut(), element("span", { class: "arrow", attributes: { "aria-hidden": "true" } }), menu, edge);
    head.addEventListener("click", (event) => {
      if (!menu.contains(event.target as Node) && event.target !== edge) this.actions.sort(column + 2, event.shiftKey);
    });
    if (column >= 0) this.makeMovable(head, column);
    this.makeResizable(head, edge, column);
    this.root.append(head);
    return head;
  }

  private makeMovable(head: HTMLElement, column: number): void {
    head.draggable = true;
    head.addEventListener("dragstart", () => (this.dragged = column));
    head.addEventListener("dragover", (event) => {
      if (this.dragged !== undefined) event.preventDefault();
    });
    head.addEventListener("drop", (event) => {
      event.preventDefault();
      if (this.dragged !== undefined) this.actions.move(this.dragged + 2, column + 2);
      this.dragged = undefined;
    });
  }

  private makeResizable(head: HTMLElement, edge: HTMLElement, column: number): void {
    edge.addEventListener("pointerdown", (down) => {
      down.preventDefault();
      head.draggable = false;
      const width = head.getBoundingClientRect().width;
      edge.setPointerCapture(down.pointerId);
      edge.onpointermove = (move) => this.actions.resize(column + 2, width + move.clientX - down.clientX);
      edge.onpointerup = edge.onpointercancel = () => {
        edge.onpointermove = null;
        head.draggable = column >= 0;
      };
    });
  }
}

function hint(title: string, column: Column | undefined): string {
  if (column?.direction === "higher") return t("{metric}: higher is better", { metric: title });
  return column?.direction === "lower" ? t("{metric}: lower is better", { metric: title }) : title;
}
