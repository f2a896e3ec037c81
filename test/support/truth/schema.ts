import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import type { RunSummary, SeriesSummary } from "../../../src/shared/run";

/**
 * What a tool's own reader says of a case's runs: see test/fixtures/README.md. What a run does not name is not compared;
 * its series are all of them.
 */
export interface Truth {
  /** Who gave the answer. */
  readonly reader: string;
  /** What is special about the case. */
  readonly note?: string;
  /** What each problem says that is reported of the case, as a regular expression; absent if there is to be none. */
  readonly problem?: string;
  readonly runs: readonly TruthRun[];
}

export interface TruthRun {
  /** Relative to the case, "." for the case itself, with `#id` where a source holds many runs. */
  readonly path: string;
  /** Those of the truth file's folder among others, if it does not say. */
  readonly formats?: readonly string[];
  readonly name?: string;
  readonly folder?: string;
  readonly group?: string;
  /** A run's path. */
  readonly parent?: string;
  readonly status?: RunSummary["status"];
  /** Null: nothing tells it. */
  readonly progress?: readonly [done: number, total: number] | null;
  /** Unix milliseconds, or a date in ISO form: without a zone, local time. */
  readonly startedAt?: number | string;
  readonly endedAt?: number | string;
  readonly params?: Readonly<Record<string, unknown>>;
  /** Some of the parameters, where there are many. */
  readonly paramsAmong?: Readonly<Record<string, unknown>>;
  readonly git?: RunSummary["git"];
  readonly command?: string;
  readonly notes?: string;
  readonly tags?: readonly string[];
  readonly series: readonly TruthSeries[];
}

export interface TruthSeries {
  readonly tag: string;
  /** The file, or the folder of event files. */
  readonly source?: string;
  /** "epoch" or "row" where steps are these; else steps, whatever their column is called. */
  readonly x?: string;
  readonly direction?: SeriesSummary["direction"];
  readonly steps: readonly number[];
  readonly values: Numbers;
  readonly epochs?: Numbers;
  /** Unix seconds, or dates in ISO form. */
  readonly wallTimes?: Numbers;
}

/** "NaN", "Infinity" and "-Infinity" are strings. */
export type Numbers = readonly (number | string)[];

/** One case of a format: its folder, and the answer beside it. */
export interface FixtureCase {
  readonly name: string;
  readonly folder: string;
  readonly truth: Truth;
}

const ending = ".truth.json";

/** A format's cases: its fixtures that have an answer beside them. */
export function fixtureCases(format: string): FixtureCase[] {
  return readdirSync(join("test", "fixtures", format))
    .filter((file) => file.endsWith(ending))
    .map((file) => fixtureCase(format, basename(file, ending)));
}

export function fixtureCase(format: string, name: string): FixtureCase {
  const folder = join("test", "fixtures", format, name);
  return { name, folder, truth: JSON.parse(readFileSync(folder + ending, "utf8")) as Truth };
}
