import type { Direction } from "../shared/run";
import { t } from "../util/text";
import { baselineSpec, noRules, rulesOf, targetsOf, type BaselineSpec, type Rules } from "./baselines";
import { Check, fieldOf, version } from "./check";
import { lineNames, type LineName } from "../runs/describe/colors";
import type { Target } from "../runs/judging/reference";
import type { NamedView } from "../shared/tableViews";
import { namedView } from "./views";
import { isRunPath } from "./runPath";
import {
  JsonNumber,
  isMistake,
  parsing,
  printing,
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
  /** Of its line in plots. */
  readonly color?: LineName;
  readonly note?: string;
  /** Where its model was promoted to, relative to the workspace folder: "models/digits/v2". */
  readonly promoted?: string;
  readonly words?: readonly string[];
}

/** One state file's content. Runs are named by their path relative to the workspace folder. */
export interface StateContent {
  /** The name of one of `baselines` or `targets`, else a run. */
  readonly baseline: string | undefined;
  readonly baselines: ReadonlyMap<string, BaselineSpec>;
  /** Fixed values by metric, by the name of the baseline that they are. */
  readonly targets: ReadonlyMap<string, ReadonlyMap<string, Target>>;
  readonly rules: Rules;
  readonly headlineMetric: string | undefined;
  /** The metric that the runs below a folder are judged by, by its path relative to the workspace folder. */
  readonly headlines: ReadonlyMap<string, string>;
  /** Lists of names that are one metric in several spellings. */
  readonly sameMetrics: readonly (readonly string[])[];
  readonly directions: ReadonlyMap<string, Direction>;
  /** Views of the table that the team shares, by name. */
  readonly views: ReadonlyMap<string, NamedView>;
  readonly runs: ReadonlyMap<string, RunMarks>;
}

/** One thing to set, or, without a value, to take away: `["runs", "exp/1", "pinned"]`. */
export interface Edit {
  readonly path: readonly string[];
  readonly value: EditValue | undefined;
  /** Puts there what stands at this path, with whatever is not understood in it, instead of a value. */
  readonly from?: readonly string[];
  /** Puts the value at the end of the list at this path, after whatever else is in it, or takes the last that is equal out of it. */
  readonly list?: "add" | "remove";
}

export type EditValue = string | true | readonly string[];

export interface Decoded {
  readonly content: StateContent;
  readonly mistakes: readonly JsonMistake[];
  readonly root: JsonObject;
}

export const emptyContent: StateContent = {
  baseline: undefined,
  baselines: new Map(),
  targets: new Map(),
  rules: noRules,
  headlineMetric: undefined,
  headlines: new Map(),
  sameMetrics: [],
  directions: new Map(),
  views: new Map(),
  runs: new Map(),
};

/** Reads a state file's text, with pauses. What holds is taken, what does not is a mistake; unknown fields stay in `root`. */
export function* decoding(text: string): Generator<void, Decoded> {
  const parsed = yield* parsing(text.replace(/^\uFEFF/, ""));
  if (isMistake(parsed)) return { content: emptyContent, mistakes: [parsed], root: new Map() };
  const check = new Check(text);
  const root = check.object(parsed, t("the file")) ?? new Map<string, JsonNode>();
  check.version(root.get("version"));
  const baselines = check.each(root.get("baselines"), '"baselines"', (node, name) => baselineSpec(check, node, name));
  const targets = check.each(root.get("targets"), '"targets"', (node, name) => targetsOf(check, node, name));
  const content = {
    baseline: baselineOf(check, root, baselines, targets),
    baselines,
    targets,
    rules: rulesOf(check, root.get("rules")),
    headlineMetric: check.text(root.get("primaryMetric"), '"primaryMetric"'),
    headlines: check.each(root.get("headlines"), '"headlines"', (node, folder) => check.headline(node, folder)),
    sameMetrics: check.lists(root.get("sameMetrics"), '"sameMetrics"'),
    directions: check.each(root.get("directions"), '"directions"', (node, name) => check.direction(node, name)),
    views: check.each(root.get("views"), '"views"', (node, name) => namedView(check, node, name)),
    runs: yield* runsOf(check, root.get("runs")),
  };
  return { content, mistakes: check.mistakes, root };
}

/** A name that is known, else a run. A name whose entry has a mistake is none: the entry's mistake is told. */
function baselineOf(
  check: Check,
  root: JsonObject,
  ...named: readonly ReadonlyMap<string, unknown>[]
): string | undefined {
  const node = root.get("baseline");
  const text = check.text(node, '"baseline"');
  if (text === undefined || named.some((names) => names.has(text))) return text;
  const isBroken = ["baselines", "targets"].some((key) => {
    const names = root.get(key)?.value;
    return names instanceof Map && names.has(text);
  });
  return isBroken ? undefined : check.runPath(node, '"baseline"');
}

function* runsOf(check: Check, node: JsonNode | undefined): Generator<void, Map<string, RunMarks>> {
  const runs = new Map<string, RunMarks>();
  for (const [path, own] of check.object(node, '"runs"') ?? []) {
    const marks = marksOf(check, own, path);
    if (marks) runs.set(path, marks);
    yield;
  }
  return runs;
}

function marksOf(check: Check, node: JsonNode, path: string): RunMarks | undefined {
  const name = () => JSON.stringify(path);
  if (!isRunPath(path)) {
    check.wrong(node, t("{name} must be a path inside the workspace folder, relative to it", { name: name() }));
    return undefined;
  }
  const fields = check.object(node, name);
  if (!fields) return undefined;
  const label = check.text(fields.get("label"), fieldOf("label", name));
  const note = check.text(fields.get("note"), fieldOf("note", name));
  const color = check.oneOf(fields.get("color"), fieldOf("color", name), lineNames);
  const promoted = check.text(fields.get("promoted"), fieldOf("promoted", name));
  const listed = fields.get("words");
  const words = listed ? check.texts(listed, fieldOf("words", name)) : [];
  return {
    added: check.flag(fields.get("added"), fieldOf("added", name)),
    hidden: check.flag(fields.get("hidden"), fieldOf("hidden", name)),
    pinned: check.flag(fields.get("pinned"), fieldOf("pinned", name)),
    ...(label !== undefined && { label }),
    ...(color !== undefined && { color }),
    ...(note !== undefined && { note }),
    ...(promoted !== undefined && { promoted }),
    ...(words.length > 0 && { words }),
  };
}

/** Applies edits to a decoded file in place, with pauses, and says what to write: undefined if nothing became different. */
export function* editing(root: JsonObject, edits: readonly Edit[]): Generator<void, string | undefined> {
  const touched = edits.flatMap(({ path, from = [] }) => [path.slice(0, 2), from.slice(0, 2)]);
  const before = yield* printed(root, touched);
  for (const { path, value, from, list } of edits) {
    if (from) move(root, from, path);
    else if (list && value !== undefined) apply(root, path, listWith(nodeAt(root, path), nodeOf(value), list));
    else apply(root, path, value === undefined ? undefined : nodeOf(value));
  }
  if ((yield* printed(root, touched)) === before) return undefined;
  root.set("version", { value: new JsonNumber(String(version)), offset: -1 });
  return `${yield* printing({ value: root, offset: -1 })}\n`;
}

/** What stands at some paths of one or two names. */
function* printed(root: JsonObject, paths: readonly (readonly string[])[]): Generator<void, string> {
  const parts: string[] = [];
  for (const [first = "", second] of paths) {
    const outer = root.get(first);
    const node = second !== undefined && outer?.value instanceof Map ? outer.value.get(second) : outer;
    parts.push(node ? yield* printing(node) : "");
  }
  return parts.join("\0");
}

/** What stands at the target already wins, key by key. */
function move(root: JsonObject, from: readonly string[], to: readonly string[]): void {
  const node = nodeAt(root, from);
  if (!node) return;
  apply(root, from, undefined);
  const there = nodeAt(root, to);
  const isBoth = node.value instanceof Map && there?.value instanceof Map;
  const both = isBoth ? new Map([...(node.value as JsonObject), ...(there.value as JsonObject)]) : undefined;
  apply(root, to, both ? { value: both, offset: -1 } : (there ?? node));
}

/** A list after an edit; undefined, for the list to go, where nothing is left in it. */
function listWith(before: JsonNode | undefined, node: JsonNode, way: "add" | "remove"): JsonNode | undefined {
  const list = Array.isArray(before?.value) ? (before.value as readonly JsonNode[]) : [];
  if (way === "add") return { value: [...list, node], offset: -1 };
  const at = list.findLastIndex((own) => textsOf(own) === textsOf(node));
  const left = list.filter((_, index) => index !== at);
  return left.length > 0 ? { value: left, offset: -1 } : undefined;
}

/** Tells lists of texts apart. */
function textsOf({ value }: JsonNode): string {
  return JSON.stringify(Array.isArray(value) ? (value as readonly JsonNode[]).map((own) => own.value) : value);
}

function nodeAt(root: JsonObject, path: readonly string[]): JsonNode | undefined {
  let found: JsonNode | undefined = { value: root, offset: -1 };
  for (const key of path) found = found?.value instanceof Map ? found.value.get(key) : undefined;
  return found;
}

function apply(object: JsonObject, path: readonly string[], node: JsonNode | undefined): void {
  const [key, ...rest] = path;
  if (key === undefined) return;
  if (rest.length === 0) {
    if (node === undefined) object.delete(key);
    else object.set(key, node);
    return;
  }
  const child = object.get(key)?.value;
  const inner: JsonObject = child instanceof Map ? child : new Map<string, JsonNode>();
  apply(inner, rest, node);
  if (inner.size === 0) object.delete(key);
  else object.set(key, { value: inner, offset: -1 });
}

function nodeOf(value: EditValue): JsonNode {
  if (typeof value === "string" || value === true) return { value, offset: -1 };
  return { value: value.map((text) => ({ value: text, offset: -1 })), offset: -1 };
}
