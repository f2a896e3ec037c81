import type { Direction, GitInfo, ParamValue, Progress, ToolsHeadline } from "../shared/run";
import { printStage, printsOf, type SeriesPrint } from "./fingerprint";
import { LeftOutLog } from "./leftOut";
import { memo } from "../util/memo";
export type { LeftOutKind, LeftOutLog } from "./leftOut";
import { RecordLog } from "./recordLog";
import { PointsBuilder, type StepKind } from "./points";

/** One metric as one source logged it. */
export class RawSeries {
  /** The tool's own word on which way is better, where it has one. */
  direction: Exclude<Direction, "unknown"> | undefined;

  constructor(
    /** The name that the tool logged. */
    readonly tag: string,
    readonly stepKind: StepKind,
    /** What tells it from another series of the same tag, in its run; the tag where it is the only one. */
    readonly name: string = tag,
    readonly points = new PointsBuilder(),
  ) {}
}

/** What a format itself says about how a run stands. `failed` and `finished` need the format's own marker. */
export interface NativeStatus {
  readonly status: "running" | "finished" | "failed" | "killed";
  readonly reason: string;
}

/** What a source told about a run, apart from its points. Absent = the format does not say. */
export interface RawFacts {
  name?: string;
  /** Unix milliseconds. */
  startedAt?: number;
  endedAt?: number;
  status?: NativeStatus;
  progress?: Progress;
  git?: GitInfo;
  command?: string;
  notes?: string;
  tags?: readonly string[];
  /** The native id of the run that this one was started by (sweeps, nested runs). */
  parent?: string;
  /** What a line of a text log looks like that was read, with `#` for its numbers. */
  pattern?: string;
  /** Of an earlier training: the one after it holds all of its points, written again. */
  writtenAgain?: boolean;
  /** The tool's own name for what the run belongs to: an experiment, a project, a sweep. */
  group?: string;
  /** What the tool was told to optimize or to watch; its direction is the series' own. */
  headline?: ToolsHeadline;
}

/** More beginnings than this in one log are no trainings, but the way in which its steps go. */
const mostBeginnings = 1000;

/** What remains of a run's series once its points were released: enough to know what it belongs with. */
export interface Outline {
  readonly tags: readonly string[];
  readonly hasPoints: boolean;
  /** It has neither parameters nor records. */
  readonly isBare: boolean;
  /** Rows of its log could not be read. */
  readonly lostRows: boolean;
  /** How its metrics begin. */
  readonly prints: readonly SeriesPrint[];
  readonly printStage: number;
}

/** Lists of tags by their content: the runs of a sweep have the same, and thousands of runs share one list. */
const sharedTags = memo((joined: string): readonly string[] => joined.split("\n"), 1000);

function shared(tags: readonly string[]): readonly string[] {
  return tags.length === 0 || tags.some((tag) => tag.includes("\n")) ? tags : sharedTags(tags.join("\n"));
}

/** A run whose points are not there, in plain values. */
export interface RunMemory {
  readonly nativeId: string;
  readonly facts: RawFacts;
  readonly outline: Outline;
  readonly earlier: readonly RunMemory[];
}

/** What one source has told about one run so far. A reader appends; nobody else writes. */
export class RawRun {
  /** Stands for the series, of which there are none, while the points are released. */
  outline: Outline | undefined;
  readonly series = new Map<string, RawSeries>();
  readonly params = new Map<string, ParamValue>();
  readonly facts: RawFacts = {};
  /** What is not a scalar (images, histograms, text …): how much of it there is, and where it lies. */
  readonly records = new RecordLog();
  /** What the reader passed over of this run. */
  readonly leftOut = new LeftOutLog();

  /** Trainings that the same log held before this one, the oldest first. See attempts.ts. */
  readonly earlier: RawRun[] = [];
  /** How often what follows may have been of another training. */
  beginnings = 0;
  /** The beginnings that were those of other trainings, in order: one for each of `earlier`. */
  readonly splits: number[] = [];
  /** Of all beginnings up to this one it is known whether they were. */
  settled = 0;
  /** Beginnings of which the log itself says that they were. */
  readonly said = new Set<number>();

  /** The beginning that was one of another training last; 0 while none was. */
  get attemptFrom(): number {
    return this.splits.at(-1) ?? 0;
  }

  /** @param nativeId the tool's own id, or "" where a source holds one run only */
  constructor(readonly nativeId: string) {}

  /**
   * Notes that what follows in the log may be of another training: its steps begin anew, or a writer begins a file.
   * @param isSaid the log says so itself
   */
  begin(isSaid = false): void {
    if (this.beginnings >= mostBeginnings) return;
    this.beginnings++;
    if (isSaid) this.said.add(this.beginnings);
    for (const { points } of this.series.values()) points.begin(this.beginnings);
  }

  /** The series of a tag, made on first use; a step kind given later is ignored. */
  seriesOf(tag: string, stepKind: StepKind = "step"): RawSeries {
    let series = this.series.get(tag);
    if (!series) {
      this.series.set(tag, (series = new RawSeries(tag, stepKind)));
      series.points.born = this.beginnings;
    }
    return series;
  }

  /** The series of a tag that counts in `stepKind`: one that counts otherwise, under the same tag, is another. */
  seriesBy(tag: string, stepKind: StepKind): RawSeries {
    const first = this.seriesOf(tag, stepKind);
    if (first.stepKind === stepKind) return first;
    const name = `${tag} (by ${stepKind})`;
    let series = this.series.get(name);
    if (!series) {
      this.series.set(name, (series = new RawSeries(tag, stepKind, name)));
      series.points.born = this.beginnings;
    }
    return series;
  }

  /** Takes over points that another run's series held. */
  adopt({ tag, stepKind, name, direction }: RawSeries, points: PointsBuilder): void {
    const series = new RawSeries(tag, stepKind, name, points);
    series.direction = direction;
    this.series.set(name, series);
  }

  /** What is to be kept of it, apart from its points and parameters. */
  memory(): RunMemory {
    const { nativeId, facts, tags, hasPoints, isBare, lostRows, prints, printStage } = this;
    return {
      nativeId,
      facts,
      outline: { tags, hasPoints, isBare, lostRows, prints, printStage },
      earlier: this.earlier.map((run) => run.memory()),
    };
  }

  /** A run whose points are released, as `memory` told of it. */
  static of({ nativeId, facts, outline, earlier }: RunMemory): RawRun {
    const run = new RawRun(nativeId);
    Object.assign(run.facts, facts);
    run.outline = { ...outline, tags: shared(outline.tags) };
    run.earlier.push(...earlier.map((one) => RawRun.of(one)));
    return run;
  }

  get tags(): readonly string[] {
    return this.outline?.tags ?? [...this.series.keys()];
  }

  get hasPoints(): boolean {
    return this.outline?.hasPoints ?? [...this.series.values()].some(({ points }) => points.length > 0);
  }

  /** It has neither parameters nor records. */
  get isBare(): boolean {
    return this.outline?.isBare ?? (this.params.size === 0 && this.records.isEmpty);
  }

  /** Rows of its log could not be read. */
  get lostRows(): boolean {
    return this.outline?.lostRows ?? this.leftOut.list.some(({ unit }) => unit === "row");
  }

  /** How its metrics begin, so that another logger's are known as the same. */
  get prints(): readonly SeriesPrint[] {
    return this.outline?.prints ?? printsOf(this.series.values());
  }

  /** Rises when more of its numbers is worth comparing with those of other runs. */
  get printStage(): number {
    return this.outline?.printStage ?? printStage(this.longest);
  }

  /** How many points its longest series has; 0 while the points are released. */
  get longest(): number {
    let longest = 0;
    for (const { points } of this.series.values()) longest = Math.max(longest, points.length);
    return longest;
  }

  /** Gives the points back. What is to be known of the series without them must have been taken before. */
  release(): void {
    const { tags, hasPoints, isBare, lostRows, prints, printStage } = this;
    this.outline = { tags: shared(tags), hasPoints, isBare, lostRows, prints, printStage };
    this.series.clear();
    this.records.clear();
    for (const run of this.earlier) run.release();
  }
}

/** What a reader has made of one source so far. */
export class RawSource {
  readonly runs = new Map<string, RawRun>();
  /** What the reader passed over that belongs to no single run. */
  leftOut = new LeftOutLog();

  run(nativeId = ""): RawRun {
    let run = this.runs.get(nativeId);
    if (!run) this.runs.set(nativeId, (run = new RawRun(nativeId)));
    return run;
  }

  /** Every run, those that a log held earlier before the one that it holds now. */
  *all(): Generator<RawRun> {
    for (const run of this.runs.values()) {
      yield* run.earlier;
      yield run;
    }
  }

  /** The source was replaced or rewritten: what was known of it no longer holds. */
  clear(): void {
    this.runs.clear();
    this.leftOut = new LeftOutLog();
  }
}
