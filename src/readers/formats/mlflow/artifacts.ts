import { extname, join, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";
import type { Logged, RecordRef } from "../../../shared/records";
import { isWithin } from "../../../util/paths";
import type { RawRun } from "../../raw";
import { keysBelow } from "./keys";

/** What can be shown of artifacts, by the ends of their names. Models and all else are passed over. */
const kinds = new Map([
  ...[".png", ".jpg", ".jpeg", ".gif", ".webp", ".bmp", ".svg"].map((end) => [end, "image"] as const),
  ...[".csv", ".tsv"].map((end) => [end, "table"] as const),
  ...[".txt", ".md", ".log", ".yaml", ".yml", ".html"].map((end) => [end, "text"] as const),
  ...[".wav", ".mp3", ".ogg", ".flac"].map((end) => [end, "audio"] as const),
  ...[".mp4", ".webm"].map((end) => [end, "video"] as const),
  [".json", "json"] as const,
]);

/**
 * log_image(image, key, step) writes images/KEY%step%N%timestamp%MS%UUID.png, since 2.13 with + for %, and the slashes of
 * the key as # or ~; beside it the same once more, compressed (mlflow/tracking/client.py).
 */
const stepped = /^images\/([^/]{1,500})[%+]step[%+](\d{1,15})[%+]timestamp[%+](\d{1,15})[%+][^/%+~]{1,64}(.{0,32})$/;

/** The artifacts of one run: files that are noted, not read. */
export class Artifacts {
  private readonly known = new Set<string>();

  /** @param folder absolute path */
  constructor(private readonly folder: string) {}

  /** Notes what came since the last look, in the order of steps. */
  look(records: RawRun["records"]): void {
    const fresh = keysBelow(this.folder).filter((key) => !this.known.has(key));
    const refs = fresh.flatMap((key) => this.refOf(key) ?? []);
    for (const key of fresh) this.known.add(key);
    refs.sort((one, other) => one.step - other.step);
    for (const ref of refs) records.add(ref);
  }

  private refOf(key: string): RecordRef | undefined {
    const kind = kinds.get(extname(key).toLowerCase());
    const logged = kind === undefined ? undefined : loggedAs(key, kind);
    return logged && { ...logged, file: join(this.folder, key), place: { within: this.folder } };
  }
}

/** Undefined for the compressed copy of an image that is there itself. */
function loggedAs(key: string, kind: string): Logged | undefined {
  const [, name, step, time, rest] = stepped.exec(key) ?? [];
  if (name === undefined) return { tag: key, kind, step: 0 };
  if (rest?.includes("compressed")) return undefined;
  return { tag: name.replace(/[#~]/g, "/"), kind, step: Number(step), wall: Number(time) / 1000 };
}

/**
 * The folder of a run's artifacts beside a database, or below; a store may name any place, and no other is looked into.
 * @param uri as the store has it: a path, or file://
 * @param base absolute path of the database's folder
 */
export function artifactFolder(uri: string, run: string, base: string): string | undefined {
  const folder = localFolder(uri, base);
  if (folder === undefined || isWithin(folder, base)) return folder;
  const moved = folder.split(sep).slice(-4); // STORE/EXPERIMENT/RUN/artifacts: the database was moved with its artifacts
  return moved.at(-2) === run ? join(base, ...moved) : undefined;
}

/** Undefined for a store elsewhere. */
function localFolder(uri: string, base: string): string | undefined {
  try {
    if (uri.startsWith("file:")) return fileURLToPath(uri);
  } catch {
    return undefined; // of another machine
  }
  const isElsewhere = uri === "" || uri.includes("\0") || /^[a-z][\w+.-]{1,30}:\//i.test(uri);
  return isElsewhere ? undefined : resolve(base, uri);
}
