import { join, posix } from "node:path";
import { isJsonObject, own, parsePythonJson, type JsonValue } from "../../parsing/documents/pythonJson";
import { readText } from "../../parsing/files/open";
import { fileStat } from "../../parsing/files/stat";
import { parseYaml } from "../../parsing/documents/yaml";

/** An entry of DVC's cache larger than this is no log: bytes. */
const largest = 16 * 1024 * 1024;
const mostFiles = 20_000;
const fileHash = /^[0-9a-f]{32}$/;
const folderHash = /^[0-9a-f]{32}\.dir$/;

/**
 * What a pipeline wrote and DVC keeps itself, outside of Git: an experiment's dvc.lock has its hash, and the cache on this
 * machine its content, if it is there. Source: dvc/stage/serialize.py, dvc_data/hashfile.
 */
export class CachedOuts {
  /** By their paths, relative to the project. */
  private readonly hashes: Map<string, string>;
  /** Absolute paths in the cache that were looked at, whether or not there was a file. */
  readonly asked = new Set<string>();

  /**
   * @param cache absolute path of the project's .dvc/cache
   * @param lock the text of dvc.lock
   */
  constructor(
    private readonly cache: string,
    lock: string,
  ) {
    this.hashes = hashesIn(lock);
  }

  /** The paths of the files kept below a folder, relative to it. */
  below(folder: string): readonly string[] {
    const start = `${folder}/`;
    this.openAbove(start);
    return [...this.hashes.keys()].filter((path) => path.startsWith(start)).map((path) => path.slice(start.length));
  }

  /** The text of a file, if the cache has it. */
  text(path: string): string | undefined {
    this.openAbove(path);
    const hash = this.hashes.get(path);
    return hash !== undefined && fileHash.test(hash) ? this.read(hash) : undefined;
  }

  /** Folders are opened when a path below them is asked for: most hold data. */
  private openAbove(path: string): void {
    for (const [folder, hash] of this.hashes) {
      if (folderHash.test(hash) && path.startsWith(`${folder}/`)) this.open(folder, hash);
    }
  }

  /** A folder is kept as a list of its files and their hashes. */
  private open(folder: string, hash: string): void {
    this.hashes.delete(folder);
    const parsed = parsePythonJson(this.read(hash) ?? "");
    const list: readonly JsonValue[] = parsed.ok && Array.isArray(parsed.value) ? parsed.value : [];
    for (const entry of list.slice(0, mostFiles).filter(isJsonObject)) {
      const [path, md5] = [own(entry, "relpath"), own(entry, "md5")];
      if (typeof path === "string" && typeof md5 === "string") this.hashes.set(posix.join(folder, path), md5);
    }
  }

  /** DVC 3 keeps files below files/md5, DVC 2 in the cache itself. */
  private read(hash: string): string | undefined {
    for (const place of [join("files", "md5"), ""]) {
      const path = join(this.cache, place, hash.slice(0, 2), hash.slice(2));
      this.asked.add(path);
      const stat = fileStat(path);
      if (!stat || stat.size > largest) continue;
      try {
        return readText(path, largest);
      } catch {
        return undefined;
      }
    }
    return undefined;
  }
}

function hashesIn(lock: string): Map<string, string> {
  const parsed = parseYaml(lock);
  const stages =
    parsed.ok && parsed.value instanceof Map ? (parsed.value as Map<unknown, unknown>).get("stages") : undefined;
  const hashes = new Map<string, string>();
  for (const stage of stages instanceof Map ? stages.values() : []) {
    const outs: unknown = stage instanceof Map ? stage.get("outs") : undefined;
    for (const out of Array.isArray(outs) ? (outs as readonly unknown[]) : []) {
      if (!(out instanceof Map)) continue;
      const path: unknown = out.get("path");
      const hash: unknown = out.get("md5");
      if (typeof path === "string" && typeof hash === "string") hashes.set(posix.normalize(path), hash);
    }
  }
  return hashes;
}
