import { isJsonObject, own, type JsonValue } from "../text/pythonJson";

/** Deeper keys are cut off: nobody nests a configuration like that. */
const deepest = 16;

/** A configuration or summary as its updates leave it: values by their first key, nested ones as objects. */
export class Tree {
  readonly entries = new Map<string, JsonValue>();
  /** Since someone set this to false. */
  changed = false;

  set(path: readonly string[], value: JsonValue): void {
    const [key, ...rest] = path;
    if (key === undefined) return;
    this.entries.set(key, within(this.entries.get(key), rest.slice(0, deepest), value));
    this.changed = true;
  }

  remove(path: readonly string[]): void {
    const [key, ...rest] = path;
    if (key === undefined) return;
    if (rest.length === 0) this.entries.delete(key);
    else this.entries.set(key, without(this.entries.get(key), rest));
    this.changed = true;
  }
}

/** A copy of `tree` with `value` at `path`. */
function within(tree: JsonValue | undefined, path: readonly string[], value: JsonValue): JsonValue {
  const [key, ...rest] = path;
  if (key === undefined) return value;
  const object = isJsonObject(tree) ? tree : {};
  const inner = within(own(object, key), rest, value);
  return Object.fromEntries([...Object.entries(object).filter(([name]) => name !== key), [key, inner]]);
}

/** A copy of `tree` without what is at `path`. */
function without(tree: JsonValue | undefined, path: readonly string[]): JsonValue {
  const [key, ...rest] = path;
  if (!isJsonObject(tree) || key === undefined) return tree ?? null;
  const inner = rest.length > 0 ? without(own(tree, key), rest) : undefined;
  const others = Object.entries(tree).filter(([name]) => name !== key);
  return Object.fromEntries(inner === undefined ? others : [...others, [key, inner]]);
}
