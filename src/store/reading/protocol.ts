import type { Curve, CurveQuery } from "../../shared/curve";
import type { Problem, RunSummary } from "../../shared/run";
import type { Excluded } from "../index/excludes";

/** What the worker is told about a workspace folder. Also the form in which settings reach it. */
export interface RootOptions extends Excluded {
  /** Absolute path. */
  readonly path: string;
  /** Files that the user added as runs: absolute paths. */
  readonly added: readonly string[];
}

export type ToReader =
  /** Look through these folders and keep following them; replaces the folders given before. */
  | { readonly type: "open"; readonly roots: readonly RootOptions[] }
  | { readonly type: "rescan"; readonly request: number }
  /** The last batch of runs was taken in: the next may come. */
  | { readonly type: "taken" }
  | { readonly type: "touch"; readonly paths: readonly string[] }
  | { readonly type: "curves"; readonly request: number; readonly queries: readonly CurveQuery[] };

export type FromReader =
  /** In batches, each sent when the one before was taken in, so that the receiver is not kept for long. */
  | { readonly type: "runs"; readonly changed: readonly RunSummary[]; readonly removed: readonly string[] }
  | { readonly type: "problems"; readonly problems: readonly Problem[] }
  /** The first look through all folders is over, or (with `request`) the one asked for. */
  | { readonly type: "scanned"; readonly request?: number }
  | { readonly type: "curves"; readonly request: number; readonly curves: readonly Curve[] }
  | { readonly type: "log"; readonly level: "info" | "error"; readonly message: string };
