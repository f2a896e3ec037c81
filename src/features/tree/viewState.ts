import { RunFilter } from "../../host/runFilter";
import type { Memento } from "../../util/memento";
import type { Filter } from "../../runs/judging/filter";
import { asSort, type Sort } from "../../runs/judging/sort";
import { Emitter } from "../../util/emitter";

const keys = { sort: "tree.sort", hidden: "tree.showHidden" };

/** How the user looks at the tree: filter, order, and whether hidden runs are shown. Kept for the workspace. */
export class ViewState {
  private readonly changes = new Emitter<void>();
  readonly onDidChange = this.changes.event;
  private order: Sort;
  private hidden: boolean;

  constructor(
    private readonly memory: Memento,
    private readonly shared = new RunFilter(memory),
  ) {
    this.order = asSort(memory.get(keys.sort));
    this.hidden = memory.get(keys.hidden) === true;
    shared.onDidChange(() => this.changes.fire());
  }

  get filterText(): string {
    return this.shared.text;
  }

  get filter(): Filter | undefined {
    return this.shared.filter;
  }

  get sort(): Sort {
    return this.order;
  }

  get showHidden(): boolean {
    return this.hidden;
  }

  /** Filters by a text. A text with a mistake changes nothing. @param keep false while it is still being typed */
  setFilter(text: string, keep = true): void {
    this.shared.set(text, keep);
  }

  setSort(sort: Sort): void {
    this.order = sort;
    void this.memory.update(keys.sort, sort);
    this.changes.fire();
  }

  setShowHidden(shown: boolean): void {
    this.hidden = shown;
    void this.memory.update(keys.hidden, shown || undefined);
    this.changes.fire();
  }
}
