import { element, setText } from "../page/dom";
import { openMenu, type MenuItem } from "../page/menu";
import { columnKey, standName, standOf, type TableRow } from "../../src/shared/table";
import { plural, t } from "../../src/util/text";
import { titleOf, type Column } from "./columns";
import { editCell } from "./editor";
import { Grid, type GridActions } from "./grid";
import type { Place } from "./layout";
import { hidden, movedTo, pinnedTo, resized, shown as withColumn, sortedBy, sortedOneWay, toggled } from "./moves";
import type { Session } from "./session";
import { Toolbar } from "./toolbar";

/** How much a key makes a column wider, in pixels. */
const widening = 16;

/** The whole page: the toolbar, the grid, or why there is none. */
export class TablePage implements GridActions {
  private readonly grid: Grid;
  readonly toolbar: Toolbar;
  private held: { readonly event: KeyboardEvent; readonly place: Place } | undefined;
  private readonly empty = element("div", { class: "empty", attributes: { role: "status" } });

  constructor(
    root: HTMLElement,
    private readonly session: Session,
  ) {
    this.toolbar = new Toolbar(session);
    this.grid = new Grid(session, this);
    root.classList.add("table");
    const heading = element("h1", { class: "unseen", text: t("Runs") });
    root.replaceChildren(heading, this.toolbar.root, this.grid.root, this.empty);
    session.changed.event(() => this.release());
    session.viewChanged.event(() => this.showEmpty());
    this.showEmpty();
  }

  sort(column: number, add: boolean): void {
    const shown = column === 1 ? "name" : this.grid.columnAt(column);
    if (shown) this.session.setView(sortedBy(this.session.view, shown, add));
  }

  resize(column: number, width: number): void {
    const key = this.keyAt(column);
    if (key !== undefined) this.session.setView(resized(this.session.view, key, width));
  }

  move(from: number, to: number): void {
    const { view, columns } = this.session;
    this.session.setView(movedTo(view, columns, from - 2, to - 2));
  }

  checkAll(isOn: boolean): void {
    this.session.act(isOn ? "plot" : "unplot", ["*"]);
  }

  menu(column: number, at: HTMLElement): void {
    const { session } = this;
    const key = this.keyAt(column);
    if (key === undefined) return;
    const shown = this.grid.columnAt(column);
    const set = (view: typeof session.view) => session.setView(view);
    const items: MenuItem[] = [
      { label: t("Sort Ascending"), act: () => set(sortedOneWay(session.view, key, false)) },
      { label: t("Sort Descending"), act: () => set(sortedOneWay(session.view, key, true)) },
      { label: t("Add to Sort"), act: () => this.sort(column, true) },
      ...(shown ? this.columnItems(column, shown) : []),
    ];
    const { left, bottom } = at.getBoundingClientRect();
    openMenu(items, { x: left, y: bottom }, t("Menu of {column}", { column: titleOf(key) }), () => this.focus());
  }

  rowMenu(key: string, at: HTMLElement, point: { readonly x: number; readonly y: number }): void {
    const row = this.grid.rowAt(this.grid.active);
    if (row?.key !== key) return;
    const isPlotted = this.session.isPlotted(row.runs) === "all";
    const act = (label: string, ...[action]: Parameters<Session["act"]>): MenuItem => ({
      label,
      act: () => this.session.act(action, [key]),
    });
    const items: MenuItem[] = [
      isPlotted ? act(t("Remove from Plot"), "unplot", []) : act(t("Add to Plot"), "plot", []),
      ...(row.kind === "run" && !row.isBaseline ? [act(t("Set as Baseline"), "baseline", [])] : []),
      ...(row.kind === "run" && !row.isBaseline && this.session.model.hasBaseline
        ? [act(t("Compare with the Baseline"), "compare", [])]
        : []),
      "line",
      row.pinned ? act(t("Unpin"), "unpin", []) : act(t("Pin to Top"), "pin", []),
      ...this.sharedItems(row, at),
      act(t("Hide"), "hide", []),
      "line",
      ...(row.kind === "run" ? [act(t("Open Files…"), "files", [])] : []),
    ];
    openMenu(items, point, row.name, () => this.focus());
  }

  click(key: string, column: number, event: MouseEvent): void {
    const row = this.grid.rowAt(this.grid.active);
    if (row?.key !== key) return;
    if (column === 0) this.togglePlotted(row);
    else if (column === 1 && row.kind === "group") this.fold(row);
    else if (event.detail === 2) this.edit(this.grid.active);
  }

  press(event: KeyboardEvent, place: Place): boolean {
    if (event.key === "ContextMenu" || (event.key === "F10" && event.shiftKey)) return this.openMenuAt(place);
    if (place.row === 0) return this.pressHead(event, place.column);
    const row = this.grid.rowAt(place);
    this.held = undefined;
    if (!row) return this.hold(event, place);
    const isWithControl = event.ctrlKey || event.metaKey;
    if (event.key === " ") this.togglePlotted(row);
    else if (event.key === "F2") this.edit(place);
    else if (event.key === "s" && !isWithControl && !event.altKey) this.star(row);
    else if (event.key === "z" && isWithControl) this.session.line.show("undo");
    else if (event.key === "Enter" && isWithControl) this.toolbar.compare([row.key]);
    else if (event.key === "Enter") {
      if (row.kind === "group") this.fold(row);
      else if (!this.edit(place)) this.session.act("openPlot", [row.key]);
    } else if (event.key === "c" && !isWithControl && !event.altKey) {
      this.toolbar.compare([row.key]);
    } else if (event.key === "c" && isWithControl) {
      const { line, look, columns } = this.session;
      line.show("copy", { look, columns: columns.map(({ key }) => key), rows: [row.key] }, "tsv");
    } else return false;
    return true;
  }

  /** A row that is not known yet, after a sort or a filter, gets the key once it is. */
  private hold(event: KeyboardEvent, place: Place): boolean {
    const isOurs = [" ", "F2", "Enter", "c", "s"].includes(event.key);
    if (isOurs) this.held = { event, place };
    return isOurs;
  }

  private release(): void {
    const { held } = this;
    const { row, column } = this.grid.active; // another object after each drawing
    if (held?.place.row !== row || held.place.column !== column || !this.grid.rowAt(held.place)) return;
    this.press(held.event, held.place);
  }

  private pressHead(event: KeyboardEvent, column: number): boolean {
    const key = this.keyAt(column);
    const step = event.key === "ArrowLeft" ? -1 : event.key === "ArrowRight" ? 1 : 0;
    if (event.key === "Enter" || event.key === " ") {
      if (column === 0) this.checkAll(true);
      else this.sort(column, event.shiftKey);
    } else if (step !== 0 && event.altKey && column > 1) {
      this.move(column, column + step);
      this.grid.go({ row: 0, column: column + step });
    } else if (step !== 0 && event.shiftKey && key !== undefined) {
      const width = this.grid.elementAt({ row: 0, column })?.getBoundingClientRect().width ?? 0;
      this.resize(column, width + step * widening);
    } else if (event.key === "Delete" && key !== undefined && column > 1) {
      this.session.setView(hidden(this.session.view, key));
    } else if (event.key === "ArrowDown" && event.altKey) return this.openMenuAt({ row: 0, column });
    else return false;
    return true;
  }

  private columnItems(column: number, shown: Column): MenuItem[] {
    const { session } = this;
    const { key, isPinned } = shown;
    return [
      "line",
      {
        label: isPinned ? t("Unpin Column") : t("Pin Column"),
        act: () => session.setView(pinnedTo(session.view, key, !isPinned)),
      },
      ...this.ruleItems(shown),
      { label: t("Move Left"), act: () => this.move(column, column - 1) },
      { label: t("Move Right"), act: () => this.move(column, column + 1) },
      { label: t("Hide Column"), act: () => session.setView(hidden(session.view, key)) },
    ];
  }

  /** More columns of the same metric. */
  private ruleItems({ kind, name }: Column): MenuItem[] {
    if (kind === "fact" || kind === "param") return [];
    const metric = kind === "stand" ? standOf(name).metric : name;
    const add = async (rule: "step" | "mean") => {
      const asked = await this.session.line.ask("askRule", rule, metric).catch(() => undefined);
      if (asked === undefined) return;
      const key = columnKey({ kind: "stand", name: standName(asked, metric) });
      this.session.setView(withColumn(this.session.view, key));
    };
    return [
      { label: t("Add Column at Step…"), act: () => void add("step") },
      { label: t("Add Column with Mean of Last…"), act: () => void add("mean") },
    ];
  }

  private openMenuAt(place: Place): boolean {
    const at = this.grid.elementAt(place);
    if (!at) return false;
    const { left, bottom } = at.getBoundingClientRect();
    if (place.row === 0) this.menu(place.column, at);
    else {
      const row = this.grid.rowAt(place);
      if (row) this.rowMenu(row.key, at, { x: left, y: bottom });
    }
    return true;
  }

  private star({ key, pinned }: TableRow): void {
    this.session.act(pinned ? "unpin" : "pin", [key]);
  }

  /** What is written on all that are ticked, where the row is one of several. */
  private sharedItems(row: TableRow, at: HTMLElement): MenuItem[] {
    const { plotted } = this.session.model;
    if (plotted.length < 2 || this.session.isPlotted(row.runs) === "none") return [];
    const write = (isNote: boolean) => () =>
      editCell(
        at,
        "",
        isNote,
        (text) => this.session.line.show("writeOnAll", plotted, shared(text, isNote)),
        () => this.focus(),
      );
    return [
      { label: plural(plotted.length, { other: "Add Tags to {count} Ticked Runs…" }), act: write(false) },
      { label: plural(plotted.length, { other: "Write a Note on {count} Ticked Runs…" }), act: write(true) },
    ];
  }

  private togglePlotted(row: TableRow): void {
    this.session.act(this.session.isPlotted(row.runs) === "all" ? "unplot" : "plot", [row.key]);
  }

  private fold({ key }: TableRow): void {
    this.session.setView(toggled(this.session.view, key));
  }

  /** @returns whether there is something to edit there */
  private edit(place: Place): boolean {
    const column = this.grid.columnAt(place.column);
    const row = this.grid.rowAt(place);
    const cell = this.grid.elementAt(place);
    if (column?.kind !== "fact" || !row || row.kind !== "run" || !cell) return false;
    const { name } = column;
    if (name !== "note" && name !== "words") return false;
    const { words, note } = row.written;
    const keep = (text: string) => {
      const next = name === "note" ? { words, note: text } : { words: tagsIn(text), note };
      this.session.line.show("write", row.key, next);
    };
    editCell(cell, name === "note" ? note : words.join(", "), name === "note", keep, () => this.focus());
    return true;
  }

  private keyAt(column: number): string | undefined {
    return column === 1 ? "name" : this.grid.columnAt(column)?.key;
  }

  private focus(): void {
    this.grid.go(this.grid.active);
  }

  /** Says what there is to do when there is nothing to see. */
  private showEmpty(): void {
    const { shape, model, isKnown, view } = this.session;
    const { all, shown } = shape.counts;
    const isEmpty = all === 0 || (shown === 0 && view.filter !== "" && shape.mistake === undefined);
    this.empty.hidden = !isEmpty || !isKnown;
    this.grid.root.hidden = isEmpty && isKnown;
    if (!isEmpty) return;
    const text =
      all > 0 ? t("No run matches the filter.") : model.scanning ? t("Looking for runs…") : t("No runs were found.");
    setText(this.empty, text);
  }
}

/** Tags as they are typed: with commas between. */
function tagsIn(text: string): readonly string[] {
  return [...new Set(text.split(",").map((word) => word.trim()))].filter(Boolean);
}

function shared(text: string, isNote: boolean) {
  return isNote ? { note: text } : { words: tagsIn(text) };
}
