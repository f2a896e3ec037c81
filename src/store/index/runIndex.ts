import type { Curve, CurveQuery } from "../../shared/curve";
import type { LeftOut, Problem, RunSummary } from "../../shared/run";
import { curveOf } from "../../runs/points/curve";
import { knownOf, type AssembledRun } from "../../runs/assembly/summary";
import type { Skipped } from "./folderTree";
import type { RootOptions } from "../reading/protocol";
import { RootIndex } from "./rootIndex";
import { isWithin } from "../../util/paths";

/** What an update brought. */
export interface IndexChange {
  readonly changed: readonly RunSummary[];
  readonly removed: readonly string[];
}

/** Every run of a workspace: an index for each of its folders. Synchronous and headless; the reader and the CLI drive it. */
export class RunIndex {
  private roots: RootIndex[] = [];

  /** @param now gives unix milliseconds */
  constructor(private readonly now: () => number = Date.now) {}

  /** Follows these folders from now on. What was read of a folder is kept, unless other folders in it are left out now. */
  open(options: readonly RootOptions[]): IndexChange {
    const before = new Map(this.roots.map((root) => [root.path, root]));
    this.roots = options.map((option) => {
      const known = before.get(option.path);
      before.delete(option.path);
      const kept = known?.excludesSame(option) ? known : new RootIndex(option, known?.runs, this.now);
      kept.added = option.added;
      return kept;
    });
    return { changed: [], removed: [...before.values()].flatMap(({ runs }) => [...runs.keys()]) };
  }

  *discover(all: boolean): Generator<void> {
    for (const root of this.roots) yield* root.discover(all);
  }

  *touch(paths: readonly string[]): Generator<void> {
    for (const root of this.roots) yield* root.touch(paths);
  }

  *read(): Generator<void> {
    for (const root of this.roots) yield* root.read();
  }

  /** Reads what is due of the sources that are being written. @param now unix milliseconds */
  *readLive(now: number): Generator<void> {
    for (const root of this.roots) yield* root.readLive(now);
  }

  /** Looks into the folders at and below a place, and reads what is due there. @param place absolute path */
  *lookInto(place: string): Generator<void> {
    for (const root of this.roots) if (isWithin(place, root.path)) yield* root.lookInto(place);
  }

  /** Absolute paths of the folders from which no file events arrive. */
  silentPlaces(now: number): string[] {
    return this.roots.flatMap((root) => root.silentPlaces(now));
  }

  /** Counts what looks find: another folder, or something to read. */
  get finds(): number {
    return this.roots.reduce((sum, { finds }) => sum + finds, 0);
  }

  /**
   * When something is due by itself, in unix milliseconds; Infinity if nothing is: a source that is being written is to be
   * looked at, a run counts as stale, a change that a look found counts as not announced.
   */
  get nextLiveAt(): number {
    return Math.min(...this.roots.map((root) => root.nextLiveAt));
  }

  get agesAt(): number {
    return Math.min(...this.roots.map((root) => root.agesAt));
  }

  get settlesAt(): number {
    return Math.min(...this.roots.map((root) => root.settlesAt));
  }

  /** Puts together what changed since the last update. @param now unix milliseconds */
  update(now: number): IndexChange {
    const changed: RunSummary[] = [];
    const removed: string[] = [];
    for (const root of this.roots) {
      const change = root.update(now);
      for (const id of change.changed) changed.push(root.runs.get(id)!.summary);
      removed.push(...change.removed);
    }
    return { changed, removed };
  }

  *runs(): Generator<AssembledRun> {
    for (const root of this.roots) yield* root.runs.values();
  }

  get problems(): Problem[] {
    return this.roots.flatMap(({ problems }) => problems);
  }

  /** What the readers passed over, by file and cause. */
  get leftOut(): LeftOut[] {
    return this.roots.flatMap(({ leftOut }) => leftOut);
  }

  /** The folders that were not searched, each with the reason. */
  get skipped(): Skipped[] {
    return this.roots.flatMap(({ skipped }) => skipped);
  }

  has(run: string): boolean {
    return this.roots.some(({ runs }) => runs.has(run));
  }

  /** The curve asked for, or undefined if its run or series is gone. */
  curve(query: CurveQuery): Curve | undefined {
    const run = this.roots.map(({ runs }) => runs.get(query.run)).find((found) => found !== undefined);
    const series = run?.series.get(query.name);
    if (!run || !series) return undefined;
    const { points, superseded } = knownOf(series.raw).standing;
    return curveOf(query.superseded ? superseded : points, run.firstWall, query, series.summary.stepKind);
  }
}
