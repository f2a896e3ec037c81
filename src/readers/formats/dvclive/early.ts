import { basename, dirname, join, relative, sep } from "node:path";
import { fileStat } from "../../parsing/files/stat";

const deepest = 8;

/** A table of DVCLive's before 1.0: the folder that it logged to, and the metric. */
export interface EarlyTable {
  readonly root: string;
  readonly tag: string;
}

/**
 * Before 1.0 there was a table for each metric in DVCLive's folder itself, later in "scalars" below it, and the latest
 * values in a file beside the folder, dvclive.json: this tells where it is. @param path absolute path of the table
 */
export function earlyTableOf(path: string): EarlyTable | undefined {
  let root = dirname(path);
  for (let level = 0; level < deepest; level++, root = dirname(root)) {
    if (basename(root) === "scalars" || !fileStat(`${root}.json`)) continue;
    const inner = relative(root, path).slice(0, -".tsv".length).split(sep);
    return { root, tag: (inner[0] === "scalars" ? inner.slice(1) : inner).join("/") };
  }
  return undefined;
}

/** The folder that DVCLive logged to, if a table is one of its early ones: "timestamp step train/loss", in train/loss.tsv. */
export function earlyRootOf(folder: string, file: string, header: readonly string[]): string | undefined {
  if (header.length !== 3 || header[0] !== "timestamp" || header[1] !== "step") return undefined;
  const table = earlyTableOf(join(folder, file));
  return table?.tag === header[2] ? table?.root : undefined;
}
