import type { Stats } from "node:fs";
import type { Claim, Format, ReadOutcome, SourceReader } from "../../readers/format";
import { stampOf } from "../../readers/parsing/files/stat";
import { areCut, mostParams } from "../../readers/parsing/params/flatten";
import { pointerProblem } from "../../readers/parsing/files/pointer";
import { RawRun, RawSource, type RunMemory } from "../../readers/raw";
import type { SourceState } from "../../runs/assembly/parts";
import type { LeftOut } from "../../shared/run";
import { explain, statOf } from "./listing";
import { emptyFiles, problemsIn, type SourceProblem } from "./sourceProblems";
import { t } from "../../util/text";

/** A log that is written for longer than this after it was made was written by a living process, not by a copy. */
const longerThanACopy = 3000;
/** No clock is wrong by so much: milliseconds. */
const farAhead = 2 * 86_400_000;

/** So many files of a source are looked at for pointers to their content. */
const mostPointers = 20;

/** What is kept of one source: 30 million points take about 800 MB. */
const mostPoints = 30_000_000;

/** What a series takes beside its points: its columns' objects, its summary, its place in the tables of reader and run. Bytes, measured. */
const bytesBeside = 2100;

/** Sources that were begun wait for others with no more than this in memory: only what was read to its end can be released. Bytes. */
const mostBegun = 64 * 1024 * 1024;

let uses = 0;

/** Whether so many sources are begun that one of them is to be read to its end first. */
export function holdsTooMuch(begun: readonly Source[]): boolean {
  return begun.reduce((sum, { bytes }) => sum + bytes, 0) > mostBegun;
}

/** One source being followed: its reader, what was read so far, and how a change of its files is noticed. */
export class Source implements SourceState {
  raw = new RawSource();
  readonly format: string;
  isReleased = false;
  /** The last pass stopped at its budget, not at the end. */
  isCut = false;
  /** What its points and series take in memory, about: bytes. */
  bytes = 0;
  /** When the folder that it was found in had last changed, in unix milliseconds. */
  folderAt = 0;
  /** Rises with each use of any source: the least was used longest ago. */
  usedAt = 0;
  modifiedAt = 0;
  /** Milliseconds between the last two writes that were seen; 0 while fewer were. */
  interval = 0;
  grew = false;
  grewAt = 0;
  /** Why the source cannot be read, or not wholly, each with the path of the file that it is about. */
  problems: readonly SourceProblem[] = [];
  /** What the reader said of the whole source at the last pass; absent where only problems are known, from an earlier session. */
  private told: readonly string[] | undefined;
  /** Absent while the points are released. */
  private reader: SourceReader | undefined;
  /** What the reader had found when it was let go. */
  private listed: Listed = { files: [], watched: new Set() };
  /** Where a source that was released is read anew; stands for `raw` once that is done. */
  private fresh: RawSource | undefined;
  private seen: Look | undefined;
  /** `modifiedAt` when it was last read. */
  private writtenAt = 0;
  private unfinished = true;
  private isFull = false;

  constructor(
    readonly claim: Claim,
    private readonly opener: Format,
    private readonly limit = mostPoints,
    memory?: SourceMemory,
  ) {
    this.format = opener.id;
    if (memory) this.restore(memory);
    else this.reader = opener.open(claim.path);
  }

  get files(): readonly string[] {
    return this.reader?.files ?? this.listed.files;
  }

  /** Not all of it was read yet. */
  get isUnfinished(): boolean {
    return this.unfinished && !this.isFull;
  }

  /** All of it was read, so its points may be released. */
  get isAtRest(): boolean {
    return !this.isReleased && !this.unfinished && !this.isFull && this.seen !== undefined;
  }

  /** Gives the points back. They are read again when the file changes, or when `lookAgain` asks for them. */
  release(): void {
    this.listed = { files: [...this.files], watched: this.watched() };
    this.reader = undefined;
    this.isReleased = true;
    this.bytes = 0;
    for (const run of this.raw.runs.values()) run.release();
  }

  /** What is to be kept of it for the next session; undefined while it is not read to the end. */
  memory(): SourceMemory | undefined {
    const { seen, modifiedAt, writtenAt, interval, grew, folderAt, problems } = this;
    if (!seen || this.unfinished || this.isFull || this.fresh) return undefined;
    const watched = [...this.watched()];
    const runs = [...this.raw.runs.values()].map((run) => run.memory());
    return { files: this.files, watched, look: seen, modifiedAt, writtenAt, interval, grew, folderAt, problems, runs };
  }

  private restore({
    files,
    watched,
    look,
    modifiedAt,
    writtenAt,
    interval,
    grew,
    folderAt,
    problems,
    runs,
  }: SourceMemory) {
    Object.assign(this, { modifiedAt, writtenAt, interval, grew, folderAt, problems });
    this.listed = { files, watched: new Set(watched) };
    this.seen = look;
    this.unfinished = false;
    this.isReleased = true;
    for (const run of runs) this.raw.runs.set(run.nativeId, RawRun.of(run));
  }

  use(): void {
    this.usedAt = ++uses;
  }

  /** Nothing was read of it yet. */
  get isNew(): boolean {
    return this.seen === undefined;
  }

  /** What the reader passed over, in all of its runs. */
  get leftOut(): readonly LeftOut[] {
    return [...this.raw.leftOut.list, ...[...this.raw.all()].flatMap(({ leftOut }) => leftOut.list)];
  }

  /** No metric was found in it so far. */
  get isEmpty(): boolean {
    return [...this.raw.runs.values()].every(({ tags }) => tags.length === 0);
  }

  /** There is something to read: the last pass stopped at its budget, or a file changed since. */
  get isDue(): boolean {
    return this.due !== "no";
  }

  /** Whether there is something to read: `changed` if a file is another than when it was last read. */
  get due(): "no" | "unfinished" | "changed" {
    if (this.isFull) return "no";
    if (this.unfinished) return "unfinished";
    return this.look().signature === this.seen?.signature ? "no" : "changed";
  }

  /** Something beside its files may be new: it is due once more. */
  lookAgain(): void {
    this.unfinished = true;
  }

  /** The entries of the folder that it was found in may be others. @param at when they last changed, in unix milliseconds */
  folderChanged(at: number): void {
    if (this.folderAt !== at) this.lookAgain();
    this.folderAt = at;
  }

  /** Reads one pass. Returns whether more is to be had at once. */
  read(budget: number): boolean {
    // Looked at before it is read: what is written in between counts as a change, not as read.
    const look = this.look();
    if (this.writtenAt > 0 && this.modifiedAt > this.writtenAt) this.interval = this.modifiedAt - this.writtenAt;
    this.writtenAt = this.modifiedAt;
    const reader = (this.reader ??= this.begin());
    const into = this.fresh ?? this.raw;
    const outcome = attempt(reader, into, budget);
    this.isFull = this.tidy(into) >= this.limit;
    this.told = outcome.state === "broken" ? [outcome.reason] : [...reader.warnings, ...cutParams(into)];
    this.problems = this.problemsOf(this.told);
    if (this.seen?.files === look.files && look.size > this.seen.size) {
      this.grew = true;
      this.grewAt = this.modifiedAt;
    }
    this.seen = look;
    this.isCut = outcome.state === "more";
    this.unfinished = !this.isFull && (outcome.state === "more" || this.watched().size !== look.files);
    this.use();
    if (!this.unfinished) this.takeFresh();
    return this.unfinished;
  }

  /** Something was left out that only shows beside other sources. */
  readonly retell = (): void => {
    if (this.told) this.problems = this.problemsOf(this.told);
  };

  /** @param told what the reader says of the whole source */
  private problemsOf(told: readonly string[]): readonly SourceProblem[] {
    const { path } = this.claim;
    const count = this.limit;
    if (this.isFull)
      return [{ path, message: t("It holds more than {count} points; only the first ones are shown.", { count }) }];
    const found = problemsIn(path, told, this.leftOut);
    if (found.length === 0) return this.tellsNothing ? emptyFiles(this.files) : [];
    const elsewhere = this.isEmpty ? this.elsewhere() : undefined;
    return elsewhere === undefined ? found : [{ path, message: elsewhere }];
  }

  /** No metric was found in it, nor that there is a run at all. */
  private get tellsNothing(): boolean {
    return this.isEmpty && [...this.raw.all()].every(({ isBare, facts }) => isBare && facts.startedAt === undefined);
  }

  /** Why there is nothing to read in it, where its content was not fetched. */
  private elsewhere(): string | undefined {
    const paths = [this.claim.path, ...this.files].slice(0, mostPointers);
    return paths.map(pointerProblem).find((problem) => problem !== undefined);
  }

  /** Begins to read a released source anew. What is known of it stands until that is done. */
  private begin(): SourceReader {
    this.fresh = new RawSource();
    return this.opener.open(this.claim.path);
  }

  private takeFresh(): void {
    if (this.fresh) this.raw = this.fresh;
    this.fresh = undefined;
    this.isReleased = false;
  }

  /** Gives back memory that was set aside, and counts what is in use. @returns how many points there are */
  private tidy(raw: RawSource): number {
    let points = 0;
    this.bytes = 0;
    for (const run of [...raw.runs.values()].flatMap((own) => [own, ...own.earlier])) {
      this.bytes += run.records.bytes;
      for (const series of run.series.values()) {
        series.points.trim();
        points += series.points.length;
        this.bytes += series.points.bytes + bytesBeside;
      }
    }
    return points;
  }

  /** What to watch: the claimed path (a folder's time tells of new files in it), and the files that the reader found. */
  private watched(): ReadonlySet<string> {
    const { reader } = this;
    if (!reader) return this.listed.watched;
    return new Set([this.claim.path, ...reader.files, ...(reader.alsoWatched ?? [])]);
  }

  private look(): Look {
    const parts: string[] = [];
    const watched = this.watched();
    const sides = new Set(this.reader?.sideFiles);
    let size = 0;
    this.modifiedAt = 0;
    for (const path of watched) {
      const stat = statOf(path);
      parts.push(stampOf(stat));
      if (!stat?.isFile()) continue;
      size += stat.size;
      if (sides.has(path)) continue;
      const modifiedAt = writtenAtOf(stat);
      this.modifiedAt = Math.max(this.modifiedAt, modifiedAt);
      if (stat.birthtimeMs > 0 && modifiedAt - stat.birthtimeMs > longerThanACopy) this.grew = true;
    }
    return { signature: parts.join(", "), files: watched.size, size };
  }
}

/** When a file was last written, in unix milliseconds. A time far ahead was set, and is no time of writing. */
function writtenAtOf({ mtimeMs, ctimeMs }: Stats): number {
  return mtimeMs > Date.now() + farAhead ? ctimeMs : mtimeMs;
}

/** What is to be said where a run has more parameters than are read. */
function cutParams(raw: RawSource): readonly string[] {
  const isCut = [...raw.runs.values()].some(({ params }) => areCut(params));
  return isCut ? [t("Only the first {count} parameters of a run are read.", { count: mostParams })] : [];
}

function attempt(reader: SourceReader, into: RawSource, budget: number): ReadOutcome {
  try {
    return reader.read(into, budget);
  } catch (error) {
    return { state: "broken", reason: explain(error) };
  }
}

/** What is kept of a source between sessions: nothing of it needs to be read while its files are as they were. */
export interface SourceMemory {
  readonly files: readonly string[];
  readonly watched: readonly string[];
  readonly look: Look;
  readonly modifiedAt: number;
  readonly writtenAt: number;
  readonly interval: number;
  readonly grew: boolean;
  readonly folderAt: number;
  readonly problems: readonly SourceProblem[];
  readonly runs: readonly RunMemory[];
}

/** What a reader that was let go had found: absolute paths. */
interface Listed {
  readonly files: readonly string[];
  readonly watched: ReadonlySet<string>;
}

/** How a source's files were at one time. */
interface Look {
  /** Sizes, times and inodes. */
  readonly signature: string;
  /** How many paths were looked at. */
  readonly files: number;
  /** Bytes of all files together. */
  readonly size: number;
}
