import { element } from "../page/dom";
import { Frames } from "./frames";
import { Head, type HeadActions } from "./head";
import { columnsWithin, headHeight, layOut, moved, rowHeight, rowsWithin, type Layout, type Place } from "./layout";
import { RowElement } from "./rowElement";
import type { Session } from "./session";
import { strokeOf, type Stroke } from "../page/stroke";
import { readTheme, watchTheme } from "../page/theme";
import type { TableRow } from "../../src/shared/table";
import { t } from "../../src/util/text";

/** What the grid leaves to others. */
export interface GridActions extends HeadActions {
  /** A key that does not move in the grid. @returns whether it did anything */
  press(event: KeyboardEvent, place: Place): boolean;
  /** A row was clicked, at a column of the grid. */
  click(key: string, column: number, event: MouseEvent): void;
  rowMenu(key: string, at: HTMLElement, point: { readonly x: number; readonly y: number }): void;
}

const usualNameWidth = 240;

/** The grid: draws the rows and columns that are in sight, and the one that has the focus. */
export class Grid {
  readonly root = element("div", {
    class: "grid",
    attributes: { role: "grid", "aria-label": t("Runs"), "aria-multiselectable": "true" },
  });
  private readonly canvas = element("div", { class: "canvas", attributes: { role: "rowgroup" } });
  private readonly top = element("div", { class: "tops", attributes: { role: "rowgroup" } });
  private readonly head: Head;
  private readonly baseline = new RowElement();
  private readonly rows = new Map<number, RowElement>();
  private readonly spare: RowElement[] = [];
  private readonly frames = new Frames(() => this.draw());
  private layout: Layout = layOut([], usualNameWidth);
  active: Place = { row: 0, column: 1 };
  private hasFocus = false;
  /** The cell to come back to after the page was hidden. */
  private wanted: Place | undefined;
  private theme = readTheme();

  constructor(
    private readonly session: Session,
    private readonly actions: GridActions,
  ) {
    this.head = new Head(actions);
    this.top.append(this.head.root, this.baseline.root);
    this.root.append(this.top, this.canvas);
    this.root.addEventListener("scroll", () => this.frames.request(), { passive: true });
    this.root.addEventListener("keydown", (event) => this.press(event));
    this.root.addEventListener("click", (event) => this.click(event));
    this.root.addEventListener("contextmenu", (event) => this.openMenu(event));
    this.root.addEventListener("focusin", () => (this.hasFocus = true));
    this.wanted = session.at;
    document.addEventListener("focusin", ({ target }) => {
      this.wanted = undefined;
      session.leaveAt(this.root.contains(target as Node) ? this.active : undefined);
    });
    for (const event of ["pointerdown", "keydown"])
      window.addEventListener(event, () => (this.wanted = undefined), true);
    window.addEventListener("focus", () => this.frames.request());
    this.root.addEventListener("focusout", (event) => {
      if (!this.root.contains(event.relatedTarget as Node | null)) this.hasFocus = false;
    });
    new ResizeObserver(() => this.frames.request()).observe(this.root);
    session.changed.event(() => this.frames.request());
    watchTheme().event((theme) => {
      this.theme = theme;
      this.frames.request();
    });
  }

  /** The rows above the others: the head, and the baseline. */
  get tops(): number {
    return this.session.windows.baselineRow ? 2 : 1;
  }

  /** The column of the table at a column of the grid. */
  columnAt(column: number) {
    return this.session.columns[column - 2];
  }

  /** The row at a place, if it is known as it is now: nothing is done with a row that may be another by now. */
  rowAt({ row }: Place) {
    const { windows } = this.session;
    if (row === 1 && this.tops === 2) return windows.baselineRow;
    return row < this.tops ? undefined : windows.fresh(row - this.tops);
  }

  /** The element at a place, if it is drawn. */
  elementAt({ row, column }: Place): HTMLElement | undefined {
    return row === 0
      ? this.head.at(column)
      : row < this.tops
        ? this.baseline.at(column)
        : this.rows.get(row)?.at(column);
  }

  /** A column that is drawn, whose block therefore is known soonest. */
  private first = 0;

  /** Moves the focus to a place, and brings it into sight. */
  go(place: Place): void {
    this.active = place;
    this.hasFocus = true;
    this.bringIntoSight(place);
    this.draw();
    this.elementAt(place)?.focus({ preventScroll: true });
  }

  private bringIntoSight({ row, column }: Place): void {
    const { root, layout } = this;
    const top = (row - this.tops) * rowHeight;
    const height = root.clientHeight - this.topsHeight;
    if (row >= this.tops) {
      if (top < root.scrollTop) root.scrollTop = top;
      else if (top + rowHeight > root.scrollTop + height) root.scrollTop = top + rowHeight - height;
    }
    const at = column - 2;
    if (at < layout.pinned) return;
    const [left, right] = [layout.edges[at]!, layout.edges[at + 1]!];
    if (left - layout.fixed < root.scrollLeft) root.scrollLeft = left - layout.fixed;
    else if (right > root.scrollLeft + root.clientWidth) root.scrollLeft = right - root.clientWidth;
  }

  private get topsHeight(): number {
    return headHeight + (this.tops - 1) * rowHeight;
  }

  private draw(): void {
    const { session, root, head } = this;
    const { columns, shape, view, windows } = session;
    const nameWidth = view.widths.find(([key]) => key === "name")?.[1] ?? usualNameWidth;
    this.layout = layOut(columns, nameWidth);
    const { layout } = this;
    const rows = rowsWithin(shape.rows, root.scrollTop, root.clientHeight - headHeight);
    const within = columnsWithin(layout, root.scrollLeft, root.clientWidth);
    this.first = within[0];
    windows.need(rows, within);
    if (layout.pinned > 0) windows.need(rows, [0, layout.pinned]);
    this.settle(shape.rows, columns.length);
    const drawn = indices(within, this.active.column - 2, columns.length, layout.pinned);
    // Only the rows of a tree may say that they are folded.
    root.setAttribute("role", view.grouped ? "treegrid" : "grid");
    root.setAttribute("aria-rowcount", String(shape.rows + this.tops));
    root.setAttribute("aria-colcount", String(columns.length + 2));
    this.canvas.style.height = `${shape.rows * rowHeight}px`;
    this.canvas.style.width = this.top.style.width = `${layout.width}px`;
    head.draw(columns, layout, drawn, view.sort, this.active);
    this.drawBaseline(drawn);
    this.drawRows(indices(rows, this.active.row - this.tops, shape.rows, 0), drawn);
    if (this.hasFocus && !this.root.contains(document.activeElement))
      this.elementAt(this.active)?.focus({ preventScroll: true });
    this.comeBack();
  }

  /**
   * Once the first rows are there, and with them the baseline's, from which they are counted. Without the focus in the page it
   * would be taken from wherever the reader types.
   */
  private comeBack(): void {
    const { wanted, session } = this;
    if (!wanted || !session.isKnown || !document.hasFocus() || document.activeElement !== document.body) return;
    if (session.shape.rows > 0 && !session.windows.fresh(0)) return;
    this.wanted = undefined;
    this.active = wanted;
    this.settle(session.shape.rows, session.columns.length);
    this.go(this.active);
  }

  /** Keeps the focus on a place that there is. */
  private settle(rows: number, columns: number): void {
    const { row, column } = this.active;
    this.active = { row: Math.min(row, rows + this.tops - 1), column: Math.min(column, columns + 1) };
  }

  private drawBaseline(within: readonly number[]): void {
    const { windows, columns } = this.session;
    const content = windows.baselineRow;
    this.baseline.root.hidden = !content;
    if (!content) return;
    const checked = this.session.isPlotted(content.runs);
    const cell = (column: number) => windows.baselineCell(column);
    const { layout, active } = this;
    const stroke = this.session.model.plotted.length > 0 ? "none" : undefined;
    this.baseline.draw({ row: 1, top: 0, content, cell, columns, layout, within, checked, stroke, active });
  }

  private drawRows(wanted: readonly number[], within: readonly number[]): void {
    const { windows, columns } = this.session;
    const { layout, active, tops } = this;
    const keep = new Set(wanted.map((index) => index + tops));
    for (const [row, made] of this.rows) {
      if (keep.has(row)) continue;
      this.rows.delete(row);
      made.root.remove();
      this.spare.push(made);
    }
    for (const index of wanted) {
      const row = index + tops;
      let made = this.rows.get(row);
      if (!made) {
        this.rows.set(row, (made = this.spare.pop() ?? new RowElement()));
        this.canvas.append(made.root);
      }
      const content = windows.row(index, this.first);
      const checked = content ? this.session.isPlotted(content.runs) : "none";
      const stroke = this.strokeOf(content);
      const cell = (column: number) => windows.cell(index, column);
      made.draw({ row, top: index * rowHeight, content, cell, columns, layout, within, checked, stroke, active });
    }
  }

  private strokeOf(row: TableRow | undefined): Stroke | "none" | undefined {
    const { length } = this.session.model.plotted;
    if (length === 0) return undefined;
    const line = row?.kind === "run" ? this.session.lineOf(row.runs[0]) : undefined;
    return line === undefined ? "none" : strokeOf({ color: line, isBaseline: false }, this.theme, length);
  }

  private press(event: KeyboardEvent): void {
    if (
      event.target instanceof HTMLTextAreaElement ||
      (event.target instanceof HTMLInputElement && event.target.type === "text")
    )
      return;
    const size = {
      rows: this.session.shape.rows + this.tops,
      columns: this.session.columns.length + 2,
      page: Math.max(1, Math.floor((this.root.clientHeight - this.topsHeight) / rowHeight)),
    };
    const hasModifier = event.altKey || event.shiftKey;
    const place = hasModifier
      ? undefined
      : moved(this.active, { key: event.key, ctrl: event.ctrlKey || event.metaKey }, size);
    if (place) this.go(place);
    else if (!this.actions.press(event, this.active)) return;
    event.preventDefault();
  }

  private click(event: MouseEvent): void {
    const target = event.target as Element;
    const found = this.find(target);
    if (!found) return;
    this.go(found.place);
    if (found.key !== undefined) this.actions.click(found.key, found.place.column, event);
  }

  private openMenu(event: MouseEvent): void {
    const found = this.find(event.target as Element);
    if (!found) return;
    event.preventDefault();
    this.go(found.place);
    const at = this.elementAt(found.place) ?? this.root;
    if (found.key === undefined) this.actions.menu(found.place.column, at);
    else this.actions.rowMenu(found.key, at, { x: event.clientX, y: event.clientY });
  }

  /** The place that an element lies in. */
  private find(target: Element): { readonly place: Place; readonly key: string | undefined } | undefined {
    if (this.head.root.contains(target)) {
      const column = this.head.columnOf(target);
      return column < 0 ? undefined : { place: { row: 0, column }, key: undefined };
    }
    for (const row of [this.baseline, ...this.rows.values()]) {
      if (!row.root.contains(target)) continue;
      const column = row.columnOf(target);
      return column < 0 ? undefined : { place: { row: row.index, column }, key: row.key };
    }
    return undefined;
  }
}

/** A range, and one more where it lies outside and there is one. */
function indices([from, to]: readonly [number, number], active: number, count: number, least: number): number[] {
  const list = Array.from({ length: to - from }, (_, at) => from + at);
  return active >= least && active < count && (active < from || active >= to) ? [...list, active] : list;
}
