import { RowLog } from "../../parsing/lines/rowLog";
import type { RawRun } from "../../raw";
import { counterRank, isEpochName } from "../../parsing/tables/columns";
import { flattenParams } from "../../parsing/params/flatten";
import { isMetricName, wordsOf } from "../../parsing/tables/metricWords";
import { numberIn } from "../../parsing/tables/numbers";
import { isJsonObject, own, type JsonObject, type JsonValue } from "../../parsing/documents/pythonJson";
import { mostColumns } from "../../parsing/tables/layout";

/** What people put around a history, or around one part of the data in it. */
const wrapper = /^(?:history|training_history|train|training|val|valid|validation|test)$/i;
const settings = ["config", "params", "parameters", "hyperparameters", "hparams", "args"];
const deepest = 2;

/** Values in the order logged; undefined where there is none. */
type List = readonly (number | undefined)[];

/** The lists of numbers in a document, by their tags: at its top, and below the words that stand around a history. */
export function listsIn(document: JsonValue): ReadonlyMap<string, List> {
  const lists = new Map<string, List>();
  if (isJsonObject(document)) collect(document, "", 0, lists);
  return lists;
}

function collect(object: JsonObject, prefix: string, depth: number, lists: Map<string, List>): void {
  for (const key of Object.keys(object)) {
    const value = own(object, key)!;
    if (lists.size >= mostColumns) return;
    const column = isJsonObject(value) ? columnIn(value) : undefined;
    if (column) lists.set(prefix + key, column);
    else if (isJsonObject(value)) {
      const inner = /history$/i.test(key) ? prefix : `${prefix}${key}/`;
      if (wrapper.test(key) && depth < deepest) collect(value, inner, depth + 1, lists);
    } else if (Array.isArray(value)) {
      const list = numbersIn(value as readonly JsonValue[]);
      if (list) lists.set(prefix + key, list);
    }
  }
}

/** A column as `pandas.DataFrame(…).to_json()` writes it: values by the numbers of their rows. */
function columnIn(object: JsonObject): List | undefined {
  const keys = Object.keys(object);
  const isColumn = keys.length > 0 && keys.every((key, row) => key === String(row));
  return isColumn ? numbersIn(Object.values(object)) : undefined;
}

function numbersIn(values: readonly JsonValue[]): List | undefined {
  const numbers = values.map((value) => numberIn(value));
  const isList =
    numbers.some((one) => one !== undefined) && numbers.every((one, at) => one !== undefined || values[at] === null);
  return isList ? numbers : undefined;
}

/**
 * Whether lists of such names and lengths are a training's history: most are metrics, and among these is a loss that was
 * trained on. Points of a precision-recall curve are none, nor are the scores of folds.
 */
export function isHistoryOf(lengths: ReadonlyMap<string, number>): boolean {
  const names = [...lengths.keys()].filter((name) => !isCounter(name));
  const metrics = names.filter(isMetricName);
  if (metrics.length * 2 <= names.length) return false;
  return metrics.some((name) => isTrainedLoss(name) && lengths.get(name)! > 1);
}

function isTrainedLoss(name: string): boolean {
  const words = wordsOf(name);
  return words.some((word) => /^loss(?:es)?$/.test(word)) && !words.some((word) => /^(?:test|eval)$/.test(word));
}

function isCounter(name: string): boolean {
  const one = name.replace(/s$/i, "");
  return isEpochName(one) || counterRank(one) !== undefined;
}

/**
 * Writes a history into an empty run: rows as those of JSON lines; else each list is a series, counted along the list of
 * epochs or steps of its length, or from 0. @returns why it is no history, if it is none
 */
export function fillHistory(document: JsonValue, run: RawRun): string | undefined {
  if (Array.isArray(document)) {
    fillRows((document as readonly JsonValue[]).filter(isJsonObject), run, false);
    return undefined;
  }
  const lists = listsIn(document);
  if (!isHistoryOf(new Map([...lists].map(([name, list]) => [name, list.length]))))
    return "It holds no history of a loss.";
  const counters = [...lists].filter(([name]) => isCounter(name));
  const metrics = [...lists].filter(([name]) => !isCounter(name));
  const isEven = new Set(metrics.map(([, list]) => list.length)).size === 1;
  for (const [tag, list] of metrics) {
    const [name, steps] = counters.find(([, counter]) => counter.length === list.length) ?? [];
    const ordinal = isEven ? "epoch" : "row";
    const kind = name === undefined ? ordinal : isEpochName(name.replace(/s$/i, "")) ? "epoch" : "step";
    list.forEach((value, at) => {
      const step = steps ? steps[at] : at;
      if (value !== undefined && step !== undefined) run.seriesOf(tag, kind).points.push(step, value);
    });
  }
  fillSettings(document as JsonObject, run);
  return undefined;
}

function fillRows(rows: readonly JsonObject[], run: RawRun, ordinals: boolean): void {
  const log = new RowLog(run, ordinals);
  for (const row of rows) log.add(row);
  if (ordinals || !(log.counterIsWithinEpoch || log.placedRows === 0)) return;
  run.series.clear();
  fillRows(rows, run, true);
}

function fillSettings(document: JsonObject, run: RawRun): void {
  for (const key of settings) {
    const value = own(document, key);
    if (isJsonObject(value)) flattenParams(value, run.params);
  }
}
