import { homedir } from "node:os";
import { join } from "node:path";
import { formats } from "../readers/registry";
import { diskOf } from "./disk";

/** A cache that a tool keeps for all projects of a user, and the tool's own command that empties it of what is not used. */
export interface Cache {
  readonly tool: string;
  /** Absolute path. */
  readonly folder: string;
  readonly bytes: number;
  /** Words of a command line. */
  readonly command: readonly string[];
}

/** Below this nobody minds: bytes. */
const least = 100 * 2 ** 20;

/** The first cache of a tool that is worth a word. Other projects use it, too: it is never touched by us. */
export async function largeCache(env: NodeJS.ProcessEnv = process.env, home = homedir()): Promise<Cache | undefined> {
  for (const { title, cache } of formats) {
    if (!cache) continue;
    const folder = cache.folderOf(env, home);
    const nobody = { sources: new Set<string>(), known: new Set<string>(), foreign: new Set<string>() };
    const { bytes } = await diskOf(join(folder, cache.below), nobody);
    if (bytes >= least) return { tool: title, folder, bytes, command: cache.command };
  }
  return undefined;
}
