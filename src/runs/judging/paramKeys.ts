import type { RunSummary } from "../../shared/run";

type Params = RunSummary["params"];

/** So many lists are looked through for one that is the same: runs of a project have the keys of a few scripts. */
const mostRecent = 8;

const known = new WeakMap<Params, readonly string[]>();
let recent: readonly (readonly string[])[] = [];

/**
 * The keys of params. Those with the same keys in the same order have the very same list, by which what hangs on keys alone can be
 * remembered: a project has 10,000 runs of 500 params, and few scripts.
 */
export function keysOf(params: Params): readonly string[] {
  let keys = known.get(params);
  if (!keys) {
    const own = Object.keys(params);
    keys = recent.find((list) => isSame(list, own)) ?? own;
    recent = [keys, ...recent.filter((list) => list !== keys)].slice(0, mostRecent);
    known.set(params, keys);
  }
  return keys;
}

function isSame(a: readonly string[], b: readonly string[]): boolean {
  if (a.length !== b.length) return false;
  for (let at = 0; at < a.length; at++) if (a[at] !== b[at]) return false;
  return true;
}

/** Remembers what a function makes of a list of keys, as long as there is the list. */
export function byKeys<T extends object>(make: (keys: readonly string[]) => T): (params: Params) => T {
  const made = new WeakMap<readonly string[], T>();
  return (params) => {
    const keys = keysOf(params);
    let found = made.get(keys);
    if (!found) made.set(keys, (found = make(keys)));
    return found;
  };
}
