import { gitInfo } from "./git";
import { quietGit } from "./quietGit";

/** What of the code is not where others see it. */
export interface LeftHanging {
  readonly isDirty: boolean;
  /** Commits of the branch that is checked out that no remote branch has; 0 where there is no remote. */
  readonly unpushed: number;
}

/** Never fails. For trusted workspaces only. */
export async function leftHanging(folder: string): Promise<LeftHanging> {
  const info = await gitInfo(folder);
  if (!info) return { isDirty: false, unpushed: 0 };
  try {
    const git = await quietGit(folder);
    const remotes = (await git.raw("remote")).trim();
    const count = remotes === "" ? 0 : Number(await git.raw("rev-list", "--count", "HEAD", "--not", "--remotes", "--"));
    return { isDirty: info.dirty ?? false, unpushed: count };
  } catch {
    return { isDirty: info.dirty ?? false, unpushed: 0 };
  }
}
