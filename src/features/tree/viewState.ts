import { parseFilter, type Filter } from "../../runs/judging/filter";
import { Emitter } from "../../util/emitter";
import { asSort, type Sort } from "../../runs/judging/sort";

/** Where choices are kept from one session to the next; VS Code's Memento has this shape. */
export interface Memory {
  get(key: string): unknown;
  update(key: string, value: unknown): PromiseLike<void>;
}

const keys = { filter: "tree.filter", sort: "tree.sort", hidden: "tree.showHidden" };

/** How the user looks at the tree: filter, order, and whether hidden runs are shown. Kept for the workspace. */
export class ViewState {
  private readonly changes = new Emitter<void>();
  private current: { text: string; filter: Filter | undefined };
  private order: Sort;
  private hidden: boolean;

  constructor(private readonly memory: Memory) {
    const text = memory.get(keys.filter);
    this.current = read(typeof text === "string" ? text : "") ?? { text: "", filter: undefined };
    this.order = asSort(memory.get(keys.sort));
    this.hidden = memory.get(keys.hidden) === true;
  }

  readonly onDidChange = this.changes.event;

  get filterText(): string {
    return this.current.text;
  }

  get filter(): Filter | undefined {
    return this.current.filter;
  }

  get sort(): Sort {
    return this.order;
  }

  get showHidden(): boolean {
    return this.hidden;
  }

  /** Filters by a text. A text with a mistake changes nothing. @param keep false while it is still being typed */
  setFilter(text: string, keep = true): void {
    const next = read(text.trim());
    if (!next) return;
    this.current = next;
    if (keep) void this.memory.update(keys.filter, next.text === "" ? undefined : next.text);
    this.changes.fire();
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

function read(text: string): { text: string; filter: Filter | undefined } | undefined {
  const filter = parseFilter(text);
  return filter !== undefined && "mistake" in filter ? undefined : { text, filter };
}
