import { join } from "node:path";
import type { Claim, Format, HeadReader, ReadOutcome, SourceReader } from "../../readers/format";
import { headBytes, headOf } from "../../readers/parsing/files/head";
import { pointerProblem } from "../../readers/parsing/files/pointer";
import { RawSource } from "../../readers/raw";
import type { SourceState } from "../../runs/assembly/parts";
import { leftOutLines } from "../../runs/describe/leftOut";
import type { LeftOut } from "../../shared/run";
import { oversight } from "../../util/oversight";
import { explain, statOf } from "./listing";
import { t } from "../../util/text";

/** A log that is written for longer than this after it was made was written by a living process, not by a copy. */
const longerThanACopy = 3000;

/** So many files of a source are looked at for pointers to their content. */
const mostPointers = 20;

/** What is kept of one source: 30 million points take about 800 MB. */
const mostPoints = 30_000_000;

/** One source being followed: its reader, what was read so far, and how a change of its files is noticed. */
export class Source implements SourceState {
  readonly raw = new RawSource();
  readonly format: string;
  modifiedAt = 0;
  /** Milliseconds between the last two writes that were seen; 0 while fewer were. */
  interval = 0;
  grew = false;
  grewAt = 0;
  /** Why the source cannot be read, or not wholly. */
  problem: string | undefined;
  private readonly reader: SourceReader;
  private seen: Look | undefined;
  /** `modifiedAt` when it was last read. */
  private writtenAt = 0;
  private unfinished = true;
  private isFull = false;

  constructor(
    readonly claim: Claim,
    format: Format,
    private readonly limit = mostPoints,
  ) {
    this.format = format.id;
    this.reader = format.open(claim.path);
  }

  get files(): readonly string[] {
    return this.reader.files;
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
    return [...this.raw.all()].every(({ series }) => series.size === 0);
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

  /** Reads one pass. Returns whether more is to be had at once. */
  read(budget: number): boolean {
    // Looked at before it is read: what is written in between counts as a change, not as read.
    const look = this.look();
    if (this.seen && this.modifiedAt > this.writtenAt) this.interval = this.modifiedAt - this.writtenAt;
    this.writtenAt = this.modifiedAt;
    const outcome = this.attempt(budget);
    this.isFull = this.tidy() >= this.limit;
    const told = outcome.state === "broken" ? [outcome.reason] : this.reader.warnings;
    this.problem = [...told, ...leftOutLines(this.leftOut)].join(" ") || undefined;
    if (this.problem !== undefined && this.isEmpty) this.problem = this.elsewhere() ?? this.problem;
    if (this.isFull)
      this.problem = t("It holds more than {count} points; only the first ones are shown.", { count: this.limit });
    if (this.seen?.files === look.files && look.size > this.seen.size) {
      this.grew = true;
      this.grewAt = this.modifiedAt;
    }
    this.seen = look;
    this.unfinished = !this.isFull && (outcome.state === "more" || this.watched().size !== look.files);
    return this.unfinished;
  }

  /** Why there is nothing to read in it, where its content was not fetched. */
  private elsewhere(): string | undefined {
    const paths = [this.claim.path, ...this.reader.files].slice(0, mostPointers);
    return paths.map(pointerProblem).find((problem) => problem !== undefined);
  }

  /** Gives back memory that was set aside. @returns how many points there are */
  private tidy(): number {
    let points = 0;
    for (const run of this.raw.all()) {
      for (const series of run.series.values()) {
        series.points.trim();
        points += series.points.length;
      }
    }
    return points;
  }

  private attempt(budget: number): ReadOutcome {
    try {
      return this.reader.read(this.raw, budget);
    } catch (error) {
      return { state: "broken", reason: explain(error) };
    }
  }

  /** What to watch: the claimed path (a folder's time tells of new files in it), and the files that the reader found. */
  private watched(): Set<string> {
    return new Set([this.claim.path, ...this.reader.files, ...(this.reader.alsoWatched ?? [])]);
  }

  private look(): Look {
    const parts: string[] = [];
    const watched = this.watched();
    let size = 0;
    this.modifiedAt = 0;
    for (const path of watched) {
      const stat = statOf(path);
      parts.push(stat ? `${stat.size}:${stat.mtimeMs}:${stat.ino}` : "-");
      if (!stat?.isFile()) continue;
      size += stat.size;
      this.modifiedAt = Math.max(this.modifiedAt, stat.mtimeMs);
      if (stat.birthtimeMs > 0 && stat.mtimeMs - stat.birthtimeMs > longerThanACopy) this.grew = true;
    }
    return { signature: parts.join(" "), files: watched.size, size };
  }
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

/** Reads heads of files in one folder, each once, for the formats that are asked in turn. */
export function headsOf(folder: string): HeadReader {
  const seen = new Map<string, Buffer | undefined>();
  return {
    head(file, bytes = headBytes) {
      const cached = seen.get(file);
      if (cached && (cached.length >= bytes || cached.length < headBytes)) return cached.subarray(0, bytes);
      const path = join(folder, file);
      const head = oversight.begin(path) ? headOf(path, Math.max(bytes, headBytes)) : undefined;
      oversight.end();
      seen.set(file, head);
      return head?.subarray(0, bytes);
    },
  };
}
