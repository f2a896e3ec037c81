/** What the Compare page and the extension say to each other. */
import type { CompareAnswer } from "../compare";
import type { Curve } from "../curve";
import type { SettingsAnswer } from "../settings";
import type { SavedPlace } from "./place";

export interface CompareModel {
  /** Another number: what was asked before may have other answers now. */
  readonly stamp: number;
  /** Ids of the runs of each side; the first is what the others are measured against. */
  readonly sides: readonly (readonly string[])[];
  /** Code may be looked at: git is asked in trusted workspaces only. */
  readonly trusted: boolean;
}

export type CompareDelta = Partial<CompareModel>;

/** What the page leaves with the editor. */
export interface SavedCompare {
  readonly version: 1;
  readonly sides: readonly (readonly string[])[];
  readonly place?: SavedPlace;
}

/** The code between two commits. */
export interface CodeBetween {
  readonly from: string;
  readonly to: string;
  /** One line each, newest first; of many the first ones. */
  readonly commits: readonly string[];
  readonly commitsLeftOut: number;
  /** Paths relative to the repository's top. */
  readonly files: readonly string[];
  readonly filesLeftOut: number;
  /** Why it can't be told; then the rest is empty. */
  readonly refusal?: string;
}

export interface FromCompare {
  answer(): Promise<CompareAnswer>;
  /** Curves of one metric, by side. */
  curves(metric: string): Promise<readonly (readonly Curve[])[]>;
  /** Of each side but the first, the code between; undefined where a commit isn't known. */
  code(): Promise<readonly (CodeBetween | null)[]>;
  /** Opens the difference of a side's files in VS Code's own editor; of one file, or of all. */
  openCode(side: number, file: string | undefined): void;
  /** Opens the difference of a side's recorded patch and the first side's. */
  openPatch(side: number): void;
  /** Of which sides uncommitted changes are recorded. */
  patches(): Promise<readonly boolean[]>;
  /** Which setting matters for a metric, among the runs beside those that are compared. */
  settings(metric: string): Promise<SettingsAnswer>;
  /** Compares others instead. */
  compareInstead(sides: readonly (readonly string[])[]): void;
  /** Sets a param apart as one that tells of the run itself, or no longer. */
  setApart(param: string, apart: boolean): void;
  plot(): void;
  /** Writes what is compared into a file of the user's choice. */
  report(): void;
  /** Makes a side the one that the others are measured against. */
  makeFirst(side: number): void;
  removeSide(side: number): void;
}

/** Messages to the page, beside those that every page has. */
export interface ToCompare {
  /** Shows the curves of one metric. */
  showMetric(metric: string): void;
}

export function applyCompareDelta(model: CompareModel, delta: CompareDelta): CompareModel {
  return { ...model, ...delta };
}

export function compareDelta(before: CompareModel, after: CompareModel): CompareDelta | undefined {
  const sides = JSON.stringify(before.sides) !== JSON.stringify(after.sides);
  const delta: CompareDelta = {
    ...(before.stamp !== after.stamp && { stamp: after.stamp }),
    ...(before.trusted !== after.trusted && { trusted: after.trusted }),
    ...(sides && { sides: after.sides }),
  };
  return Object.keys(delta).length === 0 ? undefined : delta;
}
