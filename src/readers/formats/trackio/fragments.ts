import { readdirSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import type { FolderListing, HeadReader, ReadOutcome, SourceReader } from "../../format";
import { isJsonObject, membersIn, own } from "../../parsing/documents/pythonJson";
import { numberAt, objectAt, textAt } from "../../parsing/documents/tree";
import { checkOfBytes } from "../../parsing/files/check";
import { readText } from "../../parsing/files/open";
import { fileStat, stampOf } from "../../parsing/files/stat";
import { rowIn } from "../../parsing/lines/jsonLinesReader";
import { systemProblem } from "../../parsing/lines/lines";
import { timeOf } from "../../parsing/sqlite/values";
import type { RawSource } from "../../raw";
import { once } from "../../../util/once";
import { takeConfiguration, takeValues, type Locate } from "./values";

/** Above the folders of the writers, one for each process. */
const inbox = "inbox";
const fragmentName = /^\d{8}\.jsonl$/;
const glanceBytes = 4096;
const largest = 64 * 1024 * 1024;
/** Fragments taken in one pass: most are small. */
const mostAtOnce = 500;
/** So many of the newest fragments are watched: one that is copied may be seen half-written. */
const mostWatched = 50;
/** What else stands in fragments, and is no metric of the training's own. */
const otherKinds = new Set(["system_metric", "alert"]);

/** The fragments among a folder's files, where it is that of a writer in an inbox. */
export function fragmentsIn({ path, files }: FolderListing, heads: HeadReader): readonly string[] {
  if (basename(dirname(path)) !== inbox) return [];
  const names = files.filter((file) => fragmentName.test(file)).sort();
  const first = rowIn(
    heads
      .head(names[0] ?? "", glanceBytes)
      ?.toString("utf8")
      .split("\n", 1)[0] ?? "",
  );
  return first !== undefined && typeof own(first, "kind") === "string" && Object.hasOwn(first, "project") ? names : [];
}

/** Whether a path is that of a fragment. */
export function isFragment(path: string): boolean {
  return fragmentName.test(basename(path));
}

/**
 * Reads all fragments of one writer, by way of the first of them that is there: where a database would not be safe, as on
 * network file systems, trackio writes each batch of rows as a file, and removes it once a dashboard took it over. Source:
 * trackio/fragments.py.
 */
export class FragmentsReader implements SourceReader {
  readonly warnings: readonly string[] = [];
  private readonly folder: string;
  /** Fragments that were taken, each with how it was then. */
  private taken = new Map<string, string>();

  constructor(private readonly path: string) {
    this.folder = dirname(path);
  }

  get files(): readonly string[] {
    return [this.path, ...this.newest()];
  }

  get alsoWatched(): readonly string[] {
    return [this.folder];
  }

  read(into: RawSource): ReadOutcome {
    const names = this.names();
    const isFirst = names[0] === basename(this.path);
    if (!isFirst || this.newest().some((path) => this.taken.get(basename(path)) !== stampOf(fileStat(path)))) {
      into.clear();
      this.taken = new Map();
    }
    if (!isFirst) return { state: "idle" }; // another one tells them all
    const due = names.filter((name) => !this.taken.has(name));
    for (const name of due.slice(0, mostAtOnce)) {
      const path = join(this.folder, name);
      const stamp = stampOf(fileStat(path));
      const problem = this.take(path, into);
      if (problem !== undefined) return { state: "broken", reason: problem };
      this.taken.set(name, stamp);
    }
    return { state: due.length > mostAtOnce ? "more" : "idle" };
  }

  /** Absolute paths of the fragments that were taken last. */
  private newest(): readonly string[] {
    return [...this.taken.keys()].slice(-mostWatched).map((name) => join(this.folder, name));
  }

  private names(): readonly string[] {
    try {
      return readdirSync(this.folder)
        .filter((name) => fragmentName.test(name))
        .sort();
    } catch {
      return [];
    }
  }

  /** Fragments that trackio itself wrote are whole once they are there. @returns why it cannot be read */
  private take(path: string, into: RawSource): string | undefined {
    let text: string;
    try {
      text = readText(path, largest);
    } catch (error) {
      return systemProblem(error);
    }
    let offset = 0;
    for (const line of text.split("\n")) {
      const isTaken = line.trim() === "" || this.takeLine(line, into, { path, offset });
      if (!isTaken) into.leftOut.add({ path, unit: "line", cause: "form" });
      offset += Buffer.byteLength(line) + 1;
    }
    return undefined;
  }

  private takeLine(line: string, into: RawSource, at: { path: string; offset: number }): boolean {
    const row = rowIn(line);
    const kind = row && textAt(row, "kind");
    const name = row && textAt(row, "run");
    if (!row || kind === undefined || name === undefined) return false;
    if (otherKinds.has(kind)) return true;
    const step = numberAt(row, "step");
    if (kind !== "metric" || step === undefined) return false;
    const run = into.run(textAt(row, "run_id") ?? name);
    run.facts.name = name;
    const project = textAt(row, "project");
    if (project !== undefined) run.facts.group ??= project;
    const config = own(row, "config");
    if (isJsonObject(config)) takeConfiguration(run, config);
    const time = timeOf(textAt(row, "timestamp"), "Z");
    const place = { path: at.path, step, wall: time === undefined ? undefined : time / 1000 };
    takeValues(run, objectAt(row, "metrics"), place, join(dirname(dirname(this.folder)), "media"), valuesIn(line, at));
    return true;
  }
}

/** Where the values of a line's metrics stand. @param offset of the line in its file, in bytes */
function valuesIn(line: string, { path, offset }: { readonly path: string; readonly offset: number }): Locate {
  const metrics = once(() => {
    const { start, end } = membersIn(line).get("metrics") ?? { start: 0, end: 0 };
    const text = line.slice(start, end);
    return { text, at: offset + Buffer.byteLength(line.slice(0, start)), members: membersIn(text) };
  });
  return (key) => {
    const { text, at, members } = metrics();
    const member = members.get(key);
    if (!member) return undefined;
    const bytes = Buffer.from(text.slice(member.start, member.end));
    const stretches = [at + Buffer.byteLength(text.slice(0, member.start)), bytes.length];
    return { file: path, place: { pieces: [{ before: "", stretches, check: checkOfBytes(bytes) }], after: "" } };
  };
}
