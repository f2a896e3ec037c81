import { parseFilter, type Filter } from "../runs/judging/filter";
import { Emitter } from "../util/emitter";
import type { Memento } from "../util/memento";

const key = "tree.filter";

/** The filter of the Runs view, which the table may share. Kept for the workspace. */
export class RunFilter {
  private readonly changes = new Emitter<void>();
  readonly onDidChange = this.changes.event;
  private current: { readonly text: string; readonly filter: Filter | undefined };

  constructor(private readonly memory: Memento) {
    const text = memory.get(key);
    this.current = read(typeof text === "string" ? text : "") ?? { text: "", filter: undefined };
  }

  get text(): string {
    return this.current.text;
  }

  get filter(): Filter | undefined {
    return this.current.filter;
  }

  /** Filters by a text. A text with a mistake changes nothing. @param keep false while it is still being typed */
  set(text: string, keep = true): void {
    const next = read(text.trim());
    if (!next) return;
    this.current = next;
    if (keep) void this.memory.update(key, next.text === "" ? undefined : next.text);
    this.changes.fire();
  }
}

function read(text: string): { text: string; filter: Filter | undefined } | undefined {
  const filter = parseFilter(text);
  return filter !== undefined && "mistake" in filter ? undefined : { text, filter };
}
