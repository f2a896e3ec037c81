import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { GitInfo } from "../shared/run";
import { messageOf, systemCode } from "../util/errors";
import type { Failure } from "./failure";
import type { Launch, ProcessMark, Whereabouts } from "./launch";

const version = 1;

/**
 * launches.json in a folder of the editor's storage. It is written as a whole, beside its old self and then in its place, so
 * that a crash leaves one or the other. A file that cannot be understood is set aside, never written over.
 */
export class LaunchFile {
  private readonly path: string;
  private pending: (() => readonly Launch[]) | undefined;
  private writing: Promise<void> = Promise.resolve();

  constructor(
    private readonly folder: string,
    private readonly warn: (message: string) => void,
  ) {
    this.path = join(folder, "launches.json");
  }

  /** The launches in the file, the oldest first. Never fails: what can’t be read is set aside and reported. */
  async read(): Promise<readonly Launch[]> {
    let text: string;
    try {
      text = await readFile(this.path, "utf8");
    } catch (error) {
      if (systemCode(error) !== "ENOENT") this.warn(`The list of launches can’t be read: ${messageOf(error)}`);
      return [];
    }
    const { launches, intact } = parseLaunches(text);
    if (!intact) await this.setAside();
    return launches;
  }

  /** Writes soon; what is asked for while a write is under way is written once, after it. */
  write(launches: () => readonly Launch[]): void {
    const queued = this.pending !== undefined;
    this.pending = launches;
    if (!queued) this.writing = this.writing.then(() => this.writeNow());
  }

  async flush(): Promise<void> {
    await this.writing;
  }

  private async writeNow(): Promise<void> {
    const launches = this.pending?.();
    this.pending = undefined;
    if (!launches) return;
    const beside = `${this.path}.${process.pid}.tmp`;
    try {
      await mkdir(this.folder, { recursive: true });
      await writeFile(beside, JSON.stringify({ version, launches }));
      await rename(beside, this.path);
    } catch (error) {
      await rm(beside, { force: true }).catch(() => undefined);
      this.warn(`The list of launches can’t be written: ${messageOf(error)}`);
    }
  }

  private async setAside(): Promise<void> {
    const aside = `${this.path}.broken-${Date.now()}`;
    try {
      await rename(this.path, aside);
      this.warn(`The list of launches was damaged. What could be read was kept; the damaged file is now ${aside}.`);
    } catch (error) {
      this.warn(`The list of launches is damaged: ${messageOf(error)}`);
    }
  }
}

/** Every launch that can be understood. `intact` is false if anything else stood in the text. */
export function parseLaunches(text: string): { launches: readonly Launch[]; intact: boolean } {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    return { launches: [], intact: false };
  }
  if (!isRecord(content) || content["version"] !== version || !Array.isArray(content["launches"])) {
    return { launches: [], intact: false };
  }
  const items: readonly unknown[] = content["launches"];
  const launches = items.map(withState).filter(isLaunch);
  return { launches, intact: launches.length === items.length };
}

/** Before launches had states, one without an ending was one that had not ended. */
function withState(value: unknown): unknown {
  if (!isRecord(value) || value["state"] !== undefined) return value;
  return { ...value, state: value["ending"] === undefined ? "running" : "ended" };
}

function isLaunch(value: unknown): value is Launch {
  return (
    isRecord(value) &&
    ["id", "script", "command", "cwd"].every((key) => typeof value[key] === "string") &&
    (value["kind"] === "train" || value["kind"] === "tests") &&
    typeof value["startedAt"] === "number" &&
    typeof value["watched"] === "boolean" &&
    isTexts(value["args"]) &&
    isTexts(value["runs"]) &&
    (value["endedAt"] === undefined || typeof value["endedAt"] === "number") &&
    (value["exitCode"] === undefined || typeof value["exitCode"] === "number") &&
    isOneOf(value["state"], ["planned", "queued", "running", "ended"]) &&
    (value["ending"] === undefined || isOneOf(value["ending"], ["exited", "closed", "lost"])) &&
    (value["failure"] === undefined || isFailure(value["failure"])) &&
    (value["whereabouts"] === undefined || isWhereabouts(value["whereabouts"])) &&
    (value["code"] === undefined || typeof value["code"] === "string") &&
    (value["git"] === undefined || isGit(value["git"]))
  );
}

function isFailure(value: unknown): value is Failure {
  return (
    isRecord(value) &&
    typeof value["message"] === "string" &&
    ["file", "module"].every((key) => value[key] === undefined || typeof value[key] === "string") &&
    (value["line"] === undefined || Number.isSafeInteger(value["line"])) &&
    (value["missing"] === undefined || isTexts(value["missing"]))
  );
}

function isWhereabouts(value: unknown): value is Whereabouts {
  return (
    isRecord(value) &&
    isMark(value["shell"]) &&
    (value["process"] === undefined || isMark(value["process"])) &&
    (value["exitFile"] === undefined || typeof value["exitFile"] === "string")
  );
}

function isMark(value: unknown): value is ProcessMark {
  return isRecord(value) && Number.isSafeInteger(value["pid"]) && typeof value["started"] === "string";
}

function isOneOf(value: unknown, texts: readonly string[]): boolean {
  return typeof value === "string" && texts.includes(value);
}

function isGit(value: unknown): value is GitInfo {
  return (
    isRecord(value) &&
    ["commit", "branch", "remote"].every((key) => value[key] === undefined || typeof value[key] === "string") &&
    (value["dirty"] === undefined || typeof value["dirty"] === "boolean")
  );
}

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((item) => typeof item === "string");
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
