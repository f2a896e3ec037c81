import type { FolderListing } from "../../readers/format";
import type { AssembledRun } from "../../runs/assembly/summary";
import type { LeftOut, Problem, RunSummary } from "../../shared/run";
import type { RecordRef } from "../../shared/records";
import { AdoptedFiles } from "./adoptedFiles";
import { claimsIn, keyOf, mayGrow, type Claimed } from "./claims";
import { Excludes } from "./excludes";
import { oversight } from "../../util/oversight";
import { isWithin } from "../../util/paths";
import { unwatchedIn } from "./globs";
import { Announcements } from "./announcements";
import { sendsEvents } from "./fileSystems";
import { footprint } from "./footprint";
import { FirstFinds } from "./firstFinds";
import { FolderTree, type Found, type Skipped } from "./folderTree";
import type { Progress, RootOptions } from "../reading/protocol";
import { Links } from "./links";
import { LiveSources } from "./liveSources";
import { problemsOf } from "./rootProblems";
import { RunTable, type TableChange } from "./runTable";
import { recall, remember, type Remembered } from "./remembered";
import { holdsTooMuch, Source } from "./source";

/** Bytes read of one source before others have their turn. */
const budget = 16 * 1024 * 1024;

/**
 * Every run below one workspace folder. All work is in generators that pause often, so that the reader can answer in
 * between; whoever runs one to its end has a consistent index.
 */
export class RootIndex {
  readonly path: string;
  /** Files that the user added as runs: absolute paths. Opened at the next look. */
  added: readonly string[] = [];
  private readonly tree: FolderTree;
  private readonly sources = new Map<string, Source>();
  /** Keys into `sources`, by the folder that they were found in. */
  private readonly sourcesIn = new Map<string, readonly string[]>();
  private readonly adopted = new AdoptedFiles({
    open: (claimed) => this.open(claimed),
    close: (key) => this.close(key),
  });
  /** While the first look goes on. */
  private firstFinds: FirstFinds | undefined = new FirstFinds();
  private readonly table: RunTable;
  /** What is known of sources from an earlier session, until they are found. */
  private recalled: Remembered["sources"] | undefined;
  /** What `finds` was when the folder was last kept for the next session. */
  private kept = 0;
  /** Every folder was looked into at least once. */
  private isSearched = false;
  /** Those of the sources that are being written. */
  readonly live = new LiveSources<Source>();
  private readonly announcements: Announcements;
  /** Where `files.watcherExclude` says that no file events come from. */
  private readonly isUnwatched: (path: string) => boolean;
  /**
   * @param runs those that an index of the same folder had found, so that the first update tells which are gone
   * @param now gives unix milliseconds
   */
  constructor(
    private readonly options: Omit<RootOptions, "added">,
    runs: ReadonlyMap<string, AssembledRun> = new Map(),
    private readonly now: () => number = Date.now,
  ) {
    this.path = options.path;
    this.table = new RunTable(options.path, runs);
    this.announcements = new Announcements(options.path, !sendsEvents(options.path));
    this.isUnwatched = unwatchedIn(options);
    const links = new Links(options.path, options.confined ?? false);
    this.tree = new FolderTree(options.path, new Excludes(options), links, {
      found: (listing, changed, modifiedAt) => this.take(listing, changed, modifiedAt),
      lost: (path) => this.drop(path),
    });
  }

  /**
   * Takes over what was kept of the folder in an earlier session. Nothing of it is believed that does not agree with the files.
   * @returns the rows
   * @throws Error if the file is not usable
   */
  recall(): RunSummary[] {
    const remembered = this.options.memory === undefined ? undefined : recall(this.options.memory);
    if (!remembered || this.isSearched) return [];
    this.table.remember(remembered.runs, remembered.keys);
    this.recalled = remembered.sources;
    return [...remembered.runs.values()].map(({ summary }) => summary);
  }

  /** Something is known that was not kept for the next session yet. */
  get isUnkept(): boolean {
    return this.options.memory !== undefined && this.isSearched && this.kept !== this.finds;
  }

  /** Keeps what is known for the next session. To be called after an update. @throws the system's error */
  *keep(): Generator<void> {
    if (this.options.memory === undefined) return;
    const { finds } = this;
    const settled = [...this.sources].filter(([, source]) => this.table.holds(source));
    yield* remember(this.options.memory, this.runs, this.table.keys(), settled);
    this.kept = finds;
  }

  get runs(): ReadonlyMap<string, AssembledRun> {
    return this.table.runs;
  }

  /** When the first of the runs counts as stale unless it is written before, in unix milliseconds. */
  get agesAt(): number {
    return this.table.agesAt;
  }

  excludesSame(other: RootOptions): boolean {
    const excluded = ({ exclude, hidden, confined }: Omit<RootOptions, "added">) =>
      JSON.stringify([exclude, hidden, confined]);
    return excluded(other) === excluded(this.options);
  }

  /** The folders that were not searched, each with the reason. */
  get skipped(): Skipped[] {
    return this.tree.skipped;
  }

  /** Counts what looks found: another folder, or something to read. */
  finds = 0;

  /**
   * Looks into every folder whose entries changed since the last look. With `all`, into all of them, and into the files of sources
   * that are watched by less than every file: a tool's ended runs.
   */
  *discover(all: boolean): Generator<void> {
    for (const pause of this.tree.discover(all)) {
      yield pause;
      const source = this.firstFinds?.afterFolder();
      if (source && this.sources.get(keyOf(source.format, source.claim.path)) === source)
        yield* this.readSource(source, 1);
    }
    this.firstFinds = undefined;
    if (all) for (const source of this.sources.values()) if (!source.isReleased) source.lookAgain();
    this.adopted.follow(this.added, this.sources.values());
    this.isSearched = true;
    this.recalled = undefined;
  }

  /** Absolute paths of the folders from which no file events arrive. */
  silentPlaces(now: number): readonly string[] {
    this.announcements.settle(now);
    return this.announcements.silent;
  }

  /** Looks into the folders at and below a place, and reads what is due there. */
  *lookInto(place: string): Generator<void> {
    if (place === this.path) yield* this.discover(false);
    else yield* this.tree.lookBelow(place);
    for (const source of this.sources.values()) {
      if (isWithin(source.claim.path, place)) yield* this.readSource(source);
    }
  }

  /** Looks at these paths, of files or folders that were created, changed or deleted, wherever they are in here. */
  *touch(paths: readonly string[]): Generator<void> {
    const others = new Set(paths.filter((path) => isWithin(path, this.path)));
    this.announcements.events([...others], this.now());
    const touched = [...this.sources.values()].filter(({ claim, files }) =>
      [claim.path, ...files].some((path) => others.has(path)),
    );
    for (const source of touched) {
      yield* this.readSource(source);
      for (const path of source.files) others.delete(path);
    }
    for (const path of others) yield* this.tree.revisit(path);
    if (others.size > 0) yield* this.readNew();
  }

  private *readNew(): Generator<void> {
    for (const source of this.sources.values()) if (source.isNew) yield* this.readSource(source);
  }

  /** Reads what is due, the first part of each before the rest of large ones. */
  *read(): Generator<void> {
    const large: Source[] = [];
    for (const source of this.sources.values()) {
      yield* this.readSource(source, 1);
      if (!source.isUnfinished) continue;
      large.push(source);
      while (holdsTooMuch(large)) yield* this.readSource(large.shift()!);
    }
    for (const source of large) if (source.isUnfinished) yield* this.readSource(source);
  }

  /** How many sources there are, and how many of them were read to their end. */
  get progress(): Progress {
    let read = 0;
    for (const source of this.sources.values()) if (!source.isUnfinished) read++;
    return { found: this.sources.size, read };
  }

  /** Reads what is due of the sources that are being written. @param now unix milliseconds */
  *readLive(now: number): Generator<void> {
    for (const source of this.live.due(now)) yield* this.readSource(source);
  }

  /** Reads what is due of these, as far as they are its own. */
  *readThese(sources: ReadonlySet<Source>): Generator<void> {
    for (const source of sources) {
      if (this.sources.get(keyOf(source.format, source.claim.path)) === source) yield* this.readSource(source);
    }
  }

  clockWentBack(by: number): void {
    this.live.clockWentBack(by);
    this.announcements.clockWentBack(by);
    this.table.clockWentBack(by);
  }

  get settlesAt(): number {
    return this.announcements.settlesAt;
  }

  /** @param passes of those that stop at their budget at most so many */
  private *readSource(source: Source, passes = Infinity): Generator<void> {
    const { due } = source;
    if (due !== "no") {
      if (due === "changed" && !source.isNew) this.announcements.found(source.claim.runFolder, this.now());
      this.finds++;
      if (due === "changed" && source.claim.provisional) yield* this.askAgain(source);
      this.table.changed(source);
      yield* this.readPasses(source, passes);
    }
    this.live.looked(source, this.now());
  }

  /** What nothing could be read of changed: it may be a log by now. */
  private *askAgain({ claim }: Source): Generator<void> {
    yield* this.tree.revisit(claim.runFolder);
    yield* this.readNew();
  }

  /** Reads to the end in passes; others have their turn in between. What is set aside is passed over. */
  private *readPasses(source: Source, most: number): Generator<void> {
    for (let more = true, passes = 0; more && (passes < most || !source.isCut); passes++) {
      more = oversight.begin(source.claim.path) && source.read(budget);
      oversight.end();
      yield;
    }
  }

  /**
   * Puts runs together anew where their sources changed.
   * @param now unix milliseconds
   * @returns the ids of the runs that are different, and of those that are gone
   */
  update(now: number): TableChange {
    return this.table.update(this.sources.values(), now, this.isSearched);
  }

  /** Reads what was released and is needed: by `want`, or because another source of the same run changed. */
  *reload(): Generator<void> {
    for (const source of this.sources.values()) {
      if (!this.table.wanted.delete(source) || !source.isReleased) continue;
      source.lookAgain();
      yield* this.readSource(source);
    }
    this.table.wanted.clear();
  }

  /** There is something for `reload` to do. */
  get isWanting(): boolean {
    return this.table.wanted.size > 0;
  }

  /** The points of these runs are asked for. */
  want(ids: ReadonlySet<string>): void {
    const used = this.table.want(ids);
    for (const source of this.sources.values()) if (used.has(source)) source.use();
  }

  recordsOf(id: string, tag: string): RecordRef[] {
    return this.table.recordsOf(id, tag);
  }

  /** Sources whose points may be released: read to the end, and told. */
  releasable(): Source[] {
    return [...this.sources.values()].filter((source) => source.isAtRest && this.table.holds(source));
  }

  /** Gives back the points of these of its sources. */
  release(sources: ReadonlySet<Source>): void {
    for (const source of sources) source.release();
    this.table.released(sources);
  }

  /** What sources and rows take in memory, about: bytes. */
  get bytes(): number {
    return footprint(this.sources.values(), this.table.runs.values());
  }

  get problems(): Problem[] {
    return problemsOf(this.path, this.tree, this.sources, this.adopted.files, this.options.hidden);
  }

  /** What the readers passed over, by file and cause. */
  get leftOut(): LeftOut[] {
    return [...this.sources.values()].flatMap(({ leftOut }) => leftOut);
  }

  /** Opens what the formats recognise in a folder, and closes what they no longer do. */
  private take(listing: FolderListing, changed: boolean, modifiedAt: number): Found {
    if (changed) this.finds++;
    if (changed && this.tree.knows(listing.path)) this.announcements.found(listing.path, this.now());
    if (this.isUnwatched(listing.path)) this.announcements.expectNone(listing.path);
    const claims = claimsIn(listing);
    const keys = claims
      .filter(({ claim, format }) => claim.partOf === undefined || !this.sources.has(keyOf(format.id, claim.partOf)))
      .map((claimed) => this.open(claimed));
    // A side file (hparams.yaml) may have come beside a log that itself has not changed.
    if (changed) for (const key of keys) this.sources.get(key)?.folderChanged(modifiedAt);
    for (const key of this.sourcesIn.get(listing.path) ?? []) if (!keys.includes(key)) this.close(key);
    if (keys.length > 0) this.sourcesIn.set(listing.path, keys);
    else this.sourcesIn.delete(listing.path);
    return { mayGrow: mayGrow(listing, claims), sealed: claims.some(({ claim }) => claim.sealed) };
  }

  private drop(path: string): void {
    this.finds++;
    for (const key of this.sourcesIn.get(path) ?? []) this.close(key);
    this.sourcesIn.delete(path);
  }

  private open({ claim, format }: Claimed): string {
    const key = keyOf(format.id, claim.path);
    if (!this.sources.has(key)) {
      const source = new Source(claim, format, undefined, this.recalled?.take(key));
      this.sources.set(key, source);
      this.firstFinds?.add(source);
      this.table.restructure();
    }
    return key;
  }

  private close(key: string): void {
    const source = this.sources.get(key);
    if (source) this.live.drop(source);
    this.sources.delete(key);
    this.table.restructure();
  }
}
