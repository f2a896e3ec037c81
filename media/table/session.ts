import type { FromTable, RowAction, TableLook, TableModel, ToTable } from "../../src/shared/pages/table";
import type { TableShape } from "../../src/shared/table";
import { Emitter } from "../../src/util/emitter";
import { Throttle } from "../../src/util/throttle";
import type { Line } from "../page/line";
import { arranged, type Column } from "./columns";
import type { Place } from "./layout";
import { savedAt, type SavedTable, type TableView } from "./view";
import { Windows } from "./windows";

export type TableLine = Line<ToTable, FromTable, SavedTable>;

/** How long after the last change the view is left with the editor, and until a failed question is asked again; in milliseconds. */
const saving = 200;
const again = 1000;

const noShape: TableShape = {
  rows: 0,
  counts: { all: 0, hidden: 0, shown: 0, groups: 0 },
  fields: [],
  fieldsLeftOut: 0,
  partial: 0,
  headline: undefined,
};

/** What the parts of the page share: how the table is looked at, and what is known of it. */
export class Session {
  /** Other rows or columns, or other cells. */
  readonly changed = new Emitter<void>();
  /** Another model or view: what is beside the cells is to be drawn again. */
  readonly viewChanged = new Emitter<void>();
  shape: TableShape = noShape;
  columns: readonly Column[] = [];
  /** The shape is the answer to what was asked last. */
  isKnown = false;
  readonly windows: Windows;
  private asked = 0;
  /** What was told of a linked filter, and has not come back yet. */
  private readonly shared: string[] = [];
  /** The cell that has the focus, or had it when the page was hidden. */
  at: Place | undefined;
  private readonly saving = new Throttle({ wait: saving }, () =>
    this.line.save({ version: 1, view: this.view, at: this.at }),
  );

  constructor(
    readonly line: TableLine,
    public model: TableModel,
    public view: TableView,
  ) {
    this.at = savedAt(line.saved);
    this.windows = new Windows(
      (window) => this.line.ask("rows", this.look, window),
      () => this.changed.fire(),
      () => this.askAgain(),
    );
    this.saving.request();
    void this.askShape();
  }

  get look(): TableLook {
    const { filter, sort, grouped, open } = this.view;
    return { filter, sort, grouped, open };
  }

  /** Leaves with the editor which cell has the focus, if one has. */
  leaveAt(at: Place | undefined): void {
    this.at = at;
    this.saving.request();
  }

  setModel(model: TableModel): void {
    const { stamp, hasBaseline, filter } = this.model;
    this.model = model;
    if (model.filter !== filter) this.takeFilter(model.filter);
    if (model.stamp !== stamp || model.hasBaseline !== hasBaseline) void this.askShape();
    this.viewChanged.fire();
    this.changed.fire();
  }

  setView(view: TableView): void {
    const before = JSON.stringify(this.look);
    this.link(view);
    this.view = view;
    this.saving.request();
    if (JSON.stringify(this.look) === before) this.arrange();
    else void this.askShape();
    this.viewChanged.fire();
    this.changed.fire();
  }

  /** A filter that is linked is that of the Runs view, too. */
  private link(view: TableView): void {
    if (!view.linked) this.shared.length = 0;
    if (!view.linked || view.filter === (this.shared.at(-1) ?? this.model.filter)) return;
    this.shared.push(view.filter);
    this.line.show("shareFilter", view.filter);
  }

  /** The Runs view has another filter: by the user's own hand, or since the page said so. */
  private takeFilter(filter: string): void {
    const own = this.shared.indexOf(filter);
    this.shared.splice(0, own + 1);
    if (own >= 0 || !this.view.linked || this.view.filter === filter) return;
    this.view = { ...this.view, filter };
    this.saving.request();
    void this.askShape();
  }

  act(action: RowAction, keys: readonly string[]): void {
    if (keys.length > 0) this.line.show("act", action, this.look, keys);
  }

  isPlotted(runs: readonly string[]): "all" | "some" | "none" {
    const count = runs.filter((run) => this.model.plotted.includes(run)).length;
    return count === 0 ? "none" : count === runs.length ? "all" : "some";
  }

  /** The line of a run in the plot; undefined where it is in none, or is a baseline. */
  lineOf(run: string | undefined): number | undefined {
    const at = run === undefined ? -1 : this.model.plotted.indexOf(run);
    const line = this.model.lines[at];
    return line === undefined || line < 0 ? undefined : line;
  }

  private async askShape(): Promise<void> {
    const mine = ++this.asked;
    this.isKnown = false;
    try {
      const shape = await this.line.ask("shape", this.look);
      if (mine !== this.asked) return;
      // With a mistake in the filter, what was found before stays in sight.
      const kept = shape.mistake === undefined ? shape : { ...this.shape, mistake: shape.mistake };
      this.shape = kept;
      this.isKnown = true;
      if (shape.mistake === undefined) this.arrange(true);
      this.viewChanged.fire();
      this.changed.fire();
    } catch {
      if (mine === this.asked) this.askAgain();
    }
  }

  private askAgain(): void {
    const mine = this.asked;
    setTimeout(() => {
      if (mine === this.asked) void this.askShape();
    }, again);
  }

  /** @param isOther the rows may be others too */
  private arrange(isOther = false): void {
    const columns = arranged(this.shape, this.view, this.model.hasBaseline);
    const isSame = sameKeys(columns, this.columns);
    this.columns = columns;
    if (isOther || !isSame) this.windows.reset(columns, isSame);
  }
}

function sameKeys(a: readonly Column[], b: readonly Column[]): boolean {
  return a.length === b.length && a.every(({ key }, at) => key === b[at]!.key);
}
