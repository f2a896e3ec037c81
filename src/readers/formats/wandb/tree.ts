import { isJsonObject, type JsonValue } from "../../parsing/documents/pythonJson";

/** Deeper keys are cut off: nobody nests a configuration like that. */
const deepest = 16;

/** What an update set, or a level of nested keys. */
export type Branch = JsonValue | Map<string, Branch>;

/** A configuration or summary as its updates leave it. */
export class Tree {
  readonly entries = new Map<string, Branch>();
  /** Since someone set this to false. */
  changed = false;

  set(path: readonly string[], value: JsonValue): void {
    const last = Math.min(path.length, deepest) - 1;
    if (last < 0) return;
    let level = this.entries;
    for (const key of path.slice(0, last)) level = levelAt(level, key);
    level.set(path[last]!, value);
    this.changed = true;
  }

  clear(): void {
    this.entries.clear();
    this.changed = true;
  }

  remove(path: readonly string[]): void {
    const last = Math.min(path.length, deepest) - 1;
    if (last < 0) return;
    let level = this.entries;
    for (const key of path.slice(0, last)) level = levelAt(level, key);
    level.delete(path[last]!);
    this.changed = true;
  }
}

/** The level below `key`; one is made where there is none, and of an object that was set as a whole. */
function levelAt(level: Map<string, Branch>, key: string): Map<string, Branch> {
  const found = level.get(key);
  if (found instanceof Map) return found;
  const made = new Map<string, Branch>(isJsonObject(found) ? Object.entries(found) : []);
  level.set(key, made);
  return made;
}
