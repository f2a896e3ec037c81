import { posix } from "node:path";
import type { GitFiles } from "../../parsing/git/files";
import { CachedOuts } from "./cachedOuts";

/** The files of a project as they were in one commit: Git's, and those that DVC keeps in its cache. Paths are relative to the project. */
export class ProjectFiles {
  private readonly outs: CachedOuts | undefined;

  /**
   * @param tree of the project's folder in the commit
   * @param cache absolute path of the project's .dvc/cache
   */
  constructor(
    readonly git: GitFiles,
    readonly tree: string,
    cache: string,
  ) {
    const lock = this.text("dvc.lock");
    if (lock !== undefined && typeof lock !== "string") this.outs = new CachedOuts(cache, lock.text);
  }

  /** Absolute paths of what was looked for in the cache, whether or not it was there. */
  get asked(): Iterable<string> {
    return this.outs?.asked ?? [];
  }

  /** The text of a file, or why it cannot be had; undefined if there is none. */
  text(path: string): { readonly text: string } | string | undefined {
    const entry = this.git.find(this.tree, path);
    if (entry?.kind === "file") return this.git.text(entry.id);
    const cached = this.outs?.text(posix.normalize(path));
    this.git.used += cached?.length ?? 0;
    return cached === undefined ? undefined : { text: cached };
  }

  /** The paths of the files below a folder, relative to it. */
  below(folder: string): readonly string[] {
    const entry = this.git.find(this.tree, folder);
    const committed = entry?.kind === "folder" ? [...this.git.below(entry.id)].map(([path]) => path) : [];
    return [...new Set([...committed, ...(this.outs?.below(posix.normalize(folder)) ?? [])])];
  }
}
