import type { ParamValue, RunSummary } from "../../../shared/run";
import type { SeedLike } from "../../judging/groups/seedLike";
import { paramKind } from "../params";

/** A param that differs among runs and says how, or on what, they were trained. */
export interface Setting {
  /** Several where their values always change together: nothing tells them apart. */
  readonly names: readonly string[];
  /** Each value once; numbers from low to high, then others as they come. Undefined: not logged. */
  readonly values: readonly (ParamValue | undefined)[];
  /** By run, the index of its value. */
  readonly codes: Uint32Array;
}

/** The settings of some runs, and what was passed over. */
export interface Settings {
  readonly settings: readonly Setting[];
  /** Names of texts that are another in most runs, such as descriptions: they tell runs apart, not trainings. */
  readonly tooMany: readonly string[];
  /** How many more differ than are looked at. */
  readonly leftOut: number;
}

/** So many settings are looked at. */
export const mostSettings = 40;

/** A text may have so many values, or one for every other run. */
const mostTexts = 12;

/** Which params differ among runs, apart from what tells of the run itself or of the machine. Linear in the number of params. */
export function settingsOf(runs: readonly RunSummary[], seedLike: SeedLike): Settings {
  const names = [...new Set(runs.flatMap(({ params }) => Object.keys(params)))].sort();
  const bySplit = new Map<string, Setting>();
  const tooMany: string[] = [];
  for (const name of names) {
    const own = runs.map(({ params }) => (Object.hasOwn(params, name) ? params[name] : undefined));
    const distinct = [...new Set(own)];
    if (distinct.length < 2 || !tellsOfTraining(name, own, runs, seedLike)) continue;
    const texts = distinct.filter((value) => typeof value === "string").length;
    if (texts > mostTexts && texts > runs.length / 2) {
      tooMany.push(name);
      continue;
    }
    const values = inOrder(distinct);
    const indices = new Map(values.map((value, index) => [value, index]));
    const codes = Uint32Array.from(own, (value) => indices.get(value)!);
    const split = splitOf(codes, values);
    const known = bySplit.get(split);
    bySplit.set(split, known ? { ...known, names: [...known.names, name] } : { names: [name], values, codes });
  }
  const settings = [...bySplit.values()];
  return { settings: settings.slice(0, mostSettings), tooMany, leftOut: Math.max(0, settings.length - mostSettings) };
}

function tellsOfTraining(
  name: string,
  values: readonly (ParamValue | undefined)[],
  runs: readonly RunSummary[],
  seedLike: SeedLike,
): boolean {
  if (!["setting", "data"].includes(paramKind(name, undefined, "", seedLike))) return false;
  return !runs.some((run, at) => paramKind(name, values[at], run.name, seedLike) === "circumstance");
}

function inOrder(values: readonly (ParamValue | undefined)[]): (ParamValue | undefined)[] {
  const numbers = values.filter((value) => typeof value === "number").sort((a, b) => a - b);
  return [...numbers, ...values.filter((value) => typeof value !== "number")];
}

/**
 * What a setting tells runs apart by: two of the same split are one to a forest, and to pairs. Numbers by their order, up or down, as two
 * that are drawn at random differ in every run; others by which runs have the same value.
 */
function splitOf(codes: Uint32Array, values: Setting["values"]): string {
  const last = values.length - 1;
  const isOrdered = last > 1 && values.every((value) => typeof value === "number");
  if (isOrdered) return (codes[0]! * 2 > last ? codes.map((code) => last - code) : codes).join();
  const seen = new Map<number, number>();
  return [...codes]
    .map((code) => {
      if (!seen.has(code)) seen.set(code, seen.size);
      return seen.get(code)!;
    })
    .join();
}

/**
 * A setting as columns of numbers for a forest: numbers as they are, where all but what wasn't logged are, which lies below them; else
 * a column of 0 and 1 for each value, as Optuna has it.
 */
export function columnsOf({ values, codes }: Setting): Float64Array[] {
  const numbers = values.filter((value): value is number => typeof value === "number" && Number.isFinite(value));
  const missing = values.filter((value) => value === undefined).length;
  if (numbers.length > 1 && numbers.length + missing === values.length) {
    const below = numbers[0]! - 1 - Math.abs(numbers[0]!);
    return [Float64Array.from(codes, (code) => (values[code] as number | undefined) ?? below)];
  }
  return values.map((_, index) => Float64Array.from(codes, (code) => (code === index ? 1 : 0)));
}
