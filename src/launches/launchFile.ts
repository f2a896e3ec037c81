import { join } from "node:path";
import type { GitInfo } from "../shared/run";
import { t } from "../util/text";
import type { Failure } from "./failure";
import { KeptFile } from "./keptFile";
import type { Launch, ProcessMark, TestsOf, Whereabouts } from "./launch";

/** Of the file of launches. */
export const versionOfLaunches = 1;

/** launches.json in a folder of the editor's storage. A file that cannot be understood is set aside, never written over. */
export class LaunchFile {
  private readonly file: KeptFile;

  constructor(folder: string, warn: (message: string) => void) {
    this.file = new KeptFile(join(folder, "launches.json"), t("list of launches"), warn);
  }

  /** The launches in the file, the oldest first. Never fails: what can’t be read is set aside and reported. */
  async read(): Promise<readonly Launch[]> {
    const text = await this.file.read();
    if (text === undefined) return [];
    const { launches, intact } = parseLaunches(text);
    if (!intact) await this.file.setAside();
    return launches;
  }

  /** Writes soon; what is asked for while a write is under way is written once, after it. */
  write(launches: () => readonly Launch[]): void {
    this.file.write(() => ({ version: versionOfLaunches, launches: launches() }));
  }

  flush(): Promise<void> {
    return this.file.flush();
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
  if (!isRecord(content) || content["version"] !== versionOfLaunches || !Array.isArray(content["launches"])) {
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
    ["code", "queued", "group", "output", "printed"].every(
      (key) => value[key] === undefined || typeof value[key] === "string",
    ) &&
    (value["machine"] === undefined || isMachine(value["machine"])) &&
    (value["uncaptured"] === undefined || value["uncaptured"] === true) &&
    (value["tests"] === undefined || isTests(value["tests"])) &&
    (value["git"] === undefined || isGit(value["git"]))
  );
}

function isFailure(value: unknown): value is Failure {
  return (
    isRecord(value) &&
    typeof value["message"] === "string" &&
    ["file", "module", "absent"].every((key) => value[key] === undefined || typeof value[key] === "string") &&
    (value["line"] === undefined || Number.isSafeInteger(value["line"])) &&
    (value["missing"] === undefined || isTexts(value["missing"]))
  );
}

function isMachine(value: unknown): boolean {
  return (
    isRecord(value) &&
    ["host", "python"].every((key) => typeof value[key] === "string") &&
    typeof value["gpus"] === "number" &&
    (value["packages"] === undefined || typeof value["packages"] === "string")
  );
}

function isTests(value: unknown): value is TestsOf {
  return (
    isRecord(value) &&
    isTexts(value["files"]) &&
    ["only", "report", "run"].every((key) => value[key] === undefined || typeof value[key] === "string") &&
    (value["tally"] === undefined || isTally(value["tally"]))
  );
}

function isTally(value: unknown): boolean {
  if (!isRecord(value) || !Array.isArray(value["failures"])) return false;
  const failures: readonly unknown[] = value["failures"];
  return (
    ["passed", "failed", "skipped", "seconds"].every((key) => typeof value[key] === "number") &&
    failures.every((each) => isRecord(each) && typeof each["name"] === "string" && typeof each["message"] === "string")
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
