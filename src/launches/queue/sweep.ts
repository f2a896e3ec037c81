import { plural, t } from "../../util/text";
import { mostQueued } from "./queue";

/** What a word of a sweep stands for: the values that are tried. */
export type Dimension =
  | { readonly kind: "values"; readonly values: readonly string[] }
  /** Any value between two; drawn at random. */
  | { readonly kind: "span"; readonly from: number; readonly to: number; readonly isLog: boolean };

/** How the dimensions of a sweep are put together. `list`: the first values together, then the second ones, and so on. */
export type Strategy =
  { readonly kind: "grid" } | { readonly kind: "list" } | { readonly kind: "random"; readonly count: number };

/** One launch of a sweep. */
export interface Variant {
  readonly args: readonly string[];
  /** What tells it from the others: "--lr 0.1 --seed 3". */
  readonly label: string;
}

/** A line of arguments, some of whose words hold braces. */
export interface Sweep {
  /** Each word: the texts between its dimensions, one more than there are of those. */
  readonly words: readonly { readonly texts: readonly string[]; readonly dimensions: readonly Dimension[] }[];
}

/** So many values one pair of braces may stand for. */
const mostValues = 1000;

/** Braces that hold what is tried. JSON and what else holds quotes or colons is no sweep, but for `:log` and `:5` behind a range. */
const braces = /\{([^{}"']{1,2000})\}/g;
const range =
  /^(-?\d+(?:\.\d+)?(?:e[+-]?\d+)?)\.\.(-?\d+(?:\.\d+)?(?:e[+-]?\d+)?)(?:\.\.(\d+(?:\.\d+)?(?:e[+-]?\d+)?))?(:log)?(?::(\d{1,4}))?$/i;

/**
 * Reads a line of arguments as a sweep: `{0.1,0.01}` are values; `{0..4}` whole numbers, `{0..10..2}` with a step; `{0..1:5}` five
 * values evenly between, `{1e-4..1e-1:log:4}` four by their logarithms; without a count any value between, drawn at random.
 */
export function readSweep(words: readonly string[]): Sweep {
  return { words: words.map(readWord) };
}

function readWord(word: string): Sweep["words"][number] {
  const texts: string[] = [];
  const dimensions: Dimension[] = [];
  let from = 0;
  for (const match of word.matchAll(braces)) {
    const dimension = dimensionOf(match[1] ?? "");
    if (!dimension) continue;
    texts.push(word.slice(from, match.index));
    dimensions.push(dimension);
    from = match.index + match[0].length;
  }
  return { texts: [...texts, word.slice(from)], dimensions };
}

function dimensionOf(text: string): Dimension | undefined {
  const found = range.exec(text);
  if (found) return rangeOf(found);
  if (!text.includes(",") || text.includes(":")) return undefined;
  return { kind: "values", values: text.split(",").map((each) => each.trim()) };
}

function rangeOf([, first = "", last = "", stepped, logged, counted]: RegExpExecArray): Dimension | undefined {
  const [from, to] = [Number(first), Number(last)];
  const isLog = logged !== undefined;
  if (isLog && (from <= 0 || to <= 0)) return undefined;
  if (counted !== undefined) return { kind: "values", values: between(from, to, Number(counted), isLog) };
  const whole = Number.isSafeInteger(from) && Number.isSafeInteger(to) && !/[.e]/i.test(first + last);
  if (isLog || (!whole && stepped === undefined)) return { kind: "span", from, to, isLog };
  const step = stepped === undefined ? 1 : Number(stepped);
  const count = step > 0 ? Math.floor(Math.abs(to - from) / step + 1e-9) + 1 : 0;
  if (count < 1 || count > mostValues) return undefined;
  const sign = to < from ? -1 : 1;
  return { kind: "values", values: Array.from({ length: count }, (_, at) => numeral(from + sign * at * step)) };
}

function between(from: number, to: number, count: number, isLog: boolean): readonly string[] {
  if (count <= 1) return [numeral(from)];
  return Array.from({ length: Math.min(count, mostValues) }, (_, at) =>
    numeral(mixed(from, to, at / (count - 1), isLog)),
  );
}

function mixed(from: number, to: number, share: number, isLog: boolean): number {
  return isLog ? from * (to / from) ** share : from + (to - from) * share;
}

/** As short as tells it: 0.1 + 0.2 is "0.3". */
function numeral(value: number): string {
  return String(Number(value.toPrecision(6)));
}

/** The dimensions of a sweep, in the order of the line. */
export function dimensionsOf({ words }: Sweep): readonly Dimension[] {
  return words.flatMap(({ dimensions }) => dimensions);
}

/** The line as Hydra takes it: values between commas, and `-m`. Spans have no end of values, and stay as they are. */
export function hydraLine({ words }: Sweep): readonly string[] {
  const line = words.map(({ texts, dimensions }) =>
    texts.map((text, at) => text + ((dimensions[at] && valuesOf(dimensions[at]).join(",")) ?? "")).join(""),
  );
  return line.some((word) => word === "-m" || word === "--multirun") ? line : ["-m", ...line];
}

/** How many launches the grid of a sweep has; undefined if one of its dimensions has any value between two. */
export function gridSize(sweep: Sweep): number | undefined {
  let size = 1;
  for (const dimension of dimensionsOf(sweep)) {
    if (dimension.kind === "span") return undefined;
    size *= dimension.values.length;
  }
  return size;
}

/** Why a sweep can't be put together so; undefined if it can. */
export function problemOfSweep(sweep: Sweep, strategy: Strategy): string | undefined {
  const dimensions = dimensionsOf(sweep);
  if (dimensions.length === 0)
    return t("Nothing varies. Write values in braces: {example}", { example: "--lr {0.1,0.01}" });
  const spans = dimensions.some(({ kind }) => kind === "span");
  if (strategy.kind !== "random" && spans)
    return t("A range without a count has no end of values: draw from it at random");
  const lengths = new Set(dimensions.map((each) => (each.kind === "values" ? each.values.length : 0)));
  if (strategy.kind === "list" && lengths.size > 1) return t("The lists of values differ in length");
  const count = strategy.kind === "random" ? strategy.count : strategy.kind === "grid" ? (gridSize(sweep) ?? 0) : 0;
  if (count <= mostQueued) return undefined;
  return plural(mostQueued, { one: "More than {count} launch", other: "More than {count} launches" });
}

/**
 * The launches of a sweep.
 * @param random numbers from 0 to 1, for a draw
 * @returns none where `problemOfSweep` has a problem; of a draw without spans no two alike
 */
export function variantsOf(sweep: Sweep, strategy: Strategy, random: () => number = Math.random): readonly Variant[] {
  if (problemOfSweep(sweep, strategy) !== undefined) return [];
  const dimensions = dimensionsOf(sweep);
  const choices =
    strategy.kind === "grid"
      ? grid(dimensions)
      : strategy.kind === "list"
        ? lists(dimensions)
        : draws(sweep, dimensions, strategy.count, random);
  return choices.map((values) => variantOf(sweep, values));
}

/** The last dimension changes fastest, as in a shell's braces. */
function grid(dimensions: readonly Dimension[]): readonly (readonly string[])[] {
  let rows: readonly (readonly string[])[] = [[]];
  for (const each of dimensions) rows = rows.flatMap((row) => valuesOf(each).map((value) => [...row, value]));
  return rows;
}

function lists(dimensions: readonly Dimension[]): readonly (readonly string[])[] {
  const [first] = dimensions;
  return first ? valuesOf(first).map((_, at) => dimensions.map((each) => valuesOf(each)[at] ?? "")) : [];
}

function draws(
  sweep: Sweep,
  dimensions: readonly Dimension[],
  count: number,
  random: () => number,
): readonly (readonly string[])[] {
  const size = gridSize(sweep);
  // A small grid is shuffled: a draw would come upon the same again and again.
  if (size !== undefined && size <= mostQueued) return shuffled(grid(dimensions), random).slice(0, count);
  return Array.from({ length: count }, () => dimensions.map((each) => draw(each, random)));
}

function draw(dimension: Dimension, random: () => number): string {
  if (dimension.kind === "span") return numeral(mixed(dimension.from, dimension.to, random(), dimension.isLog));
  const { values } = dimension;
  return values[Math.min(values.length - 1, Math.floor(random() * values.length))] ?? "";
}

/** Fisher and Yates. */
function shuffled<T>(items: readonly T[], random: () => number): readonly T[] {
  const result = [...items];
  for (let at = result.length - 1; at > 0; at--) {
    const other = Math.floor(random() * (at + 1));
    const here = result[at] as T;
    result[at] = result[other] as T;
    result[other] = here;
  }
  return result;
}

function valuesOf(dimension: Dimension): readonly string[] {
  return dimension.kind === "values" ? dimension.values : [];
}

function variantOf({ words }: Sweep, values: readonly string[]): Variant {
  const left = [...values];
  const args: string[] = [];
  const told: string[] = [];
  for (const { texts, dimensions } of words) {
    const filled = texts.map((text, at) => text + (at < dimensions.length ? (left.shift() ?? "") : "")).join("");
    const before = args.at(-1);
    if (dimensions.length > 0 && before?.startsWith("-") && !filled.startsWith("-")) told.push(before, filled);
    else if (dimensions.length > 0) told.push(filled);
    args.push(filled);
  }
  return { args, label: told.join(" ") };
}
