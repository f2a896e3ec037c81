import type { ParamValue } from "../../../shared/run";

/** What JSON and YAML parsers make of a document; YAML's mappings come as Maps, since their keys may be anything. */
export type Tree = unknown;

/** So many parameters of a run are read. */
export const mostParams = 2000;
/** The longest that MLflow takes of a parameter. */
const longestText = 6000;
const longestName = 300;
const deepest = 16;

/**
 * Writes a tree into a flat map: `{model: {depth: 3}}` → `model.depth = 3`. Lists of plain values become one text
 * ("[3, 5]"), other lists are numbered from 0. At most 2000 names are kept, and 6000 characters of a text.
 */
export function flattenParams(tree: Tree, into: Map<string, ParamValue>, prefix = ""): void {
  walk(tree, prefix, 0, into);
  if (into.size >= mostParams) cut.set(into, cut.get(into) ?? false);
}

/** Of full maps of parameters: whether any was left out. */
const cut = new WeakMap<object, boolean>();

/** Whether parameters were left out because there are too many; where nobody counted, that so many are there tells it. */
export function areCut(params: ReadonlyMap<string, ParamValue>): boolean {
  return params.size >= mostParams && (cut.get(params) ?? true);
}

/** Replaces parameters by others, and what is known of these. */
export function replaceParams(params: Map<string, ParamValue>, by: ReadonlyMap<string, ParamValue>): void {
  params.clear();
  for (const [name, value] of by) params.set(name, value);
  cut.set(params, areCut(by));
}

/** The parameters of several maps in one; those of a later one stand before those of an earlier one. */
export function mergedParams(maps: readonly ReadonlyMap<string, ParamValue>[]): ReadonlyMap<string, ParamValue> {
  const merged = new Map(maps.flatMap((one) => [...one]));
  cut.set(merged, maps.some(areCut));
  return merged;
}

function walk(tree: Tree, name: string, depth: number, into: Map<string, ParamValue>): void {
  if (name.length > longestName || (into.size >= mostParams && cut.get(into) === true)) return;
  if (typeof tree !== "object" || tree === null || tree instanceof Date) {
    const value = plain(tree);
    if (value !== undefined) put(name, value, into);
    return;
  }
  if (tree instanceof Uint8Array) return;
  const list = Array.isArray(tree) || tree instanceof Set ? listText([...tree]) : undefined;
  if (list !== undefined || depth >= deepest) {
    put(name, list ?? "…", into);
    return;
  }
  for (const [key, value] of entriesOf(tree)) {
    walk(value, name === "" ? String(key) : `${name}.${String(key)}`, depth + 1, into);
  }
}

function put(name: string, value: ParamValue, into: Map<string, ParamValue>): void {
  if (name === "") return;
  if (into.size < mostParams || into.has(name)) into.set(name, value);
  else cut.set(into, true);
}

function entriesOf(tree: object): Iterable<readonly [unknown, Tree]> {
  if (tree instanceof Map) return tree as Map<unknown, Tree>;
  return Object.entries(tree);
}

function plain(value: unknown): ParamValue | undefined {
  if (value === null || typeof value === "number" || typeof value === "boolean") return value;
  if (typeof value === "bigint") return Number(value);
  if (value instanceof Date) return value.toISOString();
  return typeof value === "string" ? shorten(value) : undefined;
}

/** A list of plain values as one text; undefined if it holds lists or mappings. */
function listText(list: readonly unknown[]): string | undefined {
  let text = "";
  for (const item of list) {
    const value = plain(item);
    if (value === undefined) return undefined;
    if (text.length < longestText) text += `${text === "" ? "" : ", "}${String(value)}`;
  }
  return shorten(`[${text}]`);
}

function shorten(text: string): string {
  return text.length > longestText ? `${text.slice(0, longestText)}…` : text;
}
