/** A few runs, or groups, side by side, as it is asked of the reader. Plain objects and texts: it crosses to a process and to a page. */
import type { Direction, RunStatus } from "./run";
import type { Standing, TableChoices } from "./table";

/** The most sides, and the most runs of one. */
export const mostSides = 8;
export const mostRunsOfSide = 100;
/** What is recorded beside so many runs of a side is looked at: those of a group were trained in one place as a rule. */
export const mostLooked = 8;
/** The most metrics and params that are told; the rest is counted. */
export const mostCompared = 500;
/** Longer texts are cut there. */
export const longestText = 4000;

export interface CompareQuery {
  /** Ids of the runs of each side; the others are measured against the first. */
  readonly sides: readonly (readonly string[])[];
  readonly choices: TableChoices;
  /** What our own launches recorded of the machine and its packages, by run: name and value each. */
  readonly launched?: LaunchedFacts;
}

type Named = readonly (readonly [name: string, value: string])[];
export type LaunchedFacts = readonly (readonly [run: string, machine: Named, packages: Named])[];

/** One of the sides, and what is known of it beside metrics and params. */
export interface CompareSide {
  readonly name: string;
  /** Where its first run lies. */
  readonly path: string;
  readonly runs: readonly string[];
  readonly status: RunStatus;
  /** Texts; absent where nothing is known. */
  readonly command?: string;
  readonly commit?: string;
  readonly seed?: string;
  readonly duration?: string;
  readonly started?: string;
  /** Absolute path of the patch that a tracker recorded beside it: what was not committed. */
  readonly patch?: string;
}

/** A side's value of a metric, and how it stands against the first side's. */
export interface CompareValue {
  /** "0.95 ± 0.01 (3)"; empty where there is none. */
  readonly text: string;
  readonly delta?: string;
  readonly standing?: Standing;
  /** Why the verdict is what it is. */
  readonly because?: string;
}

export interface CompareMetric {
  readonly name: string;
  readonly direction: Direction;
  readonly isHeadline: boolean;
  /** By side. */
  readonly values: readonly CompareValue[];
}

/** What a param tells of: how it was trained, on what, where; or nothing but the run itself. */
export type ParamKind = "setting" | "data" | "environment" | "circumstance";

/** A param that differs. */
export interface CompareParam {
  readonly name: string;
  readonly kind: ParamKind;
  /** The list of what is seed-like has it, so that it can be taken off. */
  readonly isApart?: true;
  /** By side; null where it was not logged. */
  readonly values: readonly (string | null)[];
}

/** What may be why the sides differ, and why it is suspected. */
export interface Suspect {
  readonly what: string;
  readonly because: string;
}

/** What is recorded of where, or on what, the sides were trained: what differs, and how much is the same. */
export interface Recorded {
  readonly rows: readonly CompareParam[];
  readonly leftOut: number;
  readonly alike: number;
  /** By side, whether anything is recorded of it. */
  readonly known: readonly boolean[];
}

export interface CompareAnswer {
  readonly sides: readonly CompareSide[];
  /** The headline first. */
  readonly metrics: readonly CompareMetric[];
  readonly metricsLeftOut: number;
  readonly params: readonly CompareParam[];
  readonly paramsLeftOut: number;
  /** How many params all sides have alike. */
  readonly alike: number;
  /** Python, packages, CUDA, hardware. */
  readonly environment: Recorded;
  /** Data sets by their digests. */
  readonly data: Recorded;
  /** In the order in which they are suspected. */
  readonly suspects: readonly Suspect[];
  /** Sentences: why the sides can't be compared, or not wholly. */
  readonly obstacles: readonly string[];
  /** Runs that were asked for and are gone. */
  readonly missing: number;
}
