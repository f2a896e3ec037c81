import { readdirSync, statSync, type Stats } from "node:fs";
import { basename, join } from "node:path";
import type { ReadOutcome, SourceReader } from "../../format";
import { SideFiles, usualParamFiles } from "../../parsing/params/sideFiles";
import type { RawRun, RawSeries, RawSource } from "../../raw";
import { placeBefore, splitAttempts } from "../../parsing/restarts/attempts";
import { Beginnings } from "../../parsing/files/beginnings";
import { systemProblem } from "../../parsing/lines/lines";
import { EventFile } from "./eventFile";
import { EventDecoder } from "./events";

/** So many files of a folder are written at the same time. */
const mostAtOnce = 4;

/** TensorBoard's own test of a name, less the empty files that TensorFlow's profiler leaves. */
export function isEventFile(name: string): boolean {
  return name.includes("tfevents") && !name.endsWith(".profile-empty");
}

/**
 * Reads a folder of event files as one log, the files in the order of their names, which is that of their start. Looks
 * at every file's size and time on each read, and opens those that changed. Parameters in files that loggers and people
 * put beside it (Lightning's hparams.yaml) are the run's, too.
 */
export class EventFolderReader implements SourceReader {
  private open = new Map<string, EventFile>();
  /** What `decoder` writes to: another one than last time means that all is to be read again. */
  private run: RawRun | undefined;
  private decoder: EventDecoder | undefined;
  /** The name of the last file that added to a series, by tag. */
  private lastFile = new Map<string, string>();
  /** The greatest name of a file that has begun to log; "" while none has. */
  private lastBegun = "";
  private sides = new SideFiles("", []);
  /** The run's parameters are those of files beside the log. */
  private areBorrowed = false;
  /** Names of the parameter files that `sides` looks at. */
  private beside = "";

  private copies: ReadonlySet<string> = new Set();
  private readonly beginnings = new Beginnings();

  constructor(private readonly folder: string) {}

  get files(): readonly string[] {
    return [...[...this.open.values()].map((file) => file.path), ...(this.areBorrowed ? this.sides.files : [])];
  }

  get sideFiles(): readonly string[] {
    return this.sides.files;
  }

  get alsoWatched(): readonly string[] {
    return [...this.copies];
  }

  get warnings(): readonly string[] {
    const problems = [...this.open.values()].flatMap((file) => file.warnings());
    return [...problems, ...this.sides.warnings];
  }

  read(into: RawSource, budget: number): ReadOutcome {
    let found: Map<string, Stats>;
    let names: readonly string[];
    try {
      names = readdirSync(this.folder);
      found = eventFilesAmong(names, this.folder);
    } catch (error) {
      return { state: "broken", reason: systemProblem(error) };
    }
    this.leaveCopies(found);
    // A file is gone, or a copy now: its points are too, and which they were is not recorded. Or one came late that belongs
    // before others.
    if ([...this.open.keys()].some((name) => !found.has(name)) || this.isLate(found)) this.forget(into);
    for (const path of this.copies) into.run().leftOut.set({ path, unit: "file", cause: "copy" }, 1);
    const decoder = this.decoderFor(into);
    this.dropBorrowed(into.run());
    let left = budget;
    for (const [name, stats] of found) {
      const file = this.open.get(name) ?? new EventFile(join(this.folder, name));
      this.open.set(name, file);
      if (file.isAsRead(stats)) continue;
      const before = decoder.lengths();
      const outcome = file.read(stats, decoder, left);
      file.count(into.run());
      const isOutOfOrder = this.notes(file, before, decoder, into.run());
      if (outcome === "replaced" || isOutOfOrder) this.forget(into);
      if (outcome === "replaced" || outcome === "more" || isOutOfOrder) return { state: "more" };
      left = Math.max(1, left - file.used);
    }
    if (!splitAttempts(into.run(), mostAtOnce)) {
      this.forget(into);
      return { state: "more" };
    }
    for (const series of into.run().series.values()) series.points.trim();
    this.addParams(names, into.run());
    return this.outcome();
  }

  /** Takes the files out that are a beginning of another one. */
  private leaveCopies(found: Map<string, Stats>): void {
    const byPath = new Map([...found].map(([name, stats]) => [join(this.folder, name), stats]));
    this.copies = this.beginnings.among(byPath);
    for (const path of this.copies) found.delete(basename(path));
  }

  /**
   * Notes which series a file added to. @returns whether the order of the files does not hold: a later one had added to one of
   * them before, or begun before this one did, or another training had begun in it. Then all is to be read again.
   */
  private notes(file: EventFile, lengths: ReadonlyMap<string, number>, { starts }: EventDecoder, run: RawRun): boolean {
    const name = basename(file.path);
    const isBehind = this.lastBegun > name;
    if (file.hasBegun && !isBehind) this.lastBegun = name;
    const grown = new Map<RawSeries, number>();
    for (const [tag, series] of run.series) {
      const before = lengths.get(tag) ?? 0;
      if (series.points.length === before) continue;
      grown.set(series, before);
      if ((this.lastFile.get(tag) ?? "") > name) return true;
      this.lastFile.set(tag, name);
    }
    if (!isBehind) return false;
    if (file.hasBegunAnew || (grown.size > 0 && file.ordinal < run.attemptFrom)) return true;
    placeBefore(run, file.ordinal, grown, starts);
    return false;
  }

  private isLate(found: ReadonlyMap<string, Stats>): boolean {
    const last = [...this.open.keys()].reduce((one, other) => (other > one ? other : one), "");
    return [...found.keys()].some((name) => name < last && !this.open.has(name));
  }

  /** What the log itself says of its parameters stands alone; files beside it say something where it does not. */
  private addParams(names: readonly string[], run: RawRun): void {
    if (run.params.size > 0) {
      this.sides = new SideFiles("", []);
      this.beside = "";
      return;
    }
    const present = usualParamFiles.filter((name) => names.includes(name));
    if (present.join() !== this.beside) this.sides = new SideFiles(this.folder, present);
    this.beside = present.join();
    this.sides.refresh();
    for (const [name, value] of this.sides.params) run.params.set(name, value);
    this.areBorrowed = run.params.size > 0;
  }

  /** The log may yet say something of its own. */
  private dropBorrowed(run: RawRun): void {
    if (this.areBorrowed) run.params.clear();
    this.areBorrowed = false;
  }

  /** Broken only if nothing can come any more: one file's damage does not stop the others. */
  private outcome(): ReadOutcome {
    const files = [...this.open.values()];
    const isBroken = files.length > 0 && files.every((file) => file.problem !== undefined);
    return isBroken ? { state: "broken", reason: files.at(-1)?.problem ?? "" } : { state: "idle" };
  }

  private decoderFor(into: RawSource): EventDecoder {
    const run = into.run();
    if (!this.decoder || run !== this.run) {
      this.run = run;
      this.decoder = new EventDecoder(run);
      this.openAnew();
    }
    return this.decoder;
  }

  private forget(into: RawSource): void {
    into.clear();
    this.openAnew();
    this.decoder = undefined;
  }

  private openAnew(): void {
    this.open = new Map();
    this.lastFile = new Map();
    this.lastBegun = "";
  }
}

/** Names and how the files are now, in lexicographic order of the names. @throws the system's error for a file */
function eventFilesAmong(names: readonly string[], folder: string): Map<string, Stats> {
  const found = new Map<string, Stats>();
  for (const name of names.filter(isEventFile).sort()) {
    const stats = statSync(join(folder, name), { throwIfNoEntry: false });
    if (stats?.isFile()) found.set(name, stats);
  }
  return found;
}
