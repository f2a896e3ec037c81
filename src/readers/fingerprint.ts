import { isMetricName, wordsOf } from "./parsing/tables/metricWords";
import type { PointsBuilder } from "./points";

/** How many points from the beginning are compared at a time: the longest that two series both have tells. */
const lengths = [3, 6, 12, 48, 192, 768] as const;
const longest = 768;
/** Series of a run that are compared; of each, so many distinct values are counted. */
const mostSeries = 8;
const mostDistinct = 64;
/** Values that are kept as they are. */
const headLength = 12;

/** What the beginning of a series looks like: enough to tell whether another logger logged the same. */
export interface SeriesPrint {
  /** Unique in the run's source. */
  readonly name: string;
  readonly count: number;
  /** Values that differ and are no whole numbers: those that are not equal by chance. */
  readonly distinct: number;
  readonly firstStep: number;
  /** Unix seconds. */
  readonly firstWall?: number;
  /** Hashes of the first 3, 6, 12 … points, as far as there are any; of the steps counted from the first one. */
  readonly steps: readonly number[];
  /** Of the values as 32-bit floats, as TensorBoard keeps them. */
  readonly values: readonly number[];
  /** Of all values, where there are not too many. */
  readonly whole?: number;
  /** The first values as they are, and the last one, for logs that round. */
  readonly head: readonly number[];
  readonly last: number;
}

/** What is compared of a series. */
interface Named {
  readonly name: string;
  readonly points: PointsBuilder;
}

interface Known {
  readonly length: number;
  readonly taken: number;
  readonly print: Omit<SeriesPrint, "name" | "count" | "last">;
}

const known = new WeakMap<PointsBuilder, Known>();

/** The prints of a run's metrics: those that all loggers of a training would choose alike. */
export function printsOf(series: Iterable<Named>): SeriesPrint[] {
  const speaking = [...series].filter(({ name, points }) => points.length >= lengths[0] && isTelling(name));
  const keyed = speaking.map((one) => [bareName(one.name), one] as const);
  keyed.sort(([a, one], [b, other]) => compare(a, b) || compare(one.name, other.name));
  return keyed.slice(0, mostSeries).map(([, { name, points }]) => {
    return { name, count: points.length, last: points.lastValue, ...printOf(points) };
  });
}

/** Rises when more of a series is worth comparing. */
export function printStage(count: number): number {
  if (count <= 12) return count < lengths[0] ? 0 : count;
  return 12 + lengths.filter((length) => length <= count).length;
}

/** How far two series are known to be equal, in values that are not equal by chance; undefined if they differ at equal steps. */
export function evidenceIn(one: SeriesPrint, other: SeriesPrint): number | undefined {
  const level = Math.min(one.values.length, other.values.length) - 1;
  if (level < 0 || one.steps[level] !== other.steps[level]) return 0;
  // Some count epochs from 0, others from 1.
  if (Math.abs(one.firstStep - other.firstStep) > 1) return 0;
  const isWhole = one.count === other.count && one.whole !== undefined;
  if (one.values[level] !== other.values[level] || (isWhole && one.whole !== other.whole)) return undefined;
  return Math.min(one.distinct, other.distinct, lengths[level] ?? 0);
}

/**
 * The same where one of them rounds: how many of the first values are the other's, rounded to at least three digits behind
 * the point. Only logs that lie together may be compared so: two seeds may be near.
 */
export function roundedEvidenceIn(one: SeriesPrint, other: SeriesPrint): number | undefined {
  const isWhole = one.count === other.count && one.whole !== undefined && one.whole === other.whole;
  // An agent's rewards may hardly differ from each other.
  if (isWhole && one.count >= fewestWhole && one.distinct > 0) return Math.max(one.distinct, weightOfWhole);
  const count = Math.min(one.count, other.count, headLength);
  const level = lengths.findLastIndex((length) => length <= count);
  if (level < 0 || one.steps[level] !== other.steps[level] || Math.abs(one.firstStep - other.firstStep) > 1) return 0;
  const [fine, coarse] = digitsOf(one.head) >= digitsOf(other.head) ? [one.head, other.head] : [other.head, one.head];
  const digits = digitsOf(coarse);
  if (digitsOf(fine) < digits + 2) return evidenceIn(one, other);
  for (let at = 0; at < count; at++) if (!isRounded(fine[at]!, coarse[at]!, digits)) return undefined;
  const [last, lastRounded] = fine === one.head ? [one.last, other.last] : [other.last, one.last];
  if (one.count === other.count && !isRounded(last, lastRounded, digits)) return undefined;
  if (digits < fewestDigits) return 0;
  return new Set(coarse.slice(0, count).filter((value) => Number.isFinite(value) && !Number.isInteger(value))).size;
}

/** Whether a series' first values are another's, wherever its steps are, one of them rounded or none. */
export function beginsWith({ head: one }: SeriesPrint, { head: other }: SeriesPrint): boolean {
  const [fine, coarse] = digitsOf(one) >= digitsOf(other) ? [one, other] : [other, one];
  const digits = digitsOf(coarse);
  const count = Math.min(fine.length, coarse.length);
  return count >= lengths[0] && coarse.slice(0, count).every((value, at) => isRounded(fine[at]!, value, digits));
}

/** Whether a number is another one, rounded to some digits; a 32-bit float is off by less than a millionth of itself. */
function isRounded(exact: number, rounded: number, digits: number): boolean {
  return Object.is(exact, rounded) || Math.abs(exact - rounded) <= 0.5 * 10 ** -digits + 1e-6 * Math.abs(exact);
}

const fewestDigits = 3;
/** Of logs that lie together, so many values that are all equal are evidence even if most of them are the same. */
const fewestWhole = 20;
const weightOfWhole = 4;

/** Of the heads that were compared: each is compared with many others. */
const knownDigits = new WeakMap<readonly number[], number>();

/** How many digits behind the point the values need, as they are written; a 32-bit float needs many. */
function digitsOf(head: readonly number[]): number {
  const digits = knownDigits.get(head) ?? mostDigits(head);
  knownDigits.set(head, digits);
  return digits;
}

function mostDigits(values: readonly number[]): number {
  const digits = values.filter(Number.isFinite).map((value) => {
    const [plain = "", exponent = "0"] = String(Math.abs(value)).split("e");
    return Math.max(0, (plain.split(".")[1] ?? "").length - Number(exponent));
  });
  return Math.max(0, ...digits);
}

function printOf(points: PointsBuilder): Known["print"] {
  const before = known.get(points);
  if (before?.taken === points.taken && (before.length === points.length || before.length >= longest))
    return before.print;
  const { steps, values, walls } = points.head(longest);
  const hashed = hashesOf(values, Math.fround);
  const print = {
    distinct: distinctIn(values),
    firstStep: steps[0] ?? NaN,
    ...(walls && { firstWall: walls[0] ?? NaN }),
    steps: hashesOf(steps, (step) => step - steps[0]!).marked,
    values: hashed.marked,
    head: [...values.subarray(0, headLength)],
    ...(points.length <= longest && { whole: hashed.whole }),
  };
  known.set(points, { length: points.length, taken: points.taken, print });
  return print;
}

function distinctIn(values: Float64Array): number {
  const found = new Set<number>();
  for (const value of values) {
    if (!Number.isInteger(value) && Number.isFinite(value)) found.add(Math.fround(value));
    if (found.size >= mostDistinct) break;
  }
  return found.size;
}

const scratch = new DataView(new ArrayBuffer(8));

/** Hashes of 52 bits: one for each length, and one of all. */
function hashesOf(column: Float64Array, of: (value: number) => number): { marked: number[]; whole: number } {
  const marked: number[] = [];
  const hash = () => (high >>> 0) * 2 ** 20 + (low >>> 12);
  let [low, high] = [0x811c9dc5, 0x9747b28c];
  for (let at = 0; at < column.length && at < longest; at++) {
    const value = of(column[at]!);
    scratch.setFloat64(0, Number.isNaN(value) ? NaN : value + 0);
    const [first, second] = [scratch.getInt32(0), scratch.getInt32(4)];
    low = mix(mix(low, first), second);
    high = mix(mix(high, second), first);
    if ((lengths as readonly number[]).includes(at + 1)) marked.push(hash());
  }
  return { marked, whole: hash() };
}

function mix(hash: number, word: number): number {
  const next = Math.imul(hash ^ word, 0x5bd1e995);
  return Math.imul(next ^ (next >>> 15), 0x27d4eb2d);
}

/** Learning rates and times are alike in trainings that are none of each other's. */
function isTelling(name: string): boolean {
  return (
    isMetricName(name) && !/(?:^|[^a-z])lr(?:$|[^a-z])|learning.?rate|momentum|epoch$|time/i.test(name.slice(0, 200))
  );
}

const parts = new Set("train training tr val valid validation eval evaluation test dev epoch step".split(" "));

function bareName(name: string): string {
  return wordsOf(name)
    .filter((word) => !parts.has(word))
    .sort()
    .join(" ");
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
