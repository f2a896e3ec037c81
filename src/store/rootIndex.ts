import { join, relative, sep } from "node:path";
import type { Claim, Format } from "../readers/format";
import { adoptFile, formats } from "../readers/registry";
import { layOut } from "../runs/layout";
import type { RunParts } from "../runs/source";
import { assemble, type AssembledRun } from "../runs/summary";
import type { Problem } from "../shared/run";
import { Excludes } from "./excludes";
import { list, statOf } from "./listing";
import type { RootOptions } from "./protocol";
import { headsOf, Source } from "./source";

/** The most folders of one workspace folder that are looked into, and how deep. */
const mostFolders = 100_000;
const deepest = 20;

/** Bytes read of one source before others have their turn. */
const budget = 16 * 1024 * 1024;

/** A folder changed as lately as this may hold a log that was still too short to be recognised. */
const settledAfter = 10 * 60 * 1000;

interface Folder {
  readonly modifiedAt: number;
  /** Device and inode: the same for two ways to one folder. */
  readonly identity: string;
  readonly folders: readonly string[];
  /** Keys into `sources`. */
  readonly sources: readonly string[];
}

/**
 * Every run below one workspace folder. All work is in generators that pause often, so that the worker can answer in
 * between; whoever runs one to its end has a consistent index.
 */
export class RootIndex {
  readonly path: string;
  runs: ReadonlyMap<string, AssembledRun> = new Map();
  private readonly folders = new Map<string, Folder>();
  private readonly sources = new Map<string, Source>();
  private readonly problemsAt = new Map<string, string>();
  private readonly excludes: Excludes;
  private readonly dirty = new Set<Source>();
  private parts: readonly RunParts[] = [];
  private shape = "";

  constructor(readonly options: RootOptions) {
    this.path = options.path;
    this.excludes = new Excludes(options.exclude);
  }

  /** Looks into every folder whose entries changed since the last look, or into all of them. */
  *discover(all: boolean): Generator<void> {
    const identities = new Set<string>();
    const queue: { path: string; depth: number }[] = [{ path: this.path, depth: 0 }];
    const reached = new Set<string>();
    for (let at = 0; at < queue.length; at++) {
      const { path, depth } = queue[at]!;
      if (reached.size >= mostFolders) {
        this.problemsAt.set(
          this.path,
          `Only the first ${mostFolders} folders were searched. Leave some out with the setting lossline.discovery.exclude.`,
        );
        break;
      }
      const folder = this.visit(path, identities, all);
      if (!folder) continue;
      reached.add(path);
      if (depth < deepest) for (const child of folder.folders) queue.push({ path: child, depth: depth + 1 });
      yield;
    }
    for (const path of this.folders.keys()) if (!reached.has(path)) this.forget(path);
    this.adopt();
  }

  /** Reads what is due. @param only if given, only sources that it accepts */
  *read(only: (source: Source) => boolean = () => true): Generator<void> {
    for (const source of this.sources.values()) {
      if (!only(source) || !source.isDue) continue;
      this.dirty.add(source);
      while (source.read(budget)) yield;
      yield;
    }
  }

  /** Puts runs together anew where their sources changed. Returns the ids that are different and those that are gone. */
  update(now: number): { changed: string[]; removed: string[] } {
    this.layOutIfNeeded();
    const runs = new Map<string, AssembledRun>();
    const changed: string[] = [];
    for (const parts of this.parts) {
      const before = this.runs.get(parts.id);
      const isDirty = parts.parts.some(({ source }) => this.dirty.has(source as Source));
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
    for (const { claim, problem } of this.sources.values()) {
      if (problem !== undefined) found.push({ path: claim.path, root: this.path, message: problem });
    }
    return found;
  }

  private layOutIfNeeded(): void {
    // Which tags a source has can decide where it belongs (add_scalars), so they are part of the shape.
    const shape = [...this.sources]
      .map(
        ([key, { raw }]) =>
          `${key} ${[...raw.runs.values()].map((run) => `${run.nativeId}:${run.series.size}`).join()}`,
      )
      .join("\n");
    if (shape === this.shape) return;
    this.shape = shape;
    this.parts = layOut([...this.sources.values()], this.path);
    for (const { parts } of this.parts) for (const { source } of parts) this.dirty.add(source as Source);
  }

  /** A run that has logged no metric yet is shown if its format says that it is a run, and not a stray file. */
  private countsWithoutSeries(parts: RunParts): boolean {
    return parts.parts.some(
      ({ source, raw }) =>
        source.claim.scope === "folder" &&
        (raw.params.size > 0 || raw.media.size > 0 || raw.facts.startedAt !== undefined),
    );
  }

  private visit(path: string, identities: Set<string>, all: boolean): Folder | undefined {
    const before = this.folders.get(path);
    const stat = statOf(path);
    const identity = stat ? `${stat.dev}:${stat.ino}` : "";
    if (!stat?.isDirectory() || identities.has(identity)) return undefined;
    identities.add(identity);
    const settled = before?.modifiedAt === stat.mtimeMs && Date.now() - stat.mtimeMs > settledAfter;
    if (before && settled && !all) return before;
    this.problemsAt.delete(path);
    const listed = list(path);
    if ("problem" in listed) {
      this.problemsAt.set(path, listed.problem);
      return undefined;
    }
    const claims = claimsIn(listed);
    const folders = listed.folders
      .map((name) => join(path, name))
      .filter((child) => !this.excludes.has(relative(this.path, child).split(sep).join("/")));
    const sources = claims.map(({ claim, format }) => this.open(claim, format));
    for (const key of before?.sources ?? []) if (!sources.includes(key)) this.drop(key);
    const folder = { modifiedAt: stat.mtimeMs, identity, folders, sources };
    this.folders.set(path, folder);
    return folder;
  }

  private open(claim: Claim, format: Format): string {
    const key = `${format.id} ${claim.path}`;
    if (!this.sources.has(key)) this.sources.set(key, new Source(claim, format));
    return key;
  }

  /** Opens the files that the user added; what was found by itself already stays as it is. */
  private adopt(): void {
    const found = new Set([...this.sources.values()].map(({ claim }) => claim.path));
    for (const path of this.options.added) {
      if (found.has(path)) continue;
      const adopted = adoptFile(path);
      if ("reason" in adopted) this.problemsAt.set(path, adopted.reason);
      else this.open(adopted.claim, adopted.format);
    }
  }

  private forget(path: string): void {
    for (const key of this.folders.get(path)?.sources ?? []) this.drop(key);
    this.folders.delete(path);
    this.problemsAt.delete(path);
  }

  private drop(key: string): void {
    this.sources.delete(key);
  }
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
