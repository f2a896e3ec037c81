import { HumanError } from "../util/errors";
import { t } from "../util/text";
import type { PlotOptions, ScriptTarget, Target } from "./commandArguments";

/** What VS Code or a caller passed to a command, as it came. */
export type Passed = readonly unknown[];

/** A value that a command has no use for: what it takes instead, as a clause. */
export class Misuse extends Error {
  constructor(
    readonly expected: string,
    readonly value: unknown,
  ) {
    super(expected);
  }
}

/** What a command was called on: VS Code passes what was clicked, then all that is selected if that was part of it. */
export function callees([clicked, selected]: Passed): readonly unknown[] {
  const isSelection = Array.isArray(selected) && selected.length > 0;
  const all: unknown = isSelection ? selected : clicked;
  return (Array.isArray(all) ? (all as readonly unknown[]) : [all]).filter(
    (each) => each !== undefined && each !== null,
  );
}

/** Rows and runs, in the order given. */
export function targetsOf(passed: Passed): readonly Target[] {
  return callees(passed).map((each) => targetOf(each) ?? misuse(t("runs: their IDs, or rows of a view"), each));
}

/** The ids of runs, each once. */
export function runIdsOf(passed: Passed): readonly string[] {
  return [...new Set(targetsOf(passed).flatMap(({ runIds }) => runIds))];
}

/** The ids of queued launches, each once: of rows of the queue, or the ids themselves. */
export function queuedIdsOf(passed: Passed): readonly string[] {
  const ids = callees(passed).flatMap((each) => {
    if (typeof each === "string") return [each];
    const { queuedIds } = fieldsOf(each);
    return isTexts(queuedIds) ? queuedIds : misuse(t("queued launches: their IDs, or rows of the queue"), each);
  });
  return [...new Set(ids)];
}

/** The values of rows that have one: of metrics and params. */
export function valuesOf(passed: Passed): readonly string[] {
  return callees(passed).flatMap((each) => {
    const { copied } = fieldsOf(each);
    if (typeof copied === "string") return [copied];
    return targetOf(each) ? [] : misuse(t("rows of metrics or parameters"), each);
  });
}

/** A row of a view is a Target by its fields; a text is a run's id. */
export function targetOf(value: unknown): Target | undefined {
  if (typeof value === "string") return { runIds: [value] };
  const { runIds, metric, tag, path } = fieldsOf(value);
  if (!isTexts(runIds)) return undefined;
  return {
    runIds,
    ...(typeof metric === "string" && { metric }),
    ...(typeof tag === "string" && { tag }),
    ...(typeof path === "string" && { path }),
  };
}

/** The row that was clicked, whatever else is selected. Undefined where nothing was. */
export function clickedTarget([clicked]: Passed): Target | undefined {
  if (clicked === undefined || clicked === null) return undefined;
  return targetOf(clicked) ?? misuse(t("a metric’s name, or a row of a view"), clicked);
}

/** A metric's row brings its chart into view; code passes options after the runs. */
export function plotOptionsOf(passed: Passed): PlotOptions {
  const [clicked] = passed;
  const metric = Array.isArray(clicked) ? undefined : targetOf(clicked)?.metric;
  if (metric !== undefined) return { series: metric };
  const last = passed.slice(1).findLast((each) => each !== undefined && each !== null && !Array.isArray(each)) ?? {};
  const { add, series, preserveFocus } = fieldsOf(last);
  const isWrong =
    typeof last !== "object" ||
    !isOptional(add, "boolean") ||
    !isOptional(series, "string") ||
    !isOptional(preserveFocus, "boolean");
  if (isWrong) return misuse("{ add?: boolean, series?: string, preserveFocus?: boolean }", last);
  return {
    ...(typeof add === "boolean" && { add }),
    ...(typeof series === "string" && { series }),
    ...(typeof preserveFocus === "boolean" && { preserveFocus }),
  };
}

/** A script's file, or the run that it made. */
export function scriptOf(value: unknown): ScriptTarget | undefined {
  if (value === undefined || value === null) return undefined;
  if (isUri(value)) return { path: filePath(value) ?? misuse(t("a file on this machine"), value) };
  const [run] = runIdsOf([value]);
  return run === undefined ? undefined : { run };
}

/** Files of this machine. A view's title passes the row that has the focus: then no file is meant. */
export function filesOf(passed: Passed): readonly string[] {
  const uris = callees(passed).filter((each) => typeof each === "string" || !targetOf(each));
  return uris.flatMap((each) => (isUri(each) ? (filePath(each) ?? []) : misuse(t("the URIs of files"), each)));
}

/** Arguments for a script. What menus pass second, a selection or an editor's place, is none. */
export function textsOf(value: unknown): readonly string[] | undefined {
  if (isOfMenus(value)) return undefined;
  return isTexts(value) ? value : misuse(t("the script’s arguments as a list of texts"), value);
}

export function listsOf(value: unknown): readonly (readonly string[])[] {
  const isLists = Array.isArray(value) && value.every(isTexts);
  return isLists ? value : misuse(t("lists of a script’s arguments"), value);
}

/** Seeds; none: they are asked for. */
export function seedsOf(value: unknown): readonly number[] | undefined {
  if (isOfMenus(value)) return undefined;
  const isSeeds = Array.isArray(value) && value.every((each): each is number => Number.isSafeInteger(each));
  return isSeeds ? value : misuse(t("seeds as a list of whole numbers"), value);
}

/** The path of a file on this machine. Told by its fields: URIs come from other extensions, too. */
export function filePath(value: unknown): string | undefined {
  const { scheme, fsPath } = fieldsOf(value);
  return scheme === "file" && typeof fsPath === "string" ? fsPath : undefined;
}

function isUri(value: unknown): boolean {
  const { scheme, fsPath } = fieldsOf(value);
  return typeof scheme === "string" && typeof fsPath === "string";
}

/** Nothing, what is selected beside the clicked row or file, or where in the editor its button was. */
function isOfMenus(value: unknown): boolean {
  if (value === undefined || value === null) return true;
  if (!Array.isArray(value)) return typeof value === "object";
  return value.length > 0 && value.every((each) => isUri(each) || (typeof each !== "string" && targetOf(each)));
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((each) => typeof each === "string");
}

function isOptional(value: unknown, type: "boolean" | "string"): boolean {
  return value === undefined || typeof value === type;
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}

/** @throws {Misuse} always */
export function misuse(expected: string, value: unknown): never {
  throw new Misuse(expected, value);
}

/** What is wrong with a call, for people: "lossline.pin takes runs …, not 5." */
export function misuseOf(command: string, error: unknown): HumanError {
  if (error instanceof HumanError) return error;
  if (!(error instanceof Misuse)) {
    return new HumanError(t("{command} was called with something that can’t be read.", { command }));
  }
  const values = { command, expected: error.expected, given: shown(error.value) };
  return new HumanError(t("{command} takes {expected}, not {given}.", values));
}

const longest = 60;

/** A value in so few characters that it fits into a message. */
function shown(value: unknown): string {
  switch (typeof value) {
    case "number":
    case "bigint":
    case "boolean":
    case "symbol":
    case "undefined":
      return shortened(String(value));
    case "function":
      return "function";
    default:
      return shownAsJson(value);
  }
}

function shownAsJson(value: unknown): string {
  try {
    return shortened(JSON.stringify(value));
  } catch {
    return typeof value; // it holds itself, or what can't be read
  }
}

function shortened(text: string): string {
  return text.length > longest ? `${text.slice(0, longest - 1)}…` : text;
}
