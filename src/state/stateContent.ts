import type { Direction } from "../shared/run";
import { plural, t } from "../util/text";
import { isRunPath } from "./runPath";
import {
  JsonNumber,
  isMistake,
  lineOf,
  parseJson,
  printJson,
  type JsonMistake,
  type JsonNode,
  type JsonObject,
} from "./stateJson";

/** What the user said about one run. */
export interface RunMarks {
  readonly added?: boolean;
  readonly hidden?: boolean;
  readonly label?: string;
  readonly pinned?: boolean;
}

/** One state file's content. Runs are named by their path relative to the workspace folder. */
export interface StateContent {
  readonly baseline: string | undefined;
  readonly primaryMetric: string | undefined;
  /** The metric that the runs below a folder are judged by, by its path relative to the workspace folder. */
  readonly headlines: ReadonlyMap<string, string>;
  /** Lists of names that are one metric in several spellings. */
  readonly sameMetrics: readonly (readonly string[])[];
  readonly directions: ReadonlyMap<string, Direction>;
  readonly runs: ReadonlyMap<string, RunMarks>;
}

/** One thing to set, or, without a value, to take away: `["runs", "exp/1", "pinned"]`. */
export interface Edit {
  readonly path: readonly string[];
  readonly value: string | true | undefined;
}

export interface Decoded {
  readonly content: StateContent;
  readonly mistakes: readonly JsonMistake[];
  readonly root: JsonObject;
}

export const emptyContent: StateContent = {
  baseline: undefined,
  primaryMetric: undefined,
  headlines: new Map(),
  sameMetrics: [],
  directions: new Map(),
  runs: new Map(),
};

/** The version of the file that this code writes, and the newest that it understands. */
const version = 1;

/** Reads a state file's text. What holds is taken, what does not is a mistake; unknown fields stay in `root`. */
export function decode(text: string): Decoded {
  const parsed = parseJson(text.replace(/^\uFEFF/, ""));
  if (isMistake(parsed)) return { content: emptyContent, mistakes: [parsed], root: new Map() };
  const check = new Check(text);
  const root = check.object(parsed, t("the file")) ?? new Map<string, JsonNode>();
  check.version(root.get("version"));
  const content = {
    baseline: check.runPath(root.get("baseline"), '"baseline"'),
    primaryMetric: check.text(root.get("primaryMetric"), '"primaryMetric"'),
    headlines: check.each(root.get("headlines"), '"headlines"', (node, folder) => check.headline(node, folder)),
    sameMetrics: check.lists(root.get("sameMetrics"), '"sameMetrics"'),
    directions: check.each(root.get("directions"), '"directions"', (node, name) => check.direction(node, name)),
    runs: check.each(root.get("runs"), '"runs"', (node, name) => check.marks(node, name)),
  };
  return { content, mistakes: check.mistakes, root };
}

/** Applies edits to a decoded file in place, and says what to write: undefined if nothing became different. */
export function edited(root: JsonObject, edits: readonly Edit[]): string | undefined {
  const before = printJson({ value: root, offset: -1 });
  for (const { path, value } of edits) apply(root, path, value);
  if (printJson({ value: root, offset: -1 }) === before) return undefined;
  root.set("version", { value: new JsonNumber(String(version)), offset: -1 });
  return `${printJson({ value: root, offset: -1 })}\n`;
}

function apply(object: JsonObject, path: readonly string[], value: string | true | undefined): void {
  const [key, ...rest] = path;
  if (key === undefined) return;
  if (rest.length === 0) {
    if (value === undefined) object.delete(key);
    else object.set(key, { value, offset: -1 });
    return;
  }
  const child = object.get(key)?.value;
  const inner: JsonObject = child instanceof Map ? child : new Map<string, JsonNode>();
  apply(inner, rest, value);
  if (inner.size === 0) object.delete(key);
  else object.set(key, { value: inner, offset: -1 });
}

/** So many mistakes of one file are told one by one. */
const mostMistakes = 20;

/** Takes fields out of a parsed file, and notes those that are not what they should be. */
class Check {
  private readonly found: JsonMistake[] = [];
  private more = 0;

  constructor(private readonly source: string) {}

  /** The first ones, and how many more there are. */
  get mistakes(): readonly JsonMistake[] {
    if (this.more === 0) return this.found;
    const reason = plural(this.more, { one: "{count} more mistake", other: "{count} more mistakes" });
    return [...this.found, { line: 0, reason }];
  }

  object(node: JsonNode | undefined, name: string): JsonObject | undefined {
    if (node === undefined || node.value instanceof Map) return node?.value as JsonObject | undefined;
    this.wrong(node, t("{name} must be an object in braces", { name }));
    return undefined;
  }

  text(node: JsonNode | undefined, name: string): string | undefined {
    if (node === undefined || (typeof node.value === "string" && node.value !== ""))
      return node?.value as string | undefined;
    this.wrong(node, t("{name} must be a non-empty string", { name }));
    return undefined;
  }

  flag(node: JsonNode | undefined, name: string): boolean {
    if (node === undefined || typeof node.value === "boolean") return node?.value === true;
    this.wrong(node, t("{name} must be true or false", { name }));
    return false;
  }

  runPath(node: JsonNode | undefined, name: string): string | undefined {
    const path = this.text(node, name);
    if (node === undefined || path === undefined || isRunPath(path)) return path;
    this.wrong(node, t("{name} must be a path inside the workspace folder, relative to it", { name }));
    return undefined;
  }

  direction(node: JsonNode, name: string): Direction | undefined {
    const { value } = node;
    if (value === "lower" || value === "higher" || value === "unknown") return value;
    this.wrong(
      node,
      t("{name} must be {values}", { name: JSON.stringify(name), values: '"lower", "higher", "unknown"' }),
    );
    return undefined;
  }

  /** Lists of texts; of a list with a mistake, the others stay. */
  lists(node: JsonNode | undefined, name: string): readonly (readonly string[])[] {
    if (node === undefined) return [];
    return this.items(node, name).map((list) =>
      this.items(list, t("each of {name}", { name })).flatMap(
        (item) => this.text(item, t("each name in {name}", { name })) ?? [],
      ),
    );
  }

  private items(node: JsonNode, name: string): readonly JsonNode[] {
    if (Array.isArray(node.value)) return node.value as readonly JsonNode[];
    this.wrong(node, t("{name} must be a list in brackets", { name }));
    return [];
  }

  headline(node: JsonNode, folder: string): string | undefined {
    const name = JSON.stringify(folder);
    if (isRunPath(folder)) return this.text(node, name);
    this.wrong(node, t("{name} must be a path inside the workspace folder, relative to it", { name }));
    return undefined;
  }

  marks(node: JsonNode, path: string): RunMarks | undefined {
    const name = JSON.stringify(path);
    if (!isRunPath(path)) {
      this.wrong(node, t("{name} must be a path inside the workspace folder, relative to it", { name }));
      return undefined;
    }
    const fields = this.object(node, name);
    if (!fields) return undefined;
    const label = this.text(fields.get("label"), fieldOf("label", name));
    return {
      added: this.flag(fields.get("added"), fieldOf("added", name)),
      hidden: this.flag(fields.get("hidden"), fieldOf("hidden", name)),
      pinned: this.flag(fields.get("pinned"), fieldOf("pinned", name)),
      ...(label !== undefined && { label }),
    };
  }

  version(node: JsonNode | undefined): void {
    if (node === undefined) return;
    if (!(node.value instanceof JsonNumber)) this.wrong(node, t("{name} must be a number", { name: '"version"' }));
    else if (Number(node.value.text) > version)
      this.wrong(node, t("it was written by a newer version of Lossline: update the extension"));
  }

  each<T>(
    node: JsonNode | undefined,
    name: string,
    read: (node: JsonNode, key: string) => T | undefined,
  ): Map<string, T> {
    const result = new Map<string, T>();
    for (const [key, child] of this.object(node, name) ?? []) {
      const value = read(child, key);
      if (value !== undefined) result.set(key, value);
    }
    return result;
  }

  private wrong(node: JsonNode, reason: string): void {
    // Each line is looked for from the start of the text: a file of mistakes must not take the time of their square.
    if (this.found.length < mostMistakes) this.found.push({ line: lineOf(this.source, node.offset), reason });
    else this.more++;
  }
}

function fieldOf(field: string, name: string): string {
  return t("{field} of {name}", { field: JSON.stringify(field), name });
}
