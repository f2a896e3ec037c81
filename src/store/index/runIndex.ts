import { isDeepStrictEqual } from "node:util";
import { xMetricOf, type Curve, type CurveQuery } from "../../shared/curve";
import type { LeftOut, Problem, RunSummary } from "../../shared/run";
import { curveOf } from "../../runs/points/curve";
import { standingOf } from "../../runs/points/known";
import type { AssembledRun } from "../../runs/assembly/summary";
import type { Skipped } from "./folderTree";
import type { Progress, RootOptions } from "../reading/protocol";
import { recordBytes } from "../../readers/parsing/files/recordBytes";
import type { RecordAnswer, RecordRef } from "../../shared/records";
import { t } from "../../util/text";
import { messageOf } from "../../util/errors";
import { rowOf } from "../../runs/judging/row";
import { RootIndex } from "./rootIndex";
import type { Source } from "./source";
import { isWithin } from "../../util/paths";

/** Once the limit is passed, so much more than needed is given back, as a share of it: else it would be passed again at once. */
const slack = 0.3;

/** The most runs that are told in full. */
const mostDetailed = 200;

/** The most of one record that is read: 32 MB. */
const mostRecordBytes = 32 * 2 ** 20;

/** What an update brought. */
export interface IndexChange {
  readonly changed: readonly RunSummary[];
  readonly removed: readonly string[];
}

/** Every run of a workspace: an index for each of its folders. Synchronous and headless; the reader and the CLI drive it. */
export class RunIndex {
  /** What sources and rows may take in memory before points are given back: bytes. */
  limit = Infinity;
  /** What was held after the last giving back. */
  private rest = 0;
  private roots: RootIndex[] = [];
  /** Ids of the runs that are looked at closely, the latest at the end. */
  private readonly detailed = new Set<string>();

  /** @param now gives unix milliseconds @param complain is told what went wrong without stopping anything */
  constructor(
    private readonly now: () => number = Date.now,
    private readonly complain: (message: string) => void = () => undefined,
  ) {}

  /** Follows these folders from now on. What was read of a folder is kept, unless other folders in it are left out now. */
  open(options: readonly RootOptions[]): IndexChange {
    const before = new Map(this.roots.map((root) => [root.path, root]));
    const changed: RunSummary[] = [];
    this.roots = options.map((option) => {
      const known = before.get(option.path);
      before.delete(option.path);
      const kept = known?.excludesSame(option) ? known : new RootIndex(option, known?.runs, this.now);
      kept.added = option.added;
      if (!known) changed.push(...this.recall(kept));
      return kept;
    });
    return { changed, removed: [...before.values()].flatMap(({ runs }) => [...runs.keys()]) };
  }

  private recall(root: RootIndex): RunSummary[] {
    try {
      return root.recall();
    } catch (error) {
      const values = { folder: root.path, problem: messageOf(error) };
      this.complain(t("What was kept of {folder} from an earlier session is not used: {problem}.", values));
      return [];
    }
  }

  /** Something is known that was not kept for the next session yet. */
  get isUnkept(): boolean {
    return this.roots.some(({ isUnkept }) => isUnkept);
  }

  /** Keeps what is known for the next session. To be called after an update. */
  *keep(): Generator<void> {
    for (const root of this.roots.filter(({ isUnkept }) => isUnkept)) {
      try {
        yield* root.keep();
      } catch (error) {
        const values = { folder: root.path, problem: messageOf(error) };
        this.complain(t("What is known of {folder} could not be kept for the next session: {problem}.", values));
      }
    }
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

  /** The sources that were seen to be written. */
  get growing(): Source[] {
    return this.roots.flatMap(({ live }) => live.growing).sort((a, b) => b.modifiedAt - a.modifiedAt);
  }

  /** Reads what is due of these. */
  *readThese(sources: ReadonlySet<Source>): Generator<void> {
    for (const root of this.roots) yield* root.readThese(sources);
  }

  /** Looks into the folders at and below a place, and reads what is due there. @param place absolute path */
  *lookInto(place: string): Generator<void> {
    for (const root of this.roots) if (isWithin(place, root.path)) yield* root.lookInto(place);
  }

  /** Absolute paths of the folders from which no file events arrive. */
  silentPlaces(now: number): string[] {
    return this.roots.flatMap((root) => root.silentPlaces(now));
  }

  /** How many logs were found, and how many of them were read to their end. */
  get progress(): Progress {
    const all = this.roots.map(({ progress }) => progress);
    const sum = (of: (one: Progress) => number) => all.reduce((total, one) => total + of(one), 0);
    return { found: sum(({ found }) => found), read: sum(({ read }) => read) };
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
    return Math.min(...this.roots.map((root) => root.live.nextAt));
  }

  /** The clock was set back: what is planned moves with it. @param by milliseconds */
  clockWentBack(by: number): void {
    for (const root of this.roots) root.clockWentBack(by);
  }

  get agesAt(): number {
    return Math.min(...this.roots.map((root) => root.agesAt));
  }

  get settlesAt(): number {
    return Math.min(...this.roots.map((root) => root.settlesAt));
  }

  /** Puts together what changed since the last update. Runs that are not shown in detail come as rows. @param now unix milliseconds */
  update(now: number): IndexChange {
    const changed: RunSummary[] = [];
    const removed: string[] = [];
    for (const root of this.roots) {
      const change = root.update(now);
      for (const id of change.changed) changed.push(this.told(root.runs.get(id)!.summary));
      removed.push(...change.removed);
    }
    return { changed, removed };
  }

  /** What crosses to the views. */
  private told(summary: RunSummary): RunSummary {
    return this.detailed.has(summary.id) ? summary : rowOf(summary);
  }

  /** These runs are looked at closely from now on: updates tell all of their series. The latest so many stay. */
  detail(ids: readonly string[]): void {
    for (const id of ids) {
      this.detailed.delete(id);
      this.detailed.add(id);
    }
    for (const id of this.detailed) if (this.detailed.size > mostDetailed) this.detailed.delete(id);
  }

  /** As it is known now; without its points where they were given back. */
  run(id: string): AssembledRun | undefined {
    for (const { runs } of this.roots) {
      const run = runs.get(id);
      if (run) return run;
    }
    return undefined;
  }

  /** The summaries of these runs, in full where their points are there. */
  summaries(ids: Iterable<string>): RunSummary[] {
    return [...ids].flatMap((id) => this.run(id)?.summary ?? []);
  }

  /** The points of these runs were given back, or of one of them. */
  isReleased(ids: Iterable<string>): boolean {
    return [...ids].some((id) => this.run(id)?.isReleased);
  }

  /** Reads again what is needed of these runs, where their points were given back. */
  *load(ids: ReadonlySet<string>): Generator<void> {
    for (const root of this.roots) root.want(ids);
    yield* this.reload();
  }

  /** Reads again what was given back and is needed now. */
  *reload(): Generator<void> {
    for (const root of this.roots) yield* root.reload();
  }

  /** The points of these runs were just asked for: others are given back before them. */
  use(ids: readonly string[]): void {
    const asked = new Set(ids);
    for (const root of this.roots) root.want(asked);
  }

  /** There is something for `reload` to do. */
  get isWanting(): boolean {
    return this.roots.some(({ isWanting }) => isWanting);
  }

  /** What all takes in memory, about: bytes. */
  get bytes(): number {
    return this.roots.reduce((sum, { bytes }) => sum + bytes, 0);
  }

  /** More is held than may be: `keepWithinLimit` gives it back, as far as an update has made rows of it. */
  get isOverLimit(): boolean {
    return this.bytes > this.limit;
  }

  /** So much more is held than after the last giving back that the next one is worth its time, however soon it comes. */
  get isFarOverLimit(): boolean {
    return this.bytes > Math.max(this.limit, this.rest) + this.limit * slack;
  }

  /**
   * Gives back the points that nobody asked for lately, if all takes more than the limit. To be called after an update.
   * @returns whether there were any
   */
  keepWithinLimit(): boolean {
    this.rest = this.bytes;
    let over = this.rest - this.limit;
    if (over <= 0) return false;
    over += this.limit * slack;
    const candidates = this.roots.flatMap((root) => root.releasable().map((source) => ({ root, source })));
    candidates.sort((a, b) => a.source.usedAt - b.source.usedAt);
    const victims = new Map<RootIndex, Set<Source>>();
    for (const { root, source } of candidates) {
      if (over <= 0) break;
      over -= source.bytes;
      victims.set(root, (victims.get(root) ?? new Set()).add(source));
    }
    for (const [root, sources] of victims) root.release(sources);
    this.rest = this.bytes;
    return victims.size > 0;
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

  /** Where the records of a tag lie, in the order they were logged. None while the run's points are released. */
  records(id: string, tag: string): RecordRef[] {
    return this.roots.flatMap((root) => root.recordsOf(id, tag));
  }

  /** The bytes of one of a run's records: no others are read, whatever place is asked for. */
  record(id: string, ref: RecordRef): RecordAnswer {
    const known = this.records(id, ref.tag).find(
      ({ file, place }) => file === ref.file && isDeepStrictEqual(place, ref.place),
    );
    return known ? recordBytes(known, mostRecordBytes) : { refusal: t("The run has no such record (any more).") };
  }

  /** The curve asked for, or undefined if its run or series is gone. */
  curve(query: CurveQuery): Curve | undefined {
    const run = this.run(query.run);
    const series = run?.series.get(query.name);
    if (!run || !series) return undefined;
    const { points, superseded } = standingOf(series.raw);
    const other = run.series.get(xMetricOf(query.x) ?? "");
    return curveOf(
      query.superseded ? superseded : points,
      run.firstWall,
      query,
      series.summary.stepKind,
      other && standingOf(other.raw).points,
    );
  }
}
