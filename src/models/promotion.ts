import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { readText } from "../readers/parsing/files/open";
import type { Direction, GitInfo, ParamValue } from "../shared/run";
import { isTime } from "../util/time";

/** One metric of a promoted model: the value that stood for the run, and what was said of it. */
export interface PromotedMetric {
  readonly metric: string;
  readonly value: number;
  readonly direction: Direction;
  readonly headline: boolean;
  /** Where the value was logged, if it is one point's. */
  readonly step?: number;
}

/** A file of a promoted model, by its path within the promoted folder. */
export interface PromotedFile {
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** What stands in `promotion.json` beside a promoted model: enough to rebuild it, and to judge what comes after it. */
export interface Promotion {
  readonly name: string;
  /** Counted from 1. */
  readonly version: number;
  /** Unix milliseconds. */
  readonly at: number;
  readonly run: {
    /** As the command line names it. */
    readonly handle: string;
    readonly name: string;
    readonly params: Readonly<Record<string, ParamValue>>;
    readonly command?: string;
    readonly git?: GitInfo;
  };
  readonly metrics: readonly PromotedMetric[];
  /** The headline metric's verdict against what it was measured against: a sentence; absent where there was nothing. */
  readonly verdict?: string;
  readonly files: readonly PromotedFile[];
}

export const promotionFile = "promotion.json";
const versionFolder = /^v(\d{1,9})$/;
const largestRecord = 16 * 1024 * 1024;

/** Where a version of a model lies, relative to the folder of models. */
export function versionPath(name: string, version: number): string {
  return join(name, `v${version}`);
}

/** The versions of a model that are there, ascending. @param folder absolute path of the folder of models */
export async function versionsOf(folder: string, name: string): Promise<number[]> {
  const names = await readdir(join(folder, name)).catch((): string[] => []);
  return names
    .flatMap((each) => Number(versionFolder.exec(each)?.[1] ?? NaN))
    .filter(Number.isFinite)
    .sort((a, b) => a - b);
}

/** The handles of every run that was promoted into a folder of models. @param folder absolute path */
export async function promotedRuns(folder: string): Promise<ReadonlySet<string>> {
  const handles = new Set<string>();
  for (const name of await readdir(folder).catch((): string[] => [])) {
    for (const version of await versionsOf(folder, name)) {
      const promotion = promotionIn(join(folder, versionPath(name, version)));
      if (promotion) handles.add(promotion.run.handle);
    }
  }
  return handles;
}

/** What is recorded of a promoted model; undefined where nothing, or nothing that can be understood, is. @param folder of its version: absolute path */
export function promotionIn(folder: string): Promotion | undefined {
  try {
    const found: unknown = JSON.parse(readText(join(folder, promotionFile), largestRecord));
    return isPromotion(found) ? found : undefined;
  } catch {
    return undefined;
  }
}

type Fields = Readonly<Record<string, unknown>>;

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isPromotion(value: unknown): value is Promotion {
  return (
    isFields(value) &&
    typeof value["name"] === "string" &&
    typeof value["version"] === "number" &&
    typeof value["at"] === "number" &&
    isTime(value["at"]) &&
    isFields(value["run"]) &&
    typeof value["run"]["handle"] === "string" &&
    typeof value["run"]["name"] === "string" &&
    isFields(value["run"]["params"]) &&
    isListOf(value["metrics"], isMetric) &&
    isListOf(value["files"], isFile)
  );
}

function isListOf(value: unknown, is: (entry: Fields) => boolean): boolean {
  return Array.isArray(value) && value.every((entry) => isFields(entry) && is(entry));
}

function isMetric({ metric, value, direction, headline }: Fields): boolean {
  return (
    typeof metric === "string" &&
    Number.isFinite(value) &&
    ["lower", "higher", "unknown"].includes(String(direction)) &&
    typeof headline === "boolean"
  );
}

function isFile({ path, bytes, sha256 }: Fields): boolean {
  return typeof path === "string" && typeof bytes === "number" && typeof sha256 === "string";
}
