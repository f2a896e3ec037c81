import { isJsonObject, type JsonObject, type JsonValue } from "../../parsing/documents/pythonJson";
import { sampleOf } from "../../parsing/lines/jsonSample";
import { splitPrefix } from "../../parsing/tables/columns";
import { isHistory } from "../../parsing/tables/history";
import { mostColumns } from "../../parsing/tables/layout";
import { isMetricName, wordsOf } from "../../parsing/tables/metricWords";
import { whyNotALog } from "../../parsing/tables/whyNotALog";
import { isRunKeyName, keyText } from "../../parsing/tables/runKeys";
import { isCounter, numberedRows, rowsIn, singular, trackIn, type Track } from "./shapes";

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
/** A shorter list under the name of a loss may be of anything. */
const fewestValues = 3;
/** Single numbers that a training was given. */
const given =
  /(?:^|\/)(?:(?:num|n|max|total)_)?(?:epochs|lr|learning_rate|batch_size|seed|patience|dropout|weight_decay|momentum)$/i;
const mostTrainings = 1000;
const mostSampled = 200;

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
export function trainingsIn(document: JsonValue): Trainings {
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
  for (const [key, value] of Object.entries(object)) {
    const track = trackIn(value);
    const rows = track ? undefined : rowsIn(value);
    const training = of(found, run);
    const { tracks } = training;
    if (track && tracks.size < mostColumns) tracks.set(prefix + key, track);
    else if (rows && depth < deepest && areHistories(rows)) each(rows, key, run, depth, found);
    else if (rows && depth < deepest) {
      training.rows.push(...rows.map((row) => inPart(row, partOf(key) || prefix)));
      training.others += (value as readonly JsonValue[]).length - rows.length;
    } else if (isJsonObject(value) && settings.has(key.toLowerCase())) training.settings.push(value);
    else if (isJsonObject(value)) others.push([key, value]);
    else takePlain(training, prefix + key, value);
  }
  if (depth < deepest) inner(others, Object.keys(object).length, run, prefix, depth, found);
  else of(found, run).others += others.length;
}

/** Whether each object of a list holds lists of numbers: trainings, rather than rows of one. */
function areHistories(rows: readonly JsonObject[]): boolean {
  return rows.every((row) => Object.values(row).some((value) => Array.isArray(value) && trackIn(value)?.values.length));
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
  for (const [key, object] of objects) {
    if (wrapper.test(key) || /history$/i.test(key)) collect(object, run, prefix, depth + 1, found);
    else if (partOf(key) !== "") collect(object, run, `${prefix}${key}/`, depth + 1, found);
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

function isTraining({ tracks, rows, settings: told }: Training): boolean {
  const lengths = new Map([...tracks].map(([name, { values }]) => [name, values.length]));
  return isHistoryOf(lengths) || isLog(rows) || (told.length > 0 && holdsRewards(lengths));
}

/** Fewer episodes than this are an evaluation. */
const fewestEpisodes = 20;

/** Whether lists are what an agent was rewarded with while it learned: no other lists are longer, as those of recorded states are. */
function holdsRewards(lengths: ReadonlyMap<string, number>): boolean {
  const longest = Math.max(0, ...lengths.values());
  return (
    longest >= fewestEpisodes &&
    [...lengths].some(
      ([name, length]) =>
        length === longest && /^(?:train(?:ing)?[/_])?(?:episode_)?(?:rewards?|returns?)(?:_history)?$/i.test(name),
    )
  );
}

/** Whether rows are those of a training's log: a simulation counts its steps, too, but speaks of no loss and no reward. */
export function isLog(rows: readonly JsonObject[]): boolean {
  if (rows.length === 0) return false;
  const sample = sampleOf(rows.slice(0, mostSampled));
  const names = sample.names.filter((name) => !isCounter(name));
  return names.some(isMetricName) && whyNotALog(sample) === undefined && (rows.length > 1 || isHistory(names));
}

/**
 * Whether lists of such names and lengths are a training's history: most are metrics, and among these is a loss that was
 * trained on. Points of a precision-recall curve are none, nor are the scores of folds. A single epoch is one where a loss
 * is there twice.
 */
export function isHistoryOf(lengths: ReadonlyMap<string, number>): boolean {
  const names = [...lengths.keys()].filter((name) => !isCounter(name));
  const metrics = names.filter(isMetricName);
  if (isOfTwoParts(lengths)) return true;
  if (metrics.length * 2 <= names.length) return false;
  return metrics.some((name) => isTrainedLoss(name) && (lengths.get(name)! > 1 || isHistory(names)));
}

/** A shorter list of what is no loss may be the scores of folds. */
const fewestEpochs = 10;

/** Whether a metric is there twice, as often for what was trained on as for what was not: `train_mse` and `val_mse`. */
function isOfTwoParts(lengths: ReadonlyMap<string, number>): boolean {
  const others = new Map(
    [...lengths].map(([name, length]) => [restOf(name, /^(?:val|valid|validation|test|eval|dev)$/), length]),
  );
  return [...lengths].some(([name, length]) => {
    const rest = restOf(name, /^train(?:ing)?$/);
    const isLoss = /loss/.test(rest ?? "");
    return (
      rest !== undefined && isMetricName(rest) && others.get(rest) === length && length >= (isLoss ? 2 : fewestEpochs)
    );
  });
}

/** What a name says besides the part of the data that it names. */
function restOf(name: string, part: RegExp): string | undefined {
  const words = wordsOf(name);
  const rest = words.filter((word) => !part.test(word));
  return rest.length === words.length - 1 && rest.length > 0 ? rest.join(" ") : undefined;
}

/** The training that a bare list of numbers is, by the name of its file; undefined if it speaks of no loss, or is none. */
export function bareTraining(document: JsonValue, stem: string): Training | undefined {
  const name = /^(?:run-.{1,200}-)?tag-(.{1,200})$/.exec(stem)?.[1] ?? stem;
  const track = isMetricName(name) && isTrainedLoss(name) ? trackIn(document) : undefined;
  if (!track || !Array.isArray(document) || track.values.length < fewestValues) return undefined;
  return { tracks: new Map([[name, track]]), rows: [], settings: [], singles: 0, others: 0 };
}

function isTrainedLoss(name: string): boolean {
  const words = wordsOf(name);
  return words.some((word) => /^loss(?:es)?$/.test(word)) && !words.some((word) => /^(?:test|eval)$/.test(word));
}
