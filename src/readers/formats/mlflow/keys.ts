import { readdirSync } from "node:fs";
import { join } from "node:path";

/** Metrics, params and tags of one run beyond this many are passed over: 12 000 is the most that anyone has complained of. */
const mostKeys = 20_000;

/** Keys with slashes are folders within folders. */
const deepest = 16;

/** Every file below a folder, its path as a key: with slashes, on every system. Links are passed over. */
export function keysBelow(folder: string): readonly string[] {
  const keys: string[] = [];
  const walk = (path: string, prefix: string, depth: number) => {
    for (const entry of entriesOf(path)) {
      if (keys.length >= mostKeys) return;
      if (entry.isFile()) keys.push(prefix + entry.name);
      else if (entry.isDirectory() && depth < deepest)
        walk(join(path, entry.name), `${prefix}${entry.name}/`, depth + 1);
    }
  };
  walk(folder, "", 0);
  return keys;
}

function entriesOf(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    // A run may have no metrics, params or tags yet; Git does not keep empty folders.
    return [];
  }
}
