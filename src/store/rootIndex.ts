import { dirname, join, relative, sep } from "node:path";
import type { Claim, Format } from "../readers/format";
import { adoptFile, formats } from "../readers/registry";
import { layOut } from "../runs/layout";
import type { RunParts, SourceState } from "../runs/source";
import { assemble, type AssembledRun } from "../runs/summary";
import type { Problem } from "../shared/run";
import { Excludes } from "./excludes";
import { list, statOf } from "./listing";
import type { RootOptions } from "./protocol";
import { headsOf, Source } from "./source";

/** The most folders of one workspace folder that are looked into, and how deep. */
const mostFolders = 100_000;
const deepest = 20;

const tooMany =
  `Only the first ${mostFolders} folders were searched. ` +
  "Leave folders out with the setting lossline.discovery.exclude.";

/** Bytes read of one source before others have their turn. */
const budget = 16 * 1024 * 1024;

/** A folder changed as lately as this may hold a log that was still too short to be recognised. */
const settledAfter = 10 * 60 * 1000;

interface Folder {
  readonly modifiedAt: number;
  /** Device and inode: the same for two ways to one folder. */
  readonly identity: string;
  /** Absolute paths of the folders to look into, and of those that are symbolic links. */
  readonly folders: readonly string[];
  readonly links: readonly string[];
  /** Keys into `sources`. */
  readonly sources: readonly string[];
}

/**
 * Every run below one workspace folder. All work is in generators that pause often, so that the worker can answer in
 * between; whoever runs one to its end has a consistent index.
 */
export class RootIndex {
  readonly path: string;
  /** Files that were opened because the user added them, with their key into `sources`; without one where none could be. */
  private readonly adopted = new Map<string, string | undefined>();
  /** Files that the user added as runs: absolute paths. Opened at the next look. */
  added: readonly string[] = [];
  private readonly folders = new Map<string, Folder>();
  /** By identity, the path under which a folder is known: a second way to it is not taken. */
  private readonly pathOf = new Map<string, string>();
  private readonly sources = new Map<string, Source>();
  private readonly problemsAt = new Map<string, string>();
  private readonly excludes: Excludes;
  private readonly dirty = new Set<SourceState>();
  private parts: readonly RunParts[] = [];
  /** The set of sources is another than at the last update, or one has other tags. */
  private restructured = false;
  private readonly shapes = new WeakMap<SourceState, readonly unknown[]>();

  /** @param runs those that an index of the same folder had found, so that the first update tells which are gone */
  constructor(
    private readonly options: Omit<RootOptions, "added">,
    public runs: ReadonlyMap<string, AssembledRun> = new Map(),
  ) {
    this.path = options.path;
    this.excludes = new Excludes(options.exclude);
  }

  excludesSame({ exclude }: RootOptions): boolean {
    return JSON.stringify(exclude) === JSON.stringify(this.options.exclude);
  }

  /**
   * Looks into every folder whose entries changed since the last look, or into all of them. Links come after the rest, so
   * that a run is known by its real place.
   */
  *discover(all: boolean, from = this.path): Generator<void> {
    const reached = new Set<string>();
    let links: string[] = [];
    for (let queue = [from]; queue.length > 0;) {
      for (const path of queue) {
        const folder = reached.size < mostFolders ? this.visit(path, all || path === from) : undefined;
        if (!folder) continue;
        reached.add(path);
        if (path.split(sep).length - this.path.split(sep).length < deepest) {
          queue.push(...folder.folders);
          links.push(...folder.links);
        }
        yield;
      }
      queue = links;
      links = [];
    }
    for (const path of this.folders.keys()) if (isWithin(path, from) && !reached.has(path)) this.forget(path);
    if (reached.size >= mostFolders) this.problemsAt.set(from, tooMany);
    this.adopt();
  }

  /** Looks at these paths, of files or folders that were created, changed or deleted, wherever they are in here. */
  *touch(paths: readonly string[]): Generator<void> {
    const own = paths.filter((path) => isWithin(path, this.path));
    const files = new Set(own);
    const due = [...this.sources.values()].filter(
      ({ claim, files: read }) => files.has(claim.path) || read.some((path) => files.has(path)),
    );
    for (const source of due) {
      yield* this.readSource(source);
      for (const path of source.files) files.delete(path);
    }
    const places = new Set([...files].map((path) => this.nearestFolder(path)));
    for (const place of places) if (place !== undefined) yield* this.revisit(place);
    if (places.size > 0) yield* this.read(({ isNew }) => isNew);
  }

  /** Looks into one folder again, and into those of its folders that are new. */
  private *revisit(path: string): Generator<void> {
    const known = (folder: Folder | undefined) => [...(folder?.folders ?? []), ...(folder?.links ?? [])];
    const before = known(this.folders.get(path));
    const folder = this.visit(path, true);
    const now = known(folder);
    if (!folder) this.forgetAll(path);
    for (const child of before) if (!now.includes(child)) this.forgetAll(child);
    for (const child of now) if (!before.includes(child)) yield* this.discover(false, child);
  }

  /** Reads what is due. @param only if given, only sources that it accepts */
  *read(only: (source: Source) => boolean = () => true): Generator<void> {
    for (const source of this.sources.values()) {
      if (only(source)) yield* this.readSource(source);
    }
  }

  private *readSource(source: Source): Generator<void> {
    if (!source.isDue) return;
    this.dirty.add(source);
    while (source.read(budget)) yield;
    yield;
  }

  /** Puts runs together anew where their sources changed. Returns the ids that are different and those that are gone. */
  update(now: number): { changed: string[]; removed: string[] } {
    this.layOutIfNeeded();
    const runs = new Map<string, AssembledRun>();
    const changed: string[] = [];
    for (const parts of this.parts) {
      const before = this.runs.get(parts.id);
      const isDirty = parts.parts.some(({ source }) => this.dirty.has(source));
      const run = before && !isDirty && !mayHaveAged(before) ? before : assemble(parts, this.path, now);
      if (run.series.size === 0 && !this.countsWithoutSeries(parts)) continue;
      runs.set(parts.id, run);
      if (!before || isDirty || before.summary.status !== run.summary.status) changed.push(parts.id);
    }
    const removed = [...this.runs.keys()].filter((id) => !runs.has(id));
    this.runs = runs;
    this.dirty.clear();
    return { changed, removed };
  }

  get problems(): Problem[] {
    const found = [...this.problemsAt].map(([path, message]) => ({ path, root: this.path, message }));
    const adopted = new Set(this.adopted.values());
    for (const [key, { claim, problem, raw }] of this.sources) {
      const isEmpty = adopted.has(key) && [...raw.runs.values()].every(({ series }) => series.size === 0);
      const message = problem ?? (isEmpty ? "It was added as a run, but holds no metric so far." : undefined);
      if (message !== undefined) found.push({ path: claim.path, root: this.path, message });
    }
    return found;
  }

  private layOutIfNeeded(): void {
    for (const source of this.dirty) {
      // Which tags a source has can decide where it belongs (add_scalars); a file that was replaced has other runs.
      const shape = [...source.raw.runs.values()].flatMap((run) => [run, run.series.size]);
      const before = this.shapes.get(source);
      this.restructured ||= shape.length !== before?.length || shape.some((part, at) => part !== before[at]);
      this.shapes.set(source, shape);
    }
    if (!this.restructured) return;
    this.restructured = false;
    const before = new Map(this.parts.map((run) => [run.id, run]));
    this.parts = layOut([...this.sources.values()], this.path);
    for (const run of this.parts) {
      if (sameSources(run, before.get(run.id))) continue;
      for (const { source } of run.parts) this.dirty.add(source);
    }
  }

  /** A run that has logged no metric yet is shown if its format says that it is a run, and not a stray file. */
  private countsWithoutSeries(parts: RunParts): boolean {
    return parts.parts.some(
      ({ source, raw }) =>
        source.claim.scope === "folder" &&
        (raw.params.size > 0 || raw.media.size > 0 || raw.facts.startedAt !== undefined),
    );
  }

  private visit(path: string, force: boolean): Folder | undefined {
    const before = this.folders.get(path);
    const stat = statOf(path);
    const identity = stat ? `${stat.dev}:${stat.ino}` : "";
    if (!stat?.isDirectory() || this.isKnownElsewhere(identity, path)) return undefined;
    const settled = before?.modifiedAt === stat.mtimeMs && Date.now() - stat.mtimeMs > settledAfter;
    if (before && settled && !force) return before;
    this.problemsAt.delete(path);
    const listed = list(path);
    if ("problem" in listed) {
      this.problemsAt.set(path, listed.problem);
      return undefined;
    }
    const sources = claimsIn(listed.listing)
      .filter(({ claim, format }) => claim.partOf === undefined || !this.sources.has(keyOf(format.id, claim.partOf)))
      .map(({ claim, format }) => this.open(claim, format));
    // A side file (hparams.yaml) may have come beside a log that itself has not changed.
    if (before && before.modifiedAt !== stat.mtimeMs) for (const key of sources) this.sources.get(key)?.lookAgain();
    for (const key of before?.sources ?? []) if (!sources.includes(key)) this.close(key);
    const entered = listed.listing.folders.filter(
      (name) => !this.excludes.has(relative(this.path, join(path, name)).split(sep).join("/")),
    );
    const folder: Folder = {
      modifiedAt: stat.mtimeMs,
      identity,
      folders: entered.filter((name) => !listed.links.has(name)).map((name) => join(path, name)),
      links: entered.filter((name) => listed.links.has(name)).map((name) => join(path, name)),
      sources,
    };
    this.folders.set(path, folder);
    this.pathOf.set(identity, path);
    return folder;
  }

  private isKnownElsewhere(identity: string, path: string): boolean {
    const known = this.pathOf.get(identity);
    return known !== undefined && known !== path && this.folders.has(known) && statOf(known) !== undefined;
  }

  /** The folder itself if it is known, else the nearest above it that is. */
  private nearestFolder(path: string): string | undefined {
    let place = path;
    while (!this.folders.has(place)) {
      if (place === this.path || !isWithin(place, this.path)) return undefined;
      place = dirname(place);
    }
    return place;
  }

  private open(claim: Claim, format: Format): string {
    const key = keyOf(format.id, claim.path);
    if (!this.sources.has(key)) {
      this.sources.set(key, new Source(claim, format));
      this.restructured = true;
    }
    return key;
  }

  private close(key: string): void {
    this.sources.delete(key);
    this.restructured = true;
  }

  /** Opens the files that the user added, and closes those that were taken back; what was found by itself stays. */
  private adopt(): void {
    for (const [path, key] of this.adopted) {
      if (this.added.includes(path)) continue;
      this.adopted.delete(path);
      this.problemsAt.delete(path);
      if (key !== undefined) this.close(key);
    }
    const found = new Set([...this.sources.values()].map(({ claim }) => claim.path));
    for (const path of this.added) {
      if (found.has(path)) continue;
      const adopted = adoptFile(path);
      this.problemsAt.delete(path);
      if ("reason" in adopted) this.problemsAt.set(path, adopted.reason);
      this.adopted.set(path, "claim" in adopted ? this.open(adopted.claim, adopted.format) : undefined);
    }
  }

  private forgetAll(path: string): void {
    for (const known of [...this.folders.keys()]) if (isWithin(known, path)) this.forget(known);
  }

  private forget(path: string): void {
    const folder = this.folders.get(path);
    for (const key of folder?.sources ?? []) this.close(key);
    if (folder && this.pathOf.get(folder.identity) === path) this.pathOf.delete(folder.identity);
    this.folders.delete(path);
    if (!statOf(path)) this.problemsAt.delete(path);
  }
}

function sameSources(run: RunParts, before: RunParts | undefined): boolean {
  return run.parts.length === before?.parts.length && run.parts.every(({ raw }, at) => raw === before.parts[at]!.raw);
}

function keyOf(format: string, path: string): string {
  return `${format} ${path}`;
}

function isWithin(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder + sep);
}

/** A run that counted as running may be stale by now. */
function mayHaveAged({ summary }: AssembledRun): boolean {
  return summary.status === "running";
}

function claimsIn(folder: Parameters<Format["claim"]>[0]): { claim: Claim; format: Format }[] {
  const heads = headsOf(folder.path);
  const taken = new Set<string>();
  const claims: { claim: Claim; format: Format }[] = [];
  for (const format of formats) {
    for (const claim of format.claim(folder, heads)) {
      if (taken.has(claim.path) && claim.path !== folder.path) continue;
      taken.add(claim.path);
      claims.push({ claim, format });
    }
  }
  return claims;
}
