import { isJsonObject, own, type JsonObject, type JsonValue } from "../../parsing/documents/pythonJson";
import { counterRank, isEpochName, splitPrefix } from "../../parsing/tables/columns";
import { numberIn, numberOf, wallOf } from "../../parsing/tables/numbers";

/** Values in the order logged, undefined where there is none, and where each lies if the values themselves say so. */
export interface Track {
  readonly values: readonly (number | undefined)[];
  readonly steps?: readonly (number | undefined)[];
  readonly kind?: "step" | "epoch";
  /** How many of the values are neither numbers nor missing. */
  readonly others?: number;
}

/** The key of one step, epoch or fold among others: `3`, `epoch_3`, `fold 3`. */
const numbered = /^(?:([a-z]{1,12})[ _-]{0,2})?(\d{1,12})$/i;
/** The key of what was written at a time. */
const dated = /^\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d|$)/;
/** The longest text that is a number. */
const longestNumber = 40;

/** A number, or one in text, as people have it who write every value as one. */
function numberAs(value: JsonValue): number | undefined {
  const number = numberIn(value);
  if (number !== undefined || typeof value !== "string" || value.length > longestNumber) return number;
  return /^[-+.\d]/.test(value) ? numberOf(value) : undefined;
}

/** A list of numbers, some of which may be missing; undefined for any other list. */
export function numbersIn(values: readonly JsonValue[]): Track["values"] | undefined {
  const track = listIn(values);
  return track && track.others === undefined ? track.values : undefined;
}

/** A list of numbers, some of which may be missing, and few may be something else; undefined for any other list. */
function listIn(list: readonly JsonValue[]): Track | undefined {
  const values = list.map(numberAs);
  const others = values.filter((one, at) => one === undefined && list[at] !== null).length;
  if (!values.some((one) => one !== undefined) || others * 4 > list.length) return undefined;
  return others === 0 ? { values } : { values, others };
}

/** The points of one metric, however they are written; undefined for anything else. */
export function trackIn(value: JsonValue): Track | undefined {
  if (Array.isArray(value)) {
    const list = value as readonly JsonValue[];
    return listIn(list) ?? pairsIn(list);
  }
  return isJsonObject(value) ? (columnIn(value) ?? stepsAndValues(value)) : undefined;
}

/** `[[0, 1.5], [10, 0.75]]`: steps and values, as Sacred hands them out; TensorBoard puts the time before them. */
function pairsIn(list: readonly JsonValue[]): Track | undefined {
  const pairs = list.map((pair) => {
    const numbers = Array.isArray(pair) ? numbersIn(pair as readonly JsonValue[]) : undefined;
    const isTimed = numbers?.length === 3 && wallOf(numbers[0] ?? NaN) !== undefined;
    return isTimed ? numbers.slice(1) : numbers?.length === 2 ? numbers : undefined;
  });
  if (pairs.length === 0 || pairs.some((pair) => pair?.[0] === undefined)) return undefined;
  const steps = pairs.map((pair) => pair![0]!);
  const isCounted = steps.every(
    (step, at) => step >= 0 && Number.isInteger(step) && (at === 0 || step > steps[at - 1]!),
  );
  return isCounted ? { steps, values: pairs.map((pair) => pair![1]), kind: "step" } : undefined;
}

/** Values by their numbers, as `pandas.DataFrame(…).to_json()` writes them, and loops that keep a dict by epoch. */
function columnIn(object: JsonObject): Track | undefined {
  const keys = Object.keys(object);
  const steps = keys.map((key) => (/^\d{1,12}$/.test(key) ? Number(key) : undefined));
  const ascends = steps.every((step, at) => step !== undefined && (at === 0 || step > steps[at - 1]!));
  const track = keys.length > 0 && ascends ? listIn(Object.values(object)) : undefined;
  if (!track) return undefined;
  // pandas numbers rows from 0: that is the order, which says nothing of its own.
  return steps.every((step, at) => step === at) ? track : { ...track, steps, kind: "epoch" };
}

/** `{"steps": [0, 10], "values": [1.5, 0.75]}`. */
function stepsAndValues(object: JsonObject): Track | undefined {
  const lists = Object.entries(object).flatMap(([key, value]) => {
    const list = Array.isArray(value) ? listIn(value as readonly JsonValue[]) : undefined;
    return list ? [[key.toLowerCase(), list] as const] : [];
  });
  const track = lists.find(([key]) => /^(?:values?|y)$/.test(key))?.[1];
  const steps = lists.find(([key, list]) => isCounter(key) && list.values.length === track?.values.length);
  if (!track || !steps) return undefined;
  return { ...track, steps: steps[1].values, kind: isEpochName(singular(steps[0])) ? "epoch" : "step" };
}

/**
 * `{"columns": ["loss"], "index": [0, 1], "data": [[0.5], [0.4]]}`, pandas's `to_json(orient="split")`, or its `orient="table"`, which
 * has a schema beside its rows, as rows; undefined for anything else.
 */
export function frameIn(document: JsonValue): readonly JsonObject[] | undefined {
  if (!isJsonObject(document)) return undefined;
  const [columns, data, schema] = ["columns", "data", "schema"].map((key) => own(document, key));
  if (isJsonObject(schema) && Array.isArray(own(schema, "fields"))) return rowsIn(data);
  if (!Array.isArray(columns) || !Array.isArray(data)) return undefined;
  const names = columns as readonly JsonValue[];
  const rows = data as readonly JsonValue[];
  if (!names.every((name) => typeof name === "string") || rows.length === 0) return undefined;
  if (!rows.every((row) => Array.isArray(row) && row.length === names.length)) return undefined;
  return rows.map((row) => Object.fromEntries(names.map((name, at) => [name, (row as readonly JsonValue[])[at]!])));
}

/** Whether a key names what is counted along: `epochs`, `step`. */
export function isCounter(name: string): boolean {
  const plain = singular(withoutPart(name));
  return isEpochName(plain) || counterRank(plain) !== undefined;
}

/** The part of the data that a name begins with: `val` of `val_steps`; "" where it names none. */
export function partIn(name: string): string {
  const [first = ""] = name.split(/[ _/.-]/, 1);
  return splitPrefix(first) === "" ? "" : first.toLowerCase();
}

function withoutPart(name: string): string {
  const part = partIn(name);
  return part === "" ? name : name.slice(part.length + 1);
}

export function singular(name: string): string {
  return name.replace(/s$/i, "");
}

/**
 * Rows by the numbers of their epochs or steps, `{"1": {"loss": 0.5}, "2": …}`, each with its number, or by the time they were written
 * at, where they count themselves; undefined for anything else.
 */
export function numberedRows(object: JsonObject): readonly JsonObject[] | undefined {
  const rows: JsonObject[] = [];
  for (const [key, value] of Object.entries(object)) {
    if (isJsonObject(value) && dated.test(key) && Object.keys(value).some(isCounter)) {
      rows.push({ timestamp: key, ...value });
      continue;
    }
    const [, word, digits] = numbered.exec(key) ?? [];
    if (digits === undefined || !isJsonObject(value) || !holdsNumber(value)) return undefined;
    const counter = word === undefined ? "epoch" : word.toLowerCase();
    if (!isCounter(counter)) return undefined;
    rows.push(Object.keys(value).some(isCounter) ? value : { [counter]: Number(digits), ...value });
  }
  return rows.length > 0 ? rows : undefined;
}

function holdsNumber(row: JsonObject): boolean {
  return Object.values(row).some(
    (value) => numberAs(value) !== undefined || (isJsonObject(value) && holdsNumber(value)),
  );
}

/** The rows in a list; undefined for any other list. */
export function rowsIn(value: JsonValue | undefined): readonly JsonObject[] | undefined {
  const list = Array.isArray(value) ? (value as readonly JsonValue[]) : [];
  const rows = list.filter(isJsonObject);
  return rows.length > 0 && rows.length * 2 > list.length ? rows : undefined;
}

/** The object at a key. */
export function objectIn(object: JsonObject, key: string): JsonObject | undefined {
  const value = own(object, key);
  return isJsonObject(value) ? value : undefined;
}
