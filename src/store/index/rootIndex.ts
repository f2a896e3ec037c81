import type { Claim, FolderListing } from "../../readers/format";
import { adoptFile, rankOf } from "../../readers/registry";
import { layOut } from "../../runs/assembly/layout";
import type { RunParts, SourceState } from "../../runs/assembly/parts";
import { assemble, type AssembledRun } from "../../runs/assembly/summary";
import type { LeftOut, Problem } from "../../shared/run";
import { claimsIn, type Claimed } from "./claims";
import { Excludes } from "./excludes";
import { oversight } from "../../util/oversight";
import { isWithin } from "../../util/paths";
import { unwatchedIn } from "./globs";
import { Announcements } from "./announcements";
import { sendsEvents } from "./fileSystems";
import { FolderTree, type Found, type Skipped } from "./folderTree";
import type { RootOptions } from "../reading/protocol";
import { LiveSources } from "./liveSources";
import { Source } from "./source";
import { t } from "../../util/text";

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
  /** What came of the files that the user added: a key into `sources`, or the reason why there is none. */
  private readonly adopted = new Map<string, { readonly key: string } | { readonly reason: string }>();
  private readonly dirty = new Set<SourceState>();
  private readonly live = new LiveSources<Source>();
  private readonly announcements: Announcements;
  /** Where `files.watcherExclude` says that no file events come from. */
  private readonly isUnwatched: (path: string) => boolean;
  private parts: readonly RunParts[] = [];
  /** The set of sources is another than at the last update, or one has other tags. */
  private restructured = true;
  /** When the first of the runs counts as stale unless it is written before, in unix milliseconds. */
  agesAt = Infinity;
  private readonly shapes = new WeakMap<SourceState, readonly unknown[]>();

  /**
   * @param runs those that an index of the same folder had found, so that the first update tells which are gone
   * @param now gives unix milliseconds
   */
  constructor(
    private readonly options: Omit<RootOptions, "added">,
    public runs: ReadonlyMap<string, AssembledRun> = new Map(),
    private readonly now: () => number = Date.now,
  ) {
    this.path = options.path;
    this.announcements = new Announcements(options.path, !sendsEvents(options.path));
    this.isUnwatched = unwatchedIn(options);
    this.tree = new FolderTree(options.path, new Excludes(options), {
      found: (listing, changed) => this.take(listing, changed),
      lost: (path) => this.drop(path),
    });
  }

  excludesSame({ exclude, hidden }: RootOptions): boolean {
    return JSON.stringify([exclude, hidden]) === JSON.stringify([this.options.exclude, this.options.hidden]);
  }

  /** The folders that were not searched, each with the reason. */
  get skipped(): Skipped[] {
    return this.tree.skipped;
  }

  /** Counts what looks found: another folder, or something to read. */
  finds = 0;

  /** Looks into every folder whose entries changed since the last look, or into all of them. */
  *discover(all: boolean): Generator<void> {
    yield* this.tree.discover(all);
    this.adopt();
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
    if (others.size > 0) for (const source of this.sources.values()) if (source.isNew) yield* this.readSource(source);
  }

  /** Reads what is due. */
  *read(): Generator<void> {
    for (const source of this.sources.values()) yield* this.readSource(source);
  }

  /** Reads what is due of the sources that are being written. @param now unix milliseconds */
  *readLive(now: number): Generator<void> {
    for (const source of this.live.due(now)) yield* this.readSource(source);
  }

  /** When the next source that is being written is to be looked at, in unix milliseconds; Infinity if none is. */
  get nextLiveAt(): number {
    return this.live.nextAt;
  }

  get settlesAt(): number {
    return this.announcements.settlesAt;
  }

  private *readSource(source: Source): Generator<void> {
    const { due } = source;
    if (due !== "no") {
      if (due === "changed" && !source.isNew) this.announcements.found(source.claim.runFolder, this.now());
      this.finds++;
      this.dirty.add(source);
      yield* this.readPasses(source);
    }
    this.live.looked(source, this.now());
  }

  /** Reads to the end in passes; others have their turn in between. What is set aside is passed over. */
  private *readPasses(source: Source): Generator<void> {
    for (let more = true; more;) {
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
  update(now: number): { changed: string[]; removed: string[] } {
    if (this.dirty.size === 0 && !this.restructured && now < this.agesAt) return { changed: [], removed: [] };
    this.layOutIfNeeded();
    this.agesAt = Infinity;
    const runs = new Map<string, AssembledRun>();
    const changed: string[] = [];
    for (const parts of this.parts) {
      const before = this.runs.get(parts.id);
      const isDirty = parts.parts.some(({ source }) => this.dirty.has(source));
      const run = before && !isDirty && now < before.agesAt ? before : assemble(parts, this.path, now);
      if (run.series.size === 0 && !countsWithoutSeries(parts)) continue;
      runs.set(parts.id, run);
      this.agesAt = Math.min(this.agesAt, run.agesAt);
      if (!before || isDirty || before.summary.status !== run.summary.status) changed.push(parts.id);
    }
    const removed = [...this.runs.keys()].filter((id) => !runs.has(id));
    this.runs = runs;
    this.dirty.clear();
    return { changed, removed };
  }

  get problems(): Problem[] {
    const found = new Map(this.tree.problems);
    for (const { claim, problem } of this.sources.values()) if (problem !== undefined) found.set(claim.path, problem);
    for (const [path, adopted] of this.adopted) {
      const source = "key" in adopted ? this.sources.get(adopted.key) : undefined;
      if ("reason" in adopted) found.set(path, adopted.reason);
      else if (source?.isEmpty)
        found.set(path, source.problem ?? t("It was added as a run, but it has no metrics yet."));
    }
    return [...found].map(([path, message]) => ({ path, root: this.path, message }));
  }

  /** What the readers passed over, by file and cause. */
  get leftOut(): LeftOut[] {
    return [...this.sources.values()].flatMap(({ leftOut }) => leftOut);
  }

  private layOutIfNeeded(): void {
    for (const source of this.dirty) {
      // Which tags a source has can decide where it belongs (add_scalars); a file that was replaced has other runs.
      const shape = [...source.raw.all()].flatMap((run) => [run, run.series.size]);
      const before = this.shapes.get(source);
      this.restructured ||= shape.length !== before?.length || shape.some((part, at) => part !== before[at]);
      this.shapes.set(source, shape);
    }
    if (!this.restructured) return;
    this.restructured = false;
    const before = new Map(this.parts.map((run) => [run.id, run]));
    this.parts = layOut(inOrder(this.sources.values()), this.path);
    for (const run of this.parts) {
      if (sameSources(run, before.get(run.id))) continue;
      for (const { source } of run.parts) this.dirty.add(source);
    }
  }

  /**
   * Opens what the formats recognise in a folder, and closes what they no longer do. It may grow where a file in it may
   * yet turn out to be a log.
   */
  private take(listing: FolderListing, changed: boolean): Found {
    if (changed) this.finds++;
    if (changed && this.tree.knows(listing.path)) this.announcements.found(listing.path, this.now());
    if (this.isUnwatched(listing.path)) this.announcements.expectNone(listing.path);
    const claims = claimsIn(listing);
    const keys = claims
      .filter(({ claim, format }) => claim.partOf === undefined || !this.sources.has(keyOf(format.id, claim.partOf)))
      .map((claimed) => this.open(claimed));
    // A side file (hparams.yaml) may have come beside a log that itself has not changed.
    if (changed) for (const key of keys) this.sources.get(key)?.lookAgain();
    for (const key of this.sourcesIn.get(listing.path) ?? []) if (!keys.includes(key)) this.close(key);
    if (keys.length > 0) this.sourcesIn.set(listing.path, keys);
    else this.sourcesIn.delete(listing.path);
    return {
      mayGrow: claims.length < listing.files.length && claims.every(({ claim }) => !isRunOf(claim, listing.path)),
      sealed: claims.some(({ claim }) => claim.sealed),
    };
  }

  private drop(path: string): void {
    this.finds++;
    for (const key of this.sourcesIn.get(path) ?? []) this.close(key);
    this.sourcesIn.delete(path);
  }

  private open({ claim, format }: Claimed): string {
    const key = keyOf(format.id, claim.path);
    if (!this.sources.has(key)) {
      this.sources.set(key, new Source(claim, format));
      this.restructured = true;
    }
    return key;
  }

  private close(key: string): void {
    const source = this.sources.get(key);
    if (source) this.live.drop(source);
    this.sources.delete(key);
    this.restructured = true;
  }

  /** Opens the files that the user added, and closes those that were taken back; what was found by itself stays. */
  private adopt(): void {
    for (const [path, adopted] of this.adopted) {
      if (this.added.includes(path)) continue;
      this.adopted.delete(path);
      if ("key" in adopted) this.close(adopted.key);
    }
    const found = new Set([...this.sources.values()].map(({ claim }) => claim.path));
    for (const path of this.added) {
      if (found.has(path)) continue;
      const adopted = adoptFile(path);
      this.adopted.set(path, "reason" in adopted ? adopted : { key: this.open(adopted) });
    }
  }
}

/** Whether a claim says that a folder is a run: then no file in it is one by itself. */
function isRunOf({ scope, runFolder }: Claim, folder: string): boolean {
  return scope === "folder" && runFolder === folder;
}

/** In an order that does not depend on which was found first: what runs are made of must not either. */
function inOrder(sources: Iterable<Source>): Source[] {
  return [...sources].sort(
    ({ claim: a, format: first }, { claim: b, format: second }) =>
      compareTexts(a.runFolder, b.runFolder) || rankOf(first) - rankOf(second) || compareTexts(a.path, b.path),
  );
}

function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function keyOf(format: string, path: string): string {
  return `${format} ${path}`;
}

function sameSources(run: RunParts, before: RunParts | undefined): boolean {
  return run.parts.length === before?.parts.length && run.parts.every(({ raw }, at) => raw === before.parts[at]!.raw);
}

/** A run that has logged no metric yet is shown if its format says that it is a run, and not a stray file. */
function countsWithoutSeries({ parts }: RunParts): boolean {
  // A log of which no row could be read is one all the same; what was passed over says why there is nothing to see.
  if (parts.some(({ raw }) => raw.leftOut.list.some(({ unit }) => unit === "row"))) return true;
  return parts.some(
    ({ source, raw }) =>
      source.claim.scope === "folder" &&
      (raw.params.size > 0 || raw.media.size > 0 || raw.facts.startedAt !== undefined),
  );
}
