import { axesOf, isIndexName } from "../../parsing/tables/columns";
import { isData, isProse } from "../../parsing/tables/whyNotALog";
import type { JsonValue } from "../../parsing/documents/pythonJson";
import { wallOf } from "../../parsing/tables/numbers";
import { isFinal, isKept, isLength, isOfSettings, isSetting, isSure, roleOf, saysEnd, type Role } from "./roles";

/** A row, by the names of its columns. Numbers are numbers; what is not there is missing. */
export type ResultRow = ReadonlyMap<string, JsonValue>;

const fewestRows = 2;
const fewestSettings = 2;
/** With so many settings that are nothing else, fewer of the other columns need to be known. */
const manySettings = 3;
/** Names of a column that numbers the repetitions of one training. The folds of a validation are parts of one. */
export const repeats = /^(?:random_?)?seed$/i;
const mostRepetitions = 200;
/** More columns than this are features. */
const mostColumns = 200;

/** Names of files in which people collect what their trainings came to. */
const collected =
  /grid|search|sweep|tun(?:e|ing)|trial|hparam|hyper|experiment|results?|summary|ablation|runs|scores|benchmark/i;

/**
 * Whether rows are trainings, one each, for sure: with at least two settings that are nothing else, one of which no schedule
 * changes, beside a metric; most rows differ in their settings, no column counts, and none is a data set's.
 * @param file its name, which may say that results were collected
 */
export function areTrainings(file: string, rows: readonly ResultRow[]): boolean {
  const names = [...new Set(rows.flatMap((row) => [...row.keys()]))];
  if (rows.length < fewestRows || names.length > mostColumns) return false;
  if (names.some(isData) || holdsProse(rows, names.filter(isSetting).length >= fewestSettings && names.some(isSure)))
    return false;
  // What is left of a search of scikit-learn's: its format reads whole ones.
  if (names.some((name) => name.startsWith("rank_test_"))) return false;
  const roles = rolesIn(names, rows);
  const dicts = names.filter((name) => isOfSettings(name) && holdsDicts(name, rows));
  const settings = [...names.filter((name) => isSetting(name)), ...dicts];
  const isSureOf = dicts.length > 0 || settings.some(isSure);
  const metrics = names.filter((name) => roles.get(name) === "metric");
  const told = names.filter((name) => roles.get(name) === "setting" || roles.get(name) === "name");
  if (isLog(names, told, rows)) return false;
  if (isByNumber(names, roles, rows)) return true;
  const bySeed = isBySeed(file, told, metrics, rows);
  if ((settings.length < fewestSettings || !isSureOf) && !bySeed) return haveEnded(names, roles, rows);
  const known = [...roles.values()].filter((role) => role !== "other").length;
  // A field's own metrics have names that nobody else knows.
  const isMostlyKnown = known * (settings.filter(isSure).length >= manySettings ? 3 : 2) >= names.length;
  if (metrics.length === 0 || !isMostlyKnown) return false;
  const counts = settings.some((name) => isLength(name) && isCounting(name, rows));
  return !counts && (bySeed || differ(file, rows, told, metrics));
}

/**
 * Whether a column counts, as a log's does. How far each training got counts nothing where few values are there, and what was
 * trained tells the rows apart.
 */
function isLog(names: readonly string[], told: readonly string[], rows: readonly ResultRow[]): boolean {
  const { x, epoch, xKind } = axesOf(names);
  if (xKind === "row") return false;
  const counter = names[x ?? epoch ?? -1];
  if (counter === undefined) return true;
  return distinctIn([counter], rows) * 4 > rows.length || distinctIn(told, rows) * 10 < rows.length * 9;
}

/** What stands beside what a training ended with: a column of them more may be anything. */
const mostEnded = 16;

/**
 * Whether rows say that each is a training that has ended: `attention,n_pairs,accuracy,final_loss`, with what was trained told by
 * a name or a setting, and rows that differ in what is no metric.
 */
function haveEnded(names: readonly string[], roles: ReadonlyMap<string, Role>, rows: readonly ResultRow[]): boolean {
  if (names.length > mostEnded || !names.some(saysEnd)) return false;
  const told = names.filter((name) => roles.get(name) === "name" || roles.get(name) === "setting");
  const others = names.filter((name) => roles.get(name) === "other" && name !== "");
  if (told.length === 0 || names.filter((name) => roles.get(name) === "metric").length === 0) return false;
  return distinctIn([...told, ...others], rows) * 2 > rows.length;
}

/**
 * Whether rows are a method's trainings by seed: `dataset,method,seed,train_acc,best_test_acc`. The names and the seed tell
 * most rows apart, or the file is called as one that collects trainings, and a metric says that it stands for a whole training, as nothing else that is repeated by seed does.
 */
function isBySeed(
  file: string,
  told: readonly string[],
  metrics: readonly string[],
  rows: readonly ResultRow[],
): boolean {
  const seed = told.find((name) => /^(?:random[ _]?)?seed$/i.test(name));
  if (seed === undefined || told.length < 2 || !metrics.some(isFinal)) return false;
  const isCount = (value: JsonValue | undefined) => typeof value === "number" && Number.isInteger(value) && value >= 0;
  const isTold = distinctIn(told, rows) * 2 > rows.length || collected.test(file);
  return isTold && rows.every((row) => isCount(row.get(seed)));
}

/**
 * Whether rows are repetitions of one training, told apart by a number alone: `seed,test_acc,test_loss`.
 * All else is a metric; a row of their mean may stand below them.
 */
function isByNumber(names: readonly string[], roles: ReadonlyMap<string, Role>, rows: readonly ResultRow[]): boolean {
  const [key, ...more] = names.filter((name) => repeats.test(name));
  const others = names.filter((name) => name !== key && name !== "" && !isIndexName(name));
  if (key === undefined || more.length > 0 || rows.length > mostRepetitions) return false;
  if (others.length === 0 || others.some((name) => roles.get(name) !== "metric")) return false;
  const numbers = rows.map((row) => row.get(key)).filter((value) => typeof value === "number");
  const areCounts = numbers.every((value) => Number.isSafeInteger(value) && value >= 0);
  const rest = rows.filter((row) => typeof row.get(key) !== "number");
  return areCounts && rest.every(isSummary) && numbers.length >= fewestRows && new Set(numbers).size === numbers.length;
}

/** Whether a row holds the mean or the spread of others, as the number of a repetition tells. */
export function isSummary(row: ResultRow): boolean {
  return [...row].some(
    ([name, value]) =>
      typeof value === "string" && repeats.test(name) && /^(?:mean|avg|average|std|sd|median|min|max)\b/i.test(value),
  );
}

function distinctIn(names: readonly string[], rows: readonly ResultRow[]): number {
  return new Set(rows.map((row) => JSON.stringify(names.map((name) => row.get(name) ?? null)))).size;
}

/** Whether rows differ in what they were trained with, as those of one training do not. */
function differ(
  file: string,
  rows: readonly ResultRow[],
  told: readonly string[],
  metrics: readonly string[],
): boolean {
  if (distinctIn(told, rows) * 2 < rows.length) return false;
  if (
    distinctIn(
      told.filter((name) => isKept(name) || isOfSettings(name)),
      rows,
    ) > 1 ||
    metrics.some(isFinal) ||
    told.some((name) => isOwnId(name, rows))
  )
    return true;
  // What differs may be a schedule's work.
  return collected.test(file) && !told.every((name) => isMonotone(name, rows));
}

/** @param mayNote what people noted of a training is none, in a column that is called so */
function holdsProse(rows: readonly ResultRow[], mayNote: boolean): boolean {
  return rows.some((row) =>
    [...row].some(
      ([name, value]) => isText(value) && isProse(value) && !isLiteral(value) && !(mayNote && isNote(name)),
    ),
  );
}

/** What people call a column in which they write what they saw: `Noted Behavior`. */
function isNote(name: string): boolean {
  return /\b(?:notes?|noted|comments?|remarks?|observations?)\b/i.test(name.slice(0, 100).replaceAll("_", " "));
}

function isText(value: JsonValue | undefined): value is string {
  return typeof value === "string";
}

/** Whether a text is a list or a dict of Python's or JSON's, however long. */
function isLiteral(text: string): boolean {
  return /^[[{]/.test(text);
}

function holdsDicts(name: string, rows: readonly ResultRow[]): boolean {
  const values = rows.flatMap((row) => row.get(name) ?? []);
  return values.length > 0 && values.every((value) => isText(value) && value.startsWith("{"));
}

/** What each column tells. */
export function rolesIn(names: readonly string[], rows: readonly ResultRow[]): Map<string, Role> {
  const settings = names.filter((name) => isSetting(name));
  return new Map(names.map((name) => [name, roleOf(name, heldIn(name, rows), settings)]));
}

/** What stands in most of the rows that have the column. */
function heldIn(name: string, rows: readonly ResultRow[]): "numbers" | "times" | "texts" {
  const values = rows.flatMap((row) => row.get(name) ?? []).flat();
  const most = (is: (value: JsonValue) => boolean) => values.filter((value) => is(value)).length * 2 > values.length;
  if (most((value) => typeof value === "number")) return "numbers";
  return most((value) => typeof value === "string" && wallOf(value) !== undefined) ? "times" : "texts";
}

/** Whether each row has an id of its own, which is no number: `model_id`. */
function isOwnId(name: string, rows: readonly ResultRow[]): boolean {
  const values = rows.map((row) => row.get(name));
  return /(?:^|[ _])(?:id|uuid|hash)$/i.test(name) && values.every(isText) && new Set(values).size === values.length;
}

function isMonotone(name: string, rows: readonly ResultRow[]): boolean {
  const strides = stridesOf(name, rows);
  return strides.every((stride) => stride >= 0) || strides.every((stride) => stride <= 0);
}

function stridesOf(name: string, rows: readonly ResultRow[]): number[] {
  const values = rows.map((row) => Number(row.get(name)));
  return values.slice(1).map((value, at) => value - values[at]!);
}

function isCounting(name: string, rows: readonly ResultRow[]): boolean {
  const strides = stridesOf(name, rows);
  return strides.length > 1 && strides.every((stride) => stride > 0 && stride === strides[0]);
}
