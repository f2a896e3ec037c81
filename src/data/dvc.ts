import { posix } from "node:path";
import { parseYaml } from "../readers/parsing/documents/yaml";
import type { DataItem } from "./look";

/** A file or folder whose hash DVC recorded: nothing of it has to be read. */
export type Recorded = Pick<DataItem, "path" | "bytes" | "hash"> & {
  /** Files in it, for a folder. */
  readonly files?: number;
};

const mostOuts = 1000;
/** What a stage depends on that is a program, not data. */
const code = /\.(?:py|pyi|ipynb|sh|ya?ml|toml|json|cfg)$/i;

/**
 * What a `NAME.dvc` or a `dvc.lock` records. Paths that lead out of the project are left out.
 * @param text the file's content
 * @param folder of the file, relative to the root, with forward slashes; "" for the root itself
 */
export function recordedIn(text: string, folder: string): Recorded[] {
  const parsed = parseYaml(text);
  if (!parsed.ok) return [];
  const document = fieldsOf(parsed.value);
  const stages = [...fieldsOf(document.get("stages")).values()].map(fieldsOf);
  const parts = stages.length > 0 ? stages : [document];
  const wdir = document.get("wdir");
  const entries = parts.flatMap((part) => [...listOf(part.get("outs")), ...listOf(part.get("deps"))].map(fieldsOf));
  const found = entries.flatMap((entry) => recorded(entry, folder, typeof wdir === "string" ? wdir : "") ?? []);
  return [...new Map(found.map((each) => [each.path, each])).values()].slice(0, mostOuts);
}

function recorded(entry: ReadonlyMap<unknown, unknown>, folder: string, wdir: string): Recorded | undefined {
  const [path, md5, size, files] = [entry.get("path"), entry.get("md5"), entry.get("size"), entry.get("nfiles")];
  if (typeof path !== "string" || typeof md5 !== "string" || code.test(path)) return undefined;
  const own = posix.normalize(posix.join(folder, wdir, path));
  if (posix.isAbsolute(path) || own.startsWith("..")) return undefined;
  return {
    path: own,
    bytes: typeof size === "number" ? size : 0,
    hash: `md5:${md5.slice(0, 64)}`,
    ...(typeof files === "number" && { files }),
  };
}

function fieldsOf(value: unknown): ReadonlyMap<unknown, unknown> {
  return value instanceof Map ? value : new Map<unknown, unknown>();
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
