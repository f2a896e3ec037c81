import { homedir } from "node:os";
import { join } from "node:path";
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

/**
 * W&B's cache of artifacts, if it is worth a word. Other projects use it, and what of it is in use only W&B knows: it is never touched by us.
 * Where it lies: docs.wandb.ai, "Environment variables".
 */
export async function wandbCache(env: NodeJS.ProcessEnv = process.env, home = homedir()): Promise<Cache | undefined> {
  const folder = env["WANDB_CACHE_DIR"] ?? join(home, ".cache", "wandb");
  const disk = await diskOf(join(folder, "artifacts"), { sources: new Set(), known: new Set(), foreign: new Set() });
  const command = ["wandb", "artifact", "cache", "cleanup", "1GB"];
  return disk.bytes < least ? undefined : { tool: "Weights & Biases", folder, bytes: disk.bytes, command };
}
