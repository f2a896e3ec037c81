import { basename, extname } from "node:path";
import { isJsonObject, parsePythonJson } from "../documents/pythonJson";
import { headLines } from "../lines/lines";
import { splitPrefix } from "../tables/columns";
import { isMetricName, saysQuantity } from "../tables/metricWords";
import { numberOf } from "../tables/numbers";

/** Fewer numbers may be of anything. */
const fewest = 5;
const longestTitle = 100;
const longestNumber = 64;
/** A longer printed list is data: characters. */
const longestList = 1_048_576;
/** Words that may stand beside those of a metric in a file's name. */
const besides =
  /^(?:logs?|history|curves?|values?|lists?|(?:per|each|by|over)|epochs?|steps?|batch|iter|total|all|\d{1,4})$/i;

/** A point of such a list; `at` is undefined where the list says no step. */
export interface ListPoint {
  readonly at: number | undefined;
  readonly value: number;
  /** Where lists of several metrics stand in one line. */
  readonly metric?: string;
}

/** What a list of numbers is of. */
export interface NumberList {
  readonly metric: string;
  /** Each line has a step in front. */
  readonly hasSteps: boolean;
  /** The first line is a title. */
  readonly hasTitle: boolean;
}

/**
 * Whether a file holds a metric's values and nothing else: a number a line, a step and a value a line, or a list as Python prints
 * it, alone or in a dict by metrics. Its name says the metric, `train_loss.txt`, or names a part of the data, and a title above the numbers says the metric.
 */
export function numberListIn(file: string, head: Buffer, asked: number): NumberList | undefined {
  const stem = basename(file, extname(file));
  const text = headLines(head, asked).toString("utf8");
  const written = (text === "" ? head.toString("utf8") : text).split("\n").filter((line) => line.trim() !== "");
  const [first = ""] = written;
  const title = titleIn(first);
  if (first.trimStart().startsWith("{")) {
    const isHistory = head.length < asked && written.length === 1 && dictIn(first.trim()).some(isOfLoss);
    return isHistory ? { metric: stem, hasSteps: false, hasTitle: false } : undefined;
  }
  const metric = isOfMetric(stem) ? stem : title !== undefined && splitPrefix(stem) !== "" ? title : undefined;
  if (metric === undefined || first === "") return undefined;
  if (first.trimStart().startsWith("["))
    return isList(first, head.length >= asked, written.length)
      ? { metric, hasSteps: false, hasTitle: false }
      : undefined;
  const lines = title === undefined ? written : written.slice(1);
  const points = lines.map((line) => pointsIn(line)[0]);
  if (points.length < fewest || points.some((point) => point === undefined)) return undefined;
  const hasSteps = points.every((point) => point!.at !== undefined);
  const rises = points.every((point, at) => at === 0 || (point!.at ?? 0) > (points[at - 1]!.at ?? -1));
  if (hasSteps ? !rises : points.some((point) => point!.at !== undefined)) return undefined;
  return { metric, hasSteps, hasTitle: title !== undefined };
}

/** The points of a line: none where it is anything else. */
export function pointsIn(line: string): readonly ListPoint[] {
  const text = line.trim();
  if (text.startsWith("[")) return listIn(text);
  if (text.startsWith("{")) return dictIn(text);
  const cells = text.length > longestNumber ? [] : text.split(/[\s,;]+/, 3);
  const numbers = cells.map(numberOf);
  if (numbers.length === 0 || numbers.length > 2 || numbers.some((one) => one === undefined)) return [];
  if (numbers.length === 1) return [{ at: undefined, value: numbers[0]! }];
  const isCount = Number.isSafeInteger(numbers[0]) && numbers[0]! >= 0;
  return isCount ? [{ at: numbers[0], value: numbers[1]! }] : [];
}

function listIn(text: string): readonly ListPoint[] {
  if (!text.endsWith("]") || text.length > longestList) return [];
  const values = text
    .slice(1, -1)
    .split(",")
    .map((cell) => (cell.length > longestNumber ? undefined : numberOf(cell.trim())));
  return values.every((value) => value !== undefined) ? values.map((value) => ({ at: undefined, value })) : [];
}

/** `{'loss': [0.5, 0.4], 'acc': [0.8, 0.9]}`, which Python prints of a history: lists of one length. */
function dictIn(text: string): readonly ListPoint[] {
  if (!text.endsWith("}") || text.length > longestList || text.includes('"')) return [];
  const found = parsePythonJson(text.replaceAll("'", '"'));
  const entries = found.ok && isJsonObject(found.value) ? Object.entries(found.value) : [];
  const lists = entries.map(([metric, values]) => ({
    metric,
    values: Array.isArray(values) ? (values as unknown[]) : [],
  }));
  const isEven = new Set(lists.map(({ values }) => values.length)).size === 1;
  if (!isEven || !lists.every(({ values }) => values.every((value) => typeof value === "number"))) return [];
  return lists.flatMap(({ metric, values }) => values.map((value, at) => ({ at, value: value as number, metric })));
}

function isOfLoss({ metric = "" }: ListPoint): boolean {
  return /loss$/i.test(metric);
}

/** Whether a line is a list of enough numbers, or what of it is in the head looks like one. */
function isList(line: string, isCut: boolean, lines: number): boolean {
  if (isCut) return lines === 1 && /^\s*\[[-+\d.,eE\s]+$/.test(line.slice(0, 4096));
  return lines === 1 && pointsIn(line).length >= fewest;
}

/** `% mean class accuracy (train set)`: words that name a metric, and no value. */
function titleIn(line: string): string | undefined {
  const text = line.trim().replace(/^[%#]\s*/, "");
  if (text.length > longestTitle || /\d|[:=,;|]/.test(text)) return undefined;
  return saysQuantity(text) ? text : undefined;
}

function isOfMetric(stem: string): boolean {
  const words = stem.slice(0, longestTitle).split(/[_.\- ]+/);
  const isKnown = (word: string) => isMetricName(word) || besides.test(word) || splitPrefix(word) !== "";
  return saysQuantity(stem) && words.every(isKnown);
}
