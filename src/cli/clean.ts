import { statSync } from "node:fs";
import { join, resolve } from "node:path";
import { largeCache, type Cache } from "../cleaning/caches";
import { clean, undoLast, type Cleaned } from "../cleaning/clean";
import { Journal, type Move } from "../cleaning/journal";
import { commandsOf } from "../cleaning/named";
import { openPaths } from "../cleaning/openFiles";
import {
  checkpointsToRemove,
  deletedByTools,
  runsToRemove,
  weigh,
  type PointsOf,
  type Removal,
  type Weighed,
} from "../cleaning/plan";
import { promotedIn } from "../cleaning/promoted";
import { protectionText, usualQuiet } from "../cleaning/protection";
import { sparingText, type Sparing } from "../cleaning/ranking";
import { refuseBlindly, saidBy, watchMarks } from "../cleaning/said";
import { ownTrash, usualTrash } from "../cleaning/trash";
import { launchedRuns, notedLaunches } from "../launches/runningNotes";
import { formatBytes } from "../runs/describe/numbers";
import { handleOf } from "../runs/describe/handle";
import { nanStep } from "../runs/judging/judge";
import { directionOf } from "../runs/judging/direction";
import { standingOf } from "../runs/points/known";
import { HumanError } from "../util/errors";
import { isWithin } from "../util/paths";
import { plural, t } from "../util/text";
import { load, type Loaded } from "./load";
import { selectRuns } from "./select";
import { shown } from "../util/shown";
import { table } from "./table";

/** What `lossline clean` is told beside its folder. */
export interface CleanOptions {
  readonly runs?: readonly string[] | undefined;
  readonly status?: string | undefined;
  readonly "keep-checkpoints"?: string | undefined;
  readonly apply?: boolean | undefined;
  readonly undo?: boolean | undefined;
  readonly "own-trash"?: boolean | undefined;
  readonly json?: boolean | undefined;
  readonly "mlflow-deleted"?: boolean | undefined;
  readonly "quiet-hours"?: string | undefined;
}

/** The statuses of runs that may go together. */
const statuses = ["failed", "killed", "stale", "unknown", "finished", "nan"] as const;

/**
 * `lossline clean`: what runs take on the disk, and what would go; it goes only with `--apply`. @returns what is printed
 * @throws {HumanError} for what is asked wrongly
 */
export async function cleanRuns(folder: string, options: CleanOptions): Promise<string> {
  const root = resolve(folder);
  if (!statSync(root, { throwIfNoEntry: false })?.isDirectory())
    throw new HumanError(t("The folder {path} does not exist.", { path: folder }));
  const journal = new Journal(root);
  if (options.undo) return cleanedText(undoLast([journal]), t("Put back"), options);
  const changed = watchMarks([join(root, ".lossline", "state.json")]);
  const loaded = await load(root);
  const weighed = await weighIn(loaded, options);
  const plan = planFor(loaded, weighed, options);
  if (plan === undefined)
    return options.json ? json({ runs: weighed.map(weighedJson) }) : diskText(weighed, await largeCache());
  refuseBlindly(loaded.marks, [root]);
  if (!options.apply) return previewText(plan, weighed, options);
  const trash = options["own-trash"] ? ownTrash : usualTrash();
  const cleaned = await clean(plan.removals, trash, journal, Date.now(), changed);
  return cleanedText(cleaned, t("Moved to the trash"), options);
}

/** Milliseconds. @throws {HumanError} for what is no number of hours */
function quietOf({ "quiet-hours": text }: CleanOptions): number {
  const hours = text === undefined ? usualQuiet : Number(text);
  if (text?.trim() === "" || !Number.isFinite(hours) || hours < 0)
    throw new HumanError(t("--quiet-hours takes a number of hours, not {value}.", { value: text ?? "" }));
  return hours * 3600_000;
}

async function weighIn({ root, runs, marks, baselines }: Loaded, options: CleanOptions): Promise<Weighed[]> {
  const quiet = quietOf(options);
  const promoted = await promotedIn([root], [join(root, "models")]);
  const open = await openPaths([root]);
  const isOpen = (folder: string) => open.some((path) => isWithin(path, folder));
  const summaries = runs.map(({ summary }) => summary);
  const launches = await notedLaunches();
  const launched = launchedRuns(launches, summaries);
  const deleted = options["mlflow-deleted"] ? await deletedByTools(summaries, [root]) : [];
  return weigh([...summaries, ...deleted], saidBy(marks, baselines, promoted, launched), {
    now: Date.now(),
    quiet,
    isOpen,
    commands: commandsOf(launches),
  });
}

/** What would go, and how many checkpoints stay because too little is known of them. */
interface Plan {
  readonly removals: readonly Removal[];
  readonly spared?: ReadonlyMap<Sparing, number>;
}

/** Undefined where nothing was asked for. */
function planFor(loaded: Loaded, weighed: readonly Weighed[], options: CleanOptions): Plan | undefined {
  if (options["mlflow-deleted"]) {
    const listed = new Set(loaded.runs.map(({ summary }) => summary.id));
    const deleted = weighed.flatMap(({ run: { id } }) => (listed.has(id) ? [] : [id]));
    return { removals: runsToRemove(weighed, new Set(deleted)) };
  }
  const { runs, status, "keep-checkpoints": keep } = options;
  if (keep !== undefined) {
    const count = Number(keep);
    if (!Number.isInteger(count) || count < 0 || runs || status !== undefined)
      throw new HumanError(t("--keep-checkpoints takes how many of the best are kept, and stands alone."));
    return checkpointsToRemove(weighed, count, pointsIn(loaded));
  }
  if (!runs && status === undefined) return undefined;
  const named = new Set(runs && selectRuns(loaded, runs).map(({ summary }) => summary.id));
  const wanted = status?.split(",") ?? [];
  const strange = wanted.find((one) => !statuses.some((known) => known === one));
  if (strange !== undefined)
    throw new HumanError(t("--status takes {values}, not {value}.", { values: statuses.join(", "), value: strange }));
  const isWanted = ({ run }: Weighed) =>
    (!runs || named.has(run.id)) &&
    (wanted.length === 0 || wanted.includes(run.status) || (wanted.includes("nan") && nanStep(run) !== undefined));
  return { removals: runsToRemove(weighed, new Set(weighed.filter(isWanted).map(({ run }) => run.id))) };
}

/** The headline metric's points by step and by epoch; of several at one, the last. */
function pointsIn(loaded: Loaded): PointsOf {
  const byId = new Map(loaded.runs.map((run) => [run.summary.id, run]));
  return (run) => {
    const found = byId.get(run.id)?.series.get(loaded.headline(run)?.metric ?? "");
    const better = found && directionOf(found.summary, loaded.direction);
    if (!found || better === undefined || better === "unknown") return undefined;
    const { points, byOrdinal } = standingOf(found.raw);
    const { stepKind } = found.summary;
    const valuesAt = (column: Float64Array | undefined) =>
      column && new Map(Array.from(column.subarray(0, points.length), (at, index) => [at, points.values[index]!]));
    const epochs = valuesAt(stepKind === "epoch" ? points.steps : points.epochs);
    return { better, steps: stepKind === "step" && !byOrdinal ? valuesAt(points.steps) : undefined, epochs };
  };
}

function diskText(weighed: readonly Weighed[], cache: Cache | undefined): string {
  const rows = [...weighed]
    .sort((a, b) => (b.disk?.bytes ?? 0) - (a.disk?.bytes ?? 0))
    .map(({ run, disk, protections }) => [
      handleOf(run),
      disk ? formatBytes(disk.bytes) : "–",
      disk ? formatBytes(disk.byKind.checkpoint) : "–",
      disk ? formatBytes(disk.byKind.log) : "–",
      disk ? formatBytes(disk.byKind.media) : "–",
      protections.length === 0 ? "" : t("kept: {reasons}", { reasons: protections.map(protectionText).join(", ") }),
    ]);
  const head = [t("run"), t("all"), t("checkpoints"), t("logs"), t("media"), ""];
  const total = weighed.reduce((sum, { disk }) => sum + (disk?.bytes ?? 0), 0);
  const all = t("{size} in all", { size: formatBytes(total) });
  return [table([head, ...rows], [1, 2, 3, 4]), all, ...(cache ? [cacheText(cache)] : []), ""].join("\n");
}

function cacheText({ tool, folder, bytes, command }: Cache): string {
  const values = { tool, size: formatBytes(bytes), folder: shown(folder), command: command.join(" ") };
  return t(
    "{tool} keeps {size} in {folder} for all projects. Its own command removes what is not used: {command}",
    values,
  );
}

function previewText({ removals, spared }: Plan, weighed: readonly Weighed[], options: CleanOptions): string {
  if (options.json)
    return json({
      removals: removals.map(({ path, kind, bytes }) => ({ path, kind, bytes })),
      ...(spared && { spared: Object.fromEntries(spared) }),
    });
  const kept = weighed.filter(({ protections }) => protections.length > 0).length;
  const size = formatBytes(removals.reduce((sum, { bytes }) => sum + bytes, 0));
  const rows = removals.map(({ path, bytes }) => [path, formatBytes(bytes)]);
  const count = plural(removals.length, { one: "{count} thing, {size}", other: "{count} things, {size}" }, { size });
  return [
    ...(rows.length === 0 ? [] : [table(rows, [1])]),
    ...[...(spared ?? [])].map(([why, count]) => sparedText(why, count)),
    t("Would be moved to the trash: {count}. {kept} runs are protected. Nothing was touched; --apply does it.", {
      count,
      kept,
    }),
    "",
  ].join("\n");
}

function sparedText(why: Sparing, count: number): string {
  const values = { why: sparingText(why) };
  return plural(count, { one: "{count} checkpoint stays: {why}.", other: "{count} checkpoints stay: {why}." }, values);
}

function cleanedText({ moved, refused }: Cleaned, done: string, options: CleanOptions): string {
  if (options.json) return json({ moved, refused });
  const size = formatBytes(moved.reduce((sum, { bytes }) => sum + bytes, 0));
  const count = plural(moved.length, { one: "{count} thing, {size}", other: "{count} things, {size}" }, { size });
  return [
    ...moved.map(({ from, to }: Move) => shown(`${from} → ${to}`)),
    ...refused.map(({ path, why }) => shown(`! ${path}: ${why}`)),
    `${done}: ${count}.`,
    "",
  ].join("\n");
}

function weighedJson({ run, disk, protections }: Weighed): object {
  return { id: handleOf(run), bytes: disk?.bytes ?? null, byKind: disk?.byKind ?? null, protections };
}

function json(content: object): string {
  return `${JSON.stringify({ schemaVersion: 1, ...content })}\n`;
}
