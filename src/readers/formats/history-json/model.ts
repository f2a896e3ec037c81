import { isJsonObject, own, type JsonObject, type JsonValue } from "../../parsing/documents/pythonJson";
import { sampleOf } from "../../parsing/lines/jsonSample";
import { splitPrefix } from "../../parsing/tables/columns";
import { mostColumns } from "../../parsing/tables/layout";
import { isMetricName, wordsOf } from "../../parsing/tables/metricWords";
import { isRunKeyName, keyText } from "../../parsing/tables/runKeys";
import { fewestValues, isTrainedLoss, isTraining, mostSampled } from "./evidence";
import { frameIn, isCounter, numberedRows, rowsIn, singular, trackIn, type Track } from "./shapes";

/** What people put around a history, and around lists of its rows. */
const wrapper =
  /^(?:history|training_history|results?|metrics?|logs?|log_history|data|stats|statistics|records?|curves?|epochs?|steps?|iterations?|scores?|losses)$/i;
/** The key of one fold, seed or trial among others. */
const oneOfMany = /^(?:(?:fold|seed|run|trial|split|repeat|model|exp|experiment|cv|client)[ _-]{0,2})?\d{1,9}$/i;
const settings = new Set([
  "config",
  "params",
  "parameters",
  "hyperparameters",
  "hparams",
  "args",
  "settings",
  "hyper_parameters",
]);
const deepest = 4;
const longestText = 200;
/** Single numbers that a training was given. */
const given =
  /(?:^|\/)(?:(?:num|n|max|total)_)?(?:epochs|lr|learning_rate|batch_size|seed|patience|dropout|weight_decay|momentum)$/i;
const mostTrainings = 1000;

/** One training as a document holds it. */
export interface Training {
  /** By their names: lists of numbers. */
  readonly tracks: Map<string, Track>;
  readonly rows: JsonObject[];
  readonly settings: JsonObject[];
  /** How many single numbers stand beside the lists: what the training came to. */
  singles: number;
  /** How many values are none of these. */
  others: number;
}

/** The trainings in a document, by what tells them apart; "" for what stands around them, or is the only one. */
export type Trainings = Map<string, Training>;

/** What a document holds of trainings. Nothing in it may be one: see isTraining. */
export function trainingsIn(written: JsonValue): Trainings {
  const document = frameIn(written) ?? written;
  const found: Trainings = new Map();
  const rows = rowsIn(document);
  if (rows && areHistories(rows)) each(rows, "", "", 0, found);
  else if (rows) of(found, "").rows.push(...rows);
  else if (isJsonObject(document)) collect(document, "", "", 0, found);
  return found;
}

/** Those among them that are: with a history of a loss that was trained on, or rows of a log. */
export function trainingsAmong(found: Trainings): Trainings {
  return new Map([...found].filter(([, training]) => isTraining(training)));
}

function of(found: Trainings, run: string): Training {
  let training = found.get(run);
  if (!training) {
    training = { tracks: new Map(), rows: [], settings: [], singles: 0, others: 0 };
    // More trainings than this are something else; what they hold goes nowhere.
    if (found.size < mostTrainings) found.set(run, training);
  }
  return training;
}

function collect(object: JsonObject, run: string, prefix: string, depth: number, found: Trainings): void {
  const numbered = numberedRows(object);
  if (numbered) {
    // A bare number may be that of anything, unless something was trained on.
    if (/^\d/.test(Object.keys(object)[0]!) && !sampleOf(numbered.slice(0, mostSampled)).names.some(isTrainedLoss))
      return;
    of(found, run).rows.push(...numbered.map((row) => inPart(row, prefix)));
    return;
  }
  const others: [string, JsonObject][] = [];
  const several = trainingsByKey(object);
  for (const [key, value] of Object.entries(object)) {
    const track = trackIn(value);
    const rows = track ? undefined : rowsIn(value);
    const training = of(found, rows && several.has(key) ? (run === "" ? key : `${run}, ${key}`) : run);
    const { tracks } = training;
    if (track && tracks.size < mostColumns) tracks.set(prefix + key, track);
    else if (rows && depth < deepest && areHistories(rows)) each(rows, key, run, depth, found);
    else if (rows && isPartOfTwo(object, key, rows)) takeColumns(rows, `${prefix}${key}/`, tracks);
    else if (rows && depth < deepest) {
      const part = several.has(key) ? prefix : partOf(key) || prefix;
      training.rows.push(...rows.map((row) => inPart(row, part)));
      training.others += (value as readonly JsonValue[]).length - rows.length;
    } else if (isJsonObject(value) && settings.has(key.toLowerCase())) training.settings.push(value);
    else if (isJsonObject(value)) others.push([key, value]);
    else takePlain(training, prefix + key, value);
  }
  if (depth < deepest) inner(others, Object.keys(object).length, run, prefix, depth, found);
  else of(found, run).others += others.length;
}

/**
 * Whether rows that count nothing are those of one part of the data, as many as those of another, where one of the two was trained on:
 * `{"train": [{"loss": 0.5}, …], "val": [{"loss": 0.6}, …]}`.
 */
function isPartOfTwo(object: JsonObject, key: string, rows: readonly JsonObject[]): boolean {
  if (partOf(key) === "" || rows.length < fewestValues) return false;
  const parts = Object.entries(object).filter(
    ([name, value]) => partOf(name) !== "" && Array.isArray(value) && value.length === rows.length && rowsIn(value),
  );
  const isTrained = parts.some(([name]) => wordsOf(name).some((word) => /^train(?:ing)?$/.test(word)));
  const { length } = Object.keys(rows[0]!);
  const isAlike = (keys: readonly string[]) => keys.length === length && !keys.some(isCounter);
  return isTrained && parts.length > 1 && rows.every((row) => isAlike(Object.keys(row)));
}

/** Takes rows of as many keys each as a list for each key of the first that has numbers in them. */
function takeColumns(rows: readonly JsonObject[], prefix: string, tracks: Map<string, Track>): void {
  for (const name of Object.keys(rows[0]!)) {
    const track = trackIn(rows.map((row) => own(row, name) ?? null));
    if (track && tracks.size < mostColumns) tracks.set(prefix + name, track);
  }
}

/** Whether each object of a list holds lists of numbers, or a history that does: trainings, rather than rows of one. */
function areHistories(rows: readonly JsonObject[]): boolean {
  return rows.every(
    (row) =>
      holdsLists(row) ||
      Object.entries(row).some(([key, value]) => /history$/i.test(key) && isJsonObject(value) && holdsLists(value)),
  );
}

function holdsLists(row: JsonObject): boolean {
  return Object.values(row).some((value) => Array.isArray(value) && trackIn(value)?.values.length);
}

/**
 * Keys below which stand the rows of a training each, `{"0.0": [{"epoch": 1, "loss": 1.5}, …], "1e-5": […]}`: rows of the same
 * kind that begin at the same count, below names that say neither a part of the data nor a metric.
 */
function trainingsByKey(object: JsonObject): ReadonlySet<string> {
  const lists = Object.entries(object).flatMap(([key, value]) => {
    const rows = rowsIn(value);
    const isOther = partOf(key) === "" && !wrapper.test(key) && !isMetricName(key);
    return rows && isOther && !areHistories(rows) ? [[key, rows[0]!] as const] : [];
  });
  const kindOf = (row: JsonObject) =>
    JSON.stringify(Object.entries(row).map(([name, value]) => (isCounter(name) ? [name, value] : name)));
  const kinds = new Set(lists.map(([, row]) => kindOf(row)));
  const isOfMetrics = lists.some(([, row]) => Object.keys(row).some((name) => isMetricName(name)));
  return new Set(lists.length > 1 && kinds.size === 1 && isOfMetrics ? lists.map(([key]) => key) : []);
}

/** Trainings in a list, each by the name that it has itself, else by its place: `{"folds": [{"train_loss": […]}, …]}`. */
function each(rows: readonly JsonObject[], key: string, run: string, depth: number, found: Trainings): void {
  const kind = oneOfMany.test(`${singular(key)} 0`) ? singular(key) : "run";
  rows.forEach((row, at) => {
    const [own] = Object.entries(row).flatMap(([name, value]) =>
      isRunKeyName(name) && isName(value) ? [keyText([[name, String(value)]])] : [],
    );
    const name = own ?? `${kind} ${at}`;
    collect(row, run === "" ? name : `${run}, ${name}`, "", depth + 1, found);
  });
}

function isName(value: JsonValue): value is number | string {
  return typeof value === "number" || (typeof value === "string" && value !== "" && value.length <= longestText);
}

/** A value that is no list of numbers, no row and no object. */
function takePlain(training: Training, name: string, value: JsonValue): void {
  if (value === null || (Array.isArray(value) && value.length === 0)) return;
  const isGiven = typeof value === "number" ? given.test(name) || isRunKeyName(name) : isShort(value);
  if (typeof value === "number" && !isGiven) training.singles++;
  else if (isGiven) training.settings.push({ [name.replaceAll("/", ".")]: value });
  else training.others++;
}

/** Objects below an object: around a history, a part of the data, a metric's lists, or trainings of their own. */
function inner(
  objects: readonly (readonly [string, JsonObject])[],
  siblings: number,
  run: string,
  prefix: string,
  depth: number,
  found: Trainings,
): void {
  const unknown: (readonly [string, JsonObject])[] = [];
  const withLogs = objects.filter(([, object]) => holdsLog(object));
  const onlyLog = withLogs.length === 1 ? withLogs[0]![0] : undefined;
  for (const [key, object] of objects) {
    if (wrapper.test(key) || /history$/i.test(key)) collect(object, run, prefix, depth + 1, found);
    else if (partOf(key) !== "") collect(object, run, `${prefix}${key}/`, depth + 1, found);
    else if (siblings > 1 && key === onlyLog) collect(object, run, prefix, depth + 1, found);
    else if (isMetricName(key)) ofMetric(key, object, run, prefix, depth, found);
    else unknown.push([key, object]);
  }
  // A model's name may be anything; one among other things is a name of something else.
  if (unknown.length < 2 && siblings > 1 && !unknown.every(([key]) => oneOfMany.test(key))) {
    for (const [key, object] of unknown) takeAside(of(found, run), key, object);
    return;
  }
  for (const [key, object] of unknown) {
    collect(object, run === "" ? nameOf(key) : `${run}, ${nameOf(key)}`, prefix, depth + 1, found);
  }
}

/** Whether an object holds what is called a log or a history: a phase of a training, or what a script keeps of it. */
function holdsLog(object: JsonObject): boolean {
  return Object.entries(object).some(
    ([key, value]) => /(?:log|history)s?$/i.test(key) && (rowsIn(value) !== undefined || isJsonObject(value)),
  );
}

/** An object of something else: plain values tell of the training, anything else is counted. */
function takeAside(training: Training, key: string, object: JsonObject): void {
  const values = Object.values(object);
  const numbers = values.filter((value) => typeof value === "number").length;
  if (values.every(isShort)) training.settings.push({ [key]: object });
  else if (values.every((value) => typeof value === "number" || isShort(value))) training.singles += numbers;
  else training.others++;
}

function isShort(value: JsonValue): boolean {
  return value === null || typeof value === "boolean" || (typeof value === "string" && value.length <= longestText);
}

/** A metric's lists: by parts of the data, or by trainings. */
function ofMetric(key: string, object: JsonObject, run: string, prefix: string, depth: number, found: Trainings): void {
  const entries = Object.entries(object);
  const areRuns =
    entries.length > 1 &&
    entries.every(([name, value]) => trackIn(value) && partOf(name) === "" && !isMetricName(name) && !isCounter(name));
  if (!areRuns) {
    collect(object, run, `${prefix}${key}/`, depth + 1, found);
    return;
  }
  for (const [name, value] of entries)
    of(found, run === "" ? nameOf(name) : `${run}, ${nameOf(name)}`).tracks.set(prefix + key, trackIn(value)!);
}

/** A key that is the number of a fold says so: most people count folds. */
function nameOf(key: string): string {
  return /^\d+$/.test(key) ? `fold ${key}` : key;
}

/** The prefix that a key stands for which names a part of the data: `train`, `val_metrics`. */
function partOf(key: string): string {
  const isPart = wordsOf(key).some((word) => splitPrefix(word) !== "") && !/loss|acc/i.test(key);
  return isPart ? `${key}/` : "";
}

function inPart(row: JsonObject, prefix: string): JsonObject {
  const part = wordsOf(prefix).find((word) => splitPrefix(word) !== "") ?? "";
  return part === "" || Object.keys(row).some((key) => key === "split") ? row : { split: part, ...row };
}

/** The training that a bare list of numbers is, by the name of its file; undefined if it speaks of no loss, or is none. */
export function bareTraining(document: JsonValue, stem: string): Training | undefined {
  const name = /^(?:run-.{1,200}-)?tag-(.{1,200})$/.exec(stem)?.[1] ?? stem;
  const track = isMetricName(name) && isTrainedLoss(name) ? trackIn(document) : undefined;
  if (!track || !Array.isArray(document) || track.values.length < fewestValues) return undefined;
  return { tracks: new Map([[name, track]]), rows: [], settings: [], singles: 0, others: 0 };
}
