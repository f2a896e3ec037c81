import { dirname, join } from "node:path";
import { isChosenByName, isShard } from "../models/checkpointNames";
import { groupBy } from "../util/groupBy";
import { t } from "../util/text";
import type { Checkpoint } from "./disk";
import { leadsTo, type Pointer } from "./pointers";

/** The values of the metric that a run is judged by, by step and by epoch, as far as they were logged so. */
export interface MetricPoints {
  readonly better: "lower" | "higher";
  readonly steps: ReadonlyMap<number, number> | undefined;
  readonly epochs: ReadonlyMap<number, number> | undefined;
}

/** Why a checkpoint that is none of the best stays all the same. */
export type Sparing = "no-metric" | "no-unit" | "no-point" | "two-folders";

/** Which checkpoints may go, and which would be asked about if more were known of them. */
export interface Ranked {
  readonly gone: readonly Checkpoint[];
  readonly spared: readonly { readonly checkpoint: Checkpoint; readonly why: Sparing }[];
}

/** A checkpoint on the axis that its name counts on. */
interface Placed {
  readonly one: Checkpoint;
  readonly at: number;
  readonly values: ReadonlyMap<number, number>;
}

/** Tools number a checkpoint as its epoch, or as the epochs that are behind it. */
const offsets = [0, -1, 1];

/**
 * Which checkpoints of a run may go if so many of the best are kept. None whose value isn't known; of those that are, none that is
 * among the best by any way of counting that fits, as the log may count from 0 and the names from 1. Never what is called best or
 * last, the last one of its kind, a shard, what the run is read from, or what a link or a tool's own note leads to.
 */
export function rankCheckpoints(
  checkpoints: readonly Checkpoint[],
  keep: number,
  points: MetricPoints | undefined,
  pointers: readonly Pointer[],
): Ranked {
  const families = groupBy(checkpoints, familyOf);
  const last = [...families.values()].flatMap(lastOf);
  const kept = new Set([...checkpoints.filter((one) => !isSpare(one, pointers)), ...last]);
  const inTwo = timesInTwoFolders(checkpoints);
  const placed = checkpoints.map((one) => placeOf(one, points));
  const known = new Set<Checkpoint>();
  for (const axis of ["steps", "epochs"] as const) {
    const own = placed.flatMap((one) => (typeof one === "object" && one.values === points?.[axis] ? [one] : []));
    rankAxis(own, keep, points?.better ?? "lower", kept, known);
  }
  const gone: Checkpoint[] = [];
  const spared: { checkpoint: Checkpoint; why: Sparing }[] = [];
  for (const [index, one] of checkpoints.entries()) {
    const place = placed[index];
    if (kept.has(one)) continue;
    if (typeof place === "string") spared.push({ checkpoint: one, why: place });
    else if (inTwo.has(timeOf(one))) spared.push({ checkpoint: one, why: "two-folders" });
    else if (known.has(one)) gone.push(one);
    else spared.push({ checkpoint: one, why: "no-point" });
  }
  return { gone, spared };
}

/** Adds those among the best to `kept`, and those whose value is known to `known`. */
function rankAxis(
  placed: readonly Placed[],
  keep: number,
  better: "lower" | "higher",
  kept: Set<Checkpoint>,
  known: Set<Checkpoint>,
): void {
  const matches = offsets.map((offset) => placed.filter(({ at, values }) => values.has(at + offset)));
  const most = Math.max(1, ...matches.map(({ length }) => length));
  const fitting = matches.flatMap((own, index) => (own.length === most ? [{ own, offset: offsets[index]! }] : []));
  for (const { own, offset } of fitting) {
    const costs = own.map(({ one, at, values }) => ({ one, at, cost: costOf(values.get(at + offset)!, better) }));
    // The best so many of the times at which something was saved: a generator and its discriminator are one.
    const times = [...new Map(costs.map(({ at, cost }) => [at, cost]))].sort((a, b) => a[1] - b[1]);
    const limit = keep > 0 ? (times[keep - 1]?.[1] ?? Infinity) : -Infinity;
    const best = new Set(times.slice(0, keep).map(([at]) => at));
    for (const { one, at, cost } of costs) if (best.has(at) || (cost <= limit && cost < Infinity)) kept.add(one);
  }
  const inAll = placed.filter((one) => fitting.length > 0 && fitting.every(({ own }) => own.includes(one)));
  for (const { one } of inAll) known.add(one);
}

/** What was logged as NaN is the worst. */
function costOf(value: number, better: "lower" | "higher"): number {
  return Number.isNaN(value) ? Infinity : better === "lower" ? value : -value;
}

/** On which axis a checkpoint stands, or why on none. */
function placeOf(one: Checkpoint, points: MetricPoints | undefined): Placed | Sparing {
  if (!points) return "no-metric";
  const { steps, epochs } = points;
  const { step, epoch, number } = one.at;
  if (step !== undefined && steps) return { one, at: step, values: steps };
  if (epoch !== undefined && epochs) return { one, at: epoch, values: epochs };
  if (step !== undefined || epoch !== undefined) return "no-point";
  // A log that knows epochs only, and as many of them as the number says, leaves nothing else for it to be.
  const most = epochs && !steps ? Math.max(...[...epochs.keys()].slice(-1)) : -1;
  return number !== undefined && epochs && number <= most + 1 ? { one, at: number, values: epochs } : "no-unit";
}

function isSpare({ path, name, at, holdsSource }: Checkpoint, pointers: readonly Pointer[]): boolean {
  const isNumbered = at.step !== undefined || at.epoch !== undefined || at.number !== undefined;
  const own = { path, name, step: at.step };
  return (
    isNumbered &&
    !holdsSource &&
    !isChosenByName(name) &&
    !isShard(name) &&
    !pointers.some((pointer) => leadsTo(pointer, own))
  );
}

/** What is saved again and again: one folder's files whose names differ by numbers only, as "G_10.pt" and "G_20.pt". */
function familyOf({ path, name }: Checkpoint): string {
  return join(dirname(path), name.replaceAll(/\d+/g, "0"));
}

/** The time that a name tells, as a key. */
function timeOf({ at: { step, epoch, number } }: Checkpoint): string {
  return [step, epoch, number].join(" ");
}

/** The times at which something was saved in more than one folder, as by folds: one metric can't tell of all of them. */
function timesInTwoFolders(checkpoints: readonly Checkpoint[]): ReadonlySet<string> {
  const folders = new Map<string, string>();
  const found = new Set<string>();
  for (const one of checkpoints) {
    const [time, folder] = [timeOf(one), dirname(one.path)];
    if ((folders.get(time) ?? folder) !== folder) found.add(time);
    folders.set(time, folder);
  }
  return found;
}

/** The last by each way of counting, and by their times; of those of one time, that of the greatest number. */
function lastOf(checkpoints: readonly Checkpoint[]): Checkpoint[] {
  const numbered = [...checkpoints].sort((a, b) => numberOf(a) - numberOf(b));
  const last = (by: (one: Checkpoint) => number | undefined) =>
    numbered.reduce<Checkpoint | undefined>(
      (most, one) => ((by(one) ?? -1) >= ((most && by(most)) ?? 0) ? one : most),
      undefined,
    );
  const all = [
    last(({ at }) => at.step),
    last(({ at }) => at.epoch),
    last(({ at }) => at.number),
    last(({ newest }) => newest),
    last(({ savedAt }) => savedAt),
  ];
  return all.filter((one) => one !== undefined);
}

function numberOf({ at: { step, epoch, number } }: Checkpoint): number {
  return step ?? epoch ?? number ?? -1;
}

/** Why they stay, as a clause: "no metric with a known direction is logged". */
export function sparingText(why: Sparing): string {
  switch (why) {
    case "no-metric":
      return t("no metric with a known direction tells them apart");
    case "no-unit":
      return t("their names don’t say whether they count steps or epochs");
    case "no-point":
      return t("the metric wasn’t logged at their step or epoch");
    case "two-folders":
      return t("several folders have one of the same step or epoch");
  }
}
