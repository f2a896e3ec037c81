import { access, copyFile, mkdir } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { HumanError, messageOf } from "../../util/errors";
import { t } from "../../util/text";
import { keptPatch, readSnapshot, type Snapshot } from "./capture";
import { gitBytes, gitList, gitText } from "./git";

/** Code as a launch ran it, in a git worktree of its own. */
export interface Restored {
  /** Absolute path. */
  readonly folder: string;
  readonly snapshot: Snapshot;
  /** Files that are not as they were: behind a filter (git LFS), so that they stay pointers. */
  readonly pointers: readonly string[];
}

/**
 * Brings back the code of a launch, beside the working tree, which stays as it is: the commit as a worktree, the patch applied, the
 * untracked files put back. What git ignores is not part of it. Brought back once; later calls give the same folder.
 * @param kept where `capture` kept it
 * @param into a folder of its own, which is made; in it the worktree is called as the repository's folder, which is what its window is called
 * @throws HumanError if it was not kept, or git cannot bring it back
 */
export async function restore(kept: string, into: string): Promise<Restored> {
  const snapshot = await readSnapshot(kept);
  if (!snapshot)
    throw new HumanError(t("The code of this launch was not kept: it was in no git repository with a commit."));
  if (snapshot.left.includes("patch.diff")) {
    throw new HumanError(
      t(
        "The code of this launch cannot be restored: its uncommitted changes were too large to keep, or held a secret.",
      ),
    );
  }
  const folder = join(into, basename(snapshot.top));
  try {
    if (!(await exists(folder))) await build(kept, folder, snapshot);
    return { folder, snapshot, pointers: await filtered(folder) };
  } catch (error) {
    if (error instanceof HumanError) throw error;
    throw new HumanError(t("git could not restore the code of this launch: {problem}", { problem: messageOf(error) }));
  }
}

async function build(kept: string, folder: string, { top, commit, untracked }: Snapshot): Promise<void> {
  await mkdir(dirname(folder), { recursive: true });
  await gitText(top, "worktree", "prune"); // of folders that were thrown away
  await gitBytes(top, ["worktree", "add", "--detach", folder, commit]);
  try {
    const patch = await keptPatch(kept);
    if (patch !== undefined) await gitText(folder, "apply", "--binary", "--whitespace=nowarn", patch);
    for (const file of untracked) {
      await mkdir(dirname(join(folder, file)), { recursive: true });
      await copyFile(join(kept, "untracked", file), join(folder, file));
    }
  } catch (error) {
    await gitText(top, "worktree", "remove", "--force", folder).catch(() => undefined); // half of it would be taken for all
    throw error;
  }
}

/** Tracked files that go through a filter on their way to disk. */
async function filtered(folder: string): Promise<readonly string[]> {
  const files = (await gitList(folder, "ls-files", "-z")).slice(0, 20_000);
  const found: string[] = [];
  for (let at = 0; at < files.length; at += 500) {
    const told = await gitList(folder, "check-attr", "-z", "filter", "--", ...files.slice(at, at + 500));
    for (let item = 0; item + 2 < told.length; item += 3) {
      const [file, , value] = told.slice(item, item + 3);
      if (file !== undefined && value !== "unspecified" && value !== "unset") found.push(file);
    }
  }
  return found;
}

/**
 * Files that differ between the code of a launch and the working tree as it is, relative to the repository's folder.
 * @throws HumanError as `restore`
 */
export async function changedSince({ folder, snapshot }: Restored): Promise<readonly string[]> {
  const { top, commit, untracked } = snapshot;
  const [now, then, others] = await Promise.all([
    gitList(top, "diff", "--name-only", "--no-renames", "--ignore-submodules=all", "-z", commit, "--"),
    gitList(folder, "diff", "--name-only", "--no-renames", "--ignore-submodules=all", "-z", commit, "--"),
    gitList(top, "ls-files", "--others", "--exclude-standard", "-z"),
  ]);
  const candidates = [...new Set([...now, ...then, ...others, ...untracked])].sort();
  const differing: string[] = [];
  for (const file of candidates) if (!(await isSame(join(top, file), join(folder, file), top))) differing.push(file);
  return differing;
}

/** Compared by git's own hash, so that nothing is read here. */
async function isSame(a: string, b: string, top: string): Promise<boolean> {
  const hash = (path: string) => gitText(top, "hash-object", "--no-filters", "--", path).catch(() => "");
  const [first, second] = await Promise.all([hash(a), hash(b)]);
  return first === second;
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
