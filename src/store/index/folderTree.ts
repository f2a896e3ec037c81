import { basename, dirname, join, relative, sep } from "node:path";
import type { FolderListing } from "../../readers/format";
import { isWithin } from "../../util/paths";
import { isNoise, type Excludes } from "./excludes";
import type { Irregular } from "./entries";
import type { Links, NotFollowed } from "./links";
import { list, statOf } from "./listing";
import { t } from "../../util/text";

/** The most folders of one workspace folder that are looked into, and how deep. */
const mostFolders = 100_000;
const deepest = 20;

function tooMany(): string {
  return t("Only the first {count} folders were searched. Exclude some with the setting {setting}.", {
    count: mostFolders,
    setting: "lossline.discovery.exclude",
  });
}

function onlyFirst(count: number, cut: number): string {
  return t("only the first {count} of its files were looked at, and {cut} were not", { count, cut });
}

/** A folder that changed longer ago than this holds no log that is still too short to be recognised, in milliseconds. */
const settledAfter = 10 * 60 * 1000;

/** What a folder turned out to hold. */
export interface Found {
  /** A file that may be recognised once it has grown: the folder is to be looked at again for a while. */
  readonly mayGrow: boolean;
  /** A run that has all that is below it to itself: the folders in it are not looked into. */
  readonly sealed: boolean;
}

/** A folder that was not looked into. */
export interface Skipped {
  /** Absolute. */
  readonly path: string;
  readonly reason: string;
}

/** Is told what the tree finds. */
export interface FolderVisitor {
  /**
   * A folder is new, or is to be looked at again.
   * @param changed its entries are others than at the last look
   * @param modifiedAt when they last changed, in unix milliseconds
   */
  found(listing: FolderListing, changed: boolean, modifiedAt: number): Found;
  /** A folder is gone, or cannot be read any more. @param path absolute */
  lost(path: string): void;
}

interface Folder {
  readonly modifiedAt: number;
  /** Device and inode: the same for two ways to one folder. */
  readonly identity: string;
  /** Absolute paths of the folders to look into, and of those that are symbolic links. */
  readonly folders: readonly string[];
  readonly links: readonly string[];
  readonly mayGrow: boolean;
  readonly skipped: readonly Skipped[];
  readonly notFollowed: readonly NotFollowed[];
  readonly irregular: readonly Irregular[];
}

const nothing: Found = { mayGrow: false, sealed: false };

/** The folders below a workspace folder, each looked into again only when its entries changed. */
export class FolderTree {
  /** Why a folder could not be looked into, by its path. */
  readonly problems = new Map<string, string>();
  private readonly folders = new Map<string, Folder>();
  /** By identity, the path under which a folder is known: a second way to it is not taken. */
  private readonly pathOf = new Map<string, string>();

  constructor(
    readonly path: string,
    private readonly excludes: Excludes,
    private readonly followed: Links,
    private readonly visitor: FolderVisitor,
  ) {}

  /**
   * Looks into every folder at and below `from` whose entries changed since the last look, or into all of them. Links come
   * after the rest, so that a run is known by its real place. Pauses after every folder.
   */
  *discover(all: boolean, from = this.path): Generator<void> {
    if (from === this.path && !statOf(from)?.isDirectory()) this.problems.set(from, t("The folder does not exist."));
    const reached = new Set<string>();
    let links: string[] = [];
    for (let queue = [from]; queue.length > 0;) {
      for (const path of queue) {
        const folder = reached.size < mostFolders ? this.visit(path, all || path === from) : undefined;
        if (!folder) continue;
        reached.add(path);
        for (const below of folder.folders) queue.push(below); // more than may be arguments of one call
        for (const below of folder.links) links.push(below);
        yield;
      }
      queue = links;
      links = [];
    }
    for (const path of this.folders.keys()) if (isWithin(path, from) && !reached.has(path)) this.forget(path);
    if (reached.size >= mostFolders) this.problems.set(from, tooMany());
  }

  /** The folder was looked into. */
  knows(path: string): boolean {
    return this.folders.has(path);
  }

  /** Looks into every folder at and below a path whose entries changed. */
  *lookBelow(path: string): Generator<void> {
    const place = this.nearest(path);
    if (place !== undefined) yield* this.discover(false, place);
  }

  /** Looks again at the nearest known folder at or above a path, and into those of its folders that are new. */
  *revisit(path: string): Generator<void> {
    const place = this.nearest(path);
    if (place === undefined) return;
    const below = (folder: Folder | undefined) => [...(folder?.folders ?? []), ...(folder?.links ?? [])];
    const before = below(this.folders.get(place));
    const folder = this.visit(place, true);
    const now = below(folder);
    if (!folder) this.forgetAll(place);
    for (const child of before) if (!now.includes(child)) this.forgetAll(child);
    for (const child of now) if (!before.includes(child)) yield* this.discover(false, child);
  }

  /** The folders that were not looked into. */
  get skipped(): Skipped[] {
    return [...this.folders.values()].flatMap(({ skipped }) => skipped);
  }

  /** Links that were not followed. */
  get notFollowed(): NotFollowed[] {
    return [...this.folders.values()].flatMap(({ notFollowed }) => notFollowed);
  }

  /** What stands where a log could, and is no file. */
  get irregular(): Irregular[] {
    return [...this.folders.values()].flatMap(({ irregular }) => irregular);
  }

  private nearest(path: string): string | undefined {
    let place = path;
    while (!this.folders.has(place)) {
      if (place === this.path || !isWithin(place, this.path)) return undefined;
      place = dirname(place);
    }
    return place;
  }

  private visit(path: string, force: boolean): Folder | undefined {
    const before = this.folders.get(path);
    const stat = statOf(path);
    const identity = stat ? `${stat.dev}:${stat.ino}` : "";
    if (!stat?.isDirectory() || this.isKnownElsewhere(identity, path)) return undefined;
    const changed = before?.modifiedAt !== stat.mtimeMs;
    const settled = !before?.mayGrow || Date.now() - stat.mtimeMs > settledAfter;
    if (before && !changed && !force && settled) return before;
    this.problems.delete(path);
    const listed = list(path, this.followed);
    if ("problem" in listed) {
      this.problems.set(path, listed.problem);
      return undefined;
    }
    const { listing, links, notFollowed, irregular, cut } = listed;
    const isLogs = path === this.path || !isNoise(listing);
    const { mayGrow, sealed } = isLogs ? this.visitor.found(listing, changed, stat.mtimeMs) : nothing;
    const { entered, skipped } = sealed ? { entered: [], skipped: [] } : this.sift(path, listing.folders, isLogs);
    const paths = (names: readonly string[]) => names.map((name) => join(path, name));
    const folder: Folder = {
      modifiedAt: stat.mtimeMs,
      identity,
      folders: paths(entered.filter((name) => !links.has(name))),
      links: paths(entered.filter((name) => links.has(name))),
      mayGrow,
      skipped: cut > 0 ? [...skipped, { path, reason: onlyFirst(listing.files.length, cut) }] : skipped,
      notFollowed: isLogs && !sealed ? notFollowed : [],
      irregular: isLogs && !sealed ? irregular : [],
    };
    this.folders.set(path, folder);
    this.pathOf.set(identity, path);
    return folder;
  }

  /** Which of a folder's folders to look into, and why not into the others. */
  private sift(path: string, names: readonly string[], isLogs: boolean) {
    if (!isLogs) return { entered: [], skipped: [{ path, reason: t("an environment or a cache") }] };
    if (path.split(sep).length - this.path.split(sep).length >= deepest) {
      return {
        entered: [],
        skipped: names.length > 0 ? [{ path, reason: t("more than {count} folders deep", { count: deepest }) }] : [],
      };
    }
    const parent = basename(path);
    const entered: string[] = [];
    const skipped: Skipped[] = [];
    for (const name of names) {
      const reason = this.excludes.reason(name, parent, () => this.relative(join(path, name)));
      if (reason === undefined) entered.push(name);
      else skipped.push({ path: join(path, name), reason });
    }
    return { entered, skipped };
  }

  private relative(path: string): string {
    return relative(this.path, path).split(sep).join("/");
  }

  private isKnownElsewhere(identity: string, path: string): boolean {
    const known = this.pathOf.get(identity);
    return known !== undefined && known !== path && this.folders.has(known) && statOf(known) !== undefined;
  }

  private forgetAll(path: string): void {
    for (const known of [...this.folders.keys()]) if (isWithin(known, path)) this.forget(known);
  }

  private forget(path: string): void {
    const folder = this.folders.get(path);
    if (folder && this.pathOf.get(folder.identity) === path) this.pathOf.delete(folder.identity);
    this.folders.delete(path);
    if (!statOf(path)) this.problems.delete(path);
    this.visitor.lost(path);
  }
}
