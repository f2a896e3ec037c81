import type { parseArgs } from "node:util";
import { HumanError } from "../util/errors";
import { t } from "../util/text";

/** Every option there is; each verb says which of them it takes. */
export const options = {
  json: { type: "boolean" },
  since: { type: "string" },
  limit: { type: "string" },
  fields: { type: "string" },
  run: { type: "string", multiple: true },
  status: { type: "string" },
  "keep-checkpoints": { type: "string" },
  "dry-run": { type: "boolean" },
  apply: { type: "boolean" },
  "own-trash": { type: "boolean" },
  undo: { type: "boolean" },
  stats: { type: "boolean" },
  baseline: { type: "string", multiple: true },
  format: { type: "string" },
  metric: { type: "string", multiple: true },
  "max-regression": { type: "string" },
  "fail-on": { type: "string" },
  direction: { type: "string" },
  out: { type: "string", short: "o" },
  x: { type: "string" },
  smoothing: { type: "string" },
  log: { type: "boolean" },
  dir: { type: "string" },
  at: { type: "string" },
  against: { type: "string" },
  name: { type: "string" },
  file: { type: "string", multiple: true },
  to: { type: "string" },
  force: { type: "boolean" },
  "quiet-hours": { type: "string" },
  "mlflow-deleted": { type: "boolean" },
  help: { type: "boolean", short: "h" },
  version: { type: "boolean" },
} as const;

export type Values = ReturnType<typeof parseArgs<{ options: typeof options; allowPositionals: true }>>["values"];
/** Where it returns a promise, who reads it is slower than we are. */
export type Output = (text: string) => void | Promise<void>;

/** One thing that the command line does: a file of `verbs/`, and a line in `verbs.ts`. */
export interface Verb {
  /** Its lines of `lossline --help`. */
  help(): string;
  /** The options that it takes beside `--help` and `--version`. */
  readonly takes: readonly (keyof Values)[];
  /** @returns the exit code: 0 done, 1 a regression @throws {HumanError} for invalid use, or where there is nothing to work on */
  run(words: readonly string[], values: Values, out: Output): Promise<number>;
}

/** Prints what was found, which is all that was asked for. */
export async function printed(text: string, out: Output): Promise<number> {
  await out(text);
  return 0;
}

/** Prints what a gate found. */
export async function judged(
  { ok, text }: { readonly ok: boolean; readonly text: string },
  out: Output,
): Promise<number> {
  await out(text);
  return ok ? 0 : 1;
}

/** The folder that a verb works on: this one if none is named. @throws {HumanError} for several */
export function folderIn(words: readonly string[], command: string): string {
  if (words.length > 1) throw new HumanError(t("{command} takes one folder.", { command }));
  return words[0] ?? ".";
}
