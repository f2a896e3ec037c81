import { readdir, readFile, readlink } from "node:fs/promises";
import { join } from "node:path";
import { isWithin } from "../util/paths";

/**
 * The files below some folders that processes of this machine have open for writing, and the folders in which they work, as far as the
 * system tells: on Linux, of the user's own. A training whose log is silent, or says that it ended, is seen by this.
 * @param roots absolute paths @param proc where the system tells of processes @returns absolute paths
 */
export async function openPaths(roots: readonly string[], proc = "/proc"): Promise<readonly string[]> {
  const pids = (await readdir(proc).catch((): string[] => [])).filter((name) => /^\d+$/.test(name));
  const found = new Set<string>();
  for (const pid of pids) {
    if (Number(pid) === process.pid) continue;
    const place = join(proc, pid);
    const cwd = await readlink(join(place, "cwd")).catch(() => undefined);
    if (cwd !== undefined && isBelow(cwd, roots)) found.add(cwd);
    for (const file of await readdir(join(place, "fd")).catch((): string[] => [])) {
      const path = await readlink(join(place, "fd", file)).catch(() => undefined);
      if (path !== undefined && isBelow(path, roots) && (await isWritten(place, file))) found.add(path);
    }
  }
  return [...found];
}

function isBelow(path: string, roots: readonly string[]): boolean {
  return roots.some((root) => isWithin(path, root));
}

/** The flags are open(2)'s, in octal: the last two bits say how it was opened, 0 is for reading only. */
async function isWritten(place: string, file: string): Promise<boolean> {
  const text = await readFile(join(place, "fdinfo", file), "utf8").catch(() => "");
  const flags = /^flags:\s*([0-7]+)/m.exec(text)?.[1];
  return flags === undefined || (parseInt(flags, 8) & 3) !== 0;
}
