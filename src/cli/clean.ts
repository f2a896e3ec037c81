import { existsSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { clean, lastBatch, undo, type Cleaned } from "../cleaning/clean";
import { Journal, type Move } from "../cleaning/journal";
import { checkpointsToRemove, runsToRemove, weigh, type Removal, type ValueAt, type Weighed } from "../cleaning/plan";
import { protectionText, type Said } from "../cleaning/protection";
import { ownTrash, usualTrash } from "../cleaning/trash";
import { promotedRuns } from "../models/promotion";
import { formatBytes } from "../runs/describe/numbers";
import { handleOf } from "../runs/describe/handle";
import { nanStep } from "../runs/judging/judge";
import { directionOf } from "../runs/judging/direction";
import { standingOf } from "../runs/points/known";
import { HumanError } from "../util/errors";
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
  if (options.undo) return cleanedText(undo(lastBatch(journal), journal), t("Put back"), options);
  const loaded = await load(root);
  const summaries = loaded.runs.map(({ summary }) => summary);
  const weighed = await weigh(summaries, saidIn(loaded, await promotedRuns(join(root, "models"))), Date.now());
  const removals = removalsFor(loaded, weighed, options);
  if (removals === undefined) return options.json ? json({ runs: weighed.map(weighedJson) }) : diskText(weighed);
  refuseBlindly(loaded);
  if (!options.apply) return previewText(removals, weighed, options);
  const trash = options["own-trash"] ? ownTrash : usualTrash();
  return cleanedText(await clean(removals, trash, journal, Date.now()), t("Moved to the trash"), options);
}

/** @throws {HumanError} where what people said of runs is not wholly known: then nothing is known to be free */
function refuseBlindly({ root, marks }: Loaded): void {
  const [problem] = marks.problems;
  if (problem) throw new HumanError(`${problem.path}: ${problem.message}`);
  for (let folder = dirname(root); ; folder = dirname(folder)) {
    const path = join(folder, ".lossline", "state.json");
    if (existsSync(path)) throw new HumanError(t("{path} may protect runs here. Clean from that folder.", { path }));
    if (folder === dirname(folder)) return;
  }
}

function saidIn({ marks, baselines }: Loaded, promoted: ReadonlySet<string>): Said {
  return {
    isBaseline: ({ id }) => baselines.has(id),
    isPromoted: (run) => promoted.has(handleOf(run)) || marks.promotedTo(run.id) !== undefined,
    isPinned: ({ id }) => marks.isPinned(id),
    isNoted: ({ id }) => marks.wordsOn(id) !== undefined,
  };
}

/** Undefined where nothing was asked for. */
function removalsFor(loaded: Loaded, weighed: readonly Weighed[], options: CleanOptions): Removal[] | undefined {
  const { runs, status, "keep-checkpoints": keep } = options;
  if (keep !== undefined) {
    const count = Number(keep);
    if (!Number.isInteger(count) || count < 0 || runs || status !== undefined)
      throw new HumanError(t("--keep-checkpoints takes how many of the best are kept, and stands alone."));
    return checkpointsToRemove(weighed, count, valueIn(loaded));
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
  return runsToRemove(weighed, new Set(weighed.filter(isWanted).map(({ run }) => run.id)));
}

/** The headline metric at the very step or epoch of a checkpoint, or the one beside it: counts begin at 0 or 1. */
function valueIn(loaded: Loaded): ValueAt {
  const byId = new Map(loaded.runs.map((run) => [run.summary.id, run]));
  return (run, step) => {
    const found = byId.get(run.id)?.series.get(loaded.headline(run)?.metric ?? "");
    const better = found && directionOf(found.summary, loaded.direction);
    if (!found || better === undefined || better === "unknown") return undefined;
    const { steps, epochs, values } = standingOf(found.raw).points;
    for (const column of [steps, epochs]) {
      for (const at of [step, step - 1, step + 1]) {
        const index = column?.lastIndexOf(at) ?? -1;
        if (index >= 0) return { value: values[index]!, better };
      }
    }
    return undefined;
  };
}

function diskText(weighed: readonly Weighed[]): string {
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
  return `${table([head, ...rows], [1, 2, 3, 4])}\n${t("{size} in all", { size: formatBytes(total) })}\n`;
}

function previewText(removals: readonly Removal[], weighed: readonly Weighed[], options: CleanOptions): string {
  if (options.json) return json({ removals: removals.map(({ path, kind, bytes }) => ({ path, kind, bytes })) });
  const kept = weighed.filter(({ protections }) => protections.length > 0).length;
  const size = formatBytes(removals.reduce((sum, { bytes }) => sum + bytes, 0));
  const rows = removals.map(({ path, bytes }) => [path, formatBytes(bytes)]);
  const count = plural(removals.length, { one: "{count} thing, {size}", other: "{count} things, {size}" }, { size });
  return [
    ...(rows.length === 0 ? [] : [table(rows, [1])]),
    t("Would be moved to the trash: {count}. {kept} runs are protected. Nothing was touched; --apply does it.", {
      count,
      kept,
    }),
    "",
  ].join("\n");
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
