import type { SeriesSummary } from "../../shared/run";
import { memo } from "../../util/memo";
import { t } from "../../util/text";
import { readName, type Reading } from "./reading";
import type { Kind } from "./vocabulary";

/** A metric that could be the headline. */
interface Candidate {
  readonly series: SeriesSummary;
  readonly reading: Reading;
  readonly stage: StageRank;
  /** An error that is measured in training as well: of several errors, the one that its users watch. */
  readonly isWatched: boolean;
}

/** Held out first; of data sets that were held out, the one that choices are made on. */
type StageRank = 0 | 2 | 3;

const kindRanks: Readonly<Record<Kind, number>> = { quality: 3, return: 3, error: 2, loss: 1, none: 0 };

/** Where the tool knows a direction, a name that says nothing ("value", "r") is what it optimizes. */
const told = { kind: "quality", weight: 65, generic: true } as const;

/** How good a headline a metric makes by its name alone, to sort by: 0 to 60, 0 where its direction is unknown. */
export const headlineRank = memo((name: string): number => {
  const { kind, direction, stage, weight, derived } = readName(name);
  if (direction === "unknown") return 0;
  const place = stage === "validation" ? 30 : stage === "test" ? 25 : stage === "train" ? 5 : 10;
  return 10 + place + kindRanks[kind] * 2 + weight / 50 - (derived ? 3 : 0);
}, 20_000);

/**
 * The best headline by the names alone: what was held out before what was trained on, a quality before an error before a
 * loss, the whole before one class of it; then what is quoted first, and of equals the shortest name, then the first in the
 * alphabet, so that runs of one kind agree. Undefined if no name has a better side.
 */
export function bestByName(all: readonly SeriesSummary[]): { series: SeriesSummary; because: string } | undefined {
  const candidates = candidatesOf(all);
  const isHeldOut = candidates.some(({ stage }) => stage > 0);
  for (const kind of [3, 2, 1]) {
    for (const stage of isHeldOut ? [3, 2] : [0]) {
      const there = candidates.filter((one) => one.stage === stage);
      const best = bestOfKind(there.filter(({ reading }) => kindRanks[reading.kind] === kind));
      const whole = best && kind === 2 ? sumOf(best, there) : undefined;
      if (best) return { series: (whole ?? best).series, because: because(whole ?? best) };
    }
  }
  return undefined;
}

/**
 * The metrics that evaluate the model, with a better side, the whole rather than one of many classes: where nothing was
 * held out, those that are measured in training. No best values, and nothing that is logged for each step beside the epoch.
 */
export function evaluated(all: readonly SeriesSummary[]): readonly SeriesSummary[] {
  const candidates = candidatesOf(all);
  const stage = Math.min(2, Math.max(...candidates.map((one) => one.stage)));
  const there = candidates.filter((one) => one.stage >= stage);
  const like = likeness(there);
  return there
    .filter((one) => !one.reading.derived && !one.reading.stepwise && like(one) < many)
    .map(({ series }) => series);
}

/** Undefined if each is one of many of its like, of which none stands for the whole. */
function bestOfKind(alike: readonly Candidate[]): Candidate | undefined {
  const like = likeness(alike);
  let best: Candidate | undefined;
  for (const one of alike) {
    if (!best || isBefore(one, best, like)) best = one;
  }
  return best && like(best) < many ? best : undefined;
}

/** A loss that an error is only a part of: one of several outputs' errors, or a squared error beside another loss. */
function sumOf(error: Candidate, there: readonly Candidate[]): Candidate | undefined {
  const losses = there.filter(({ reading }) => reading.kind === "loss");
  const whole = losses.find(({ reading }) => isWhole.test(reading.base) && reading.extras === 0);
  const isOneOfSeveral = error.reading.extras > 0 && likeness(there)(error) > 1;
  const isTerm = terms.has(error.reading.base) && losses.length > 1;
  return isOneOfSeveral || isTerm ? whole : undefined;
}

const isWhole = /^(total )?loss$/;
const terms: ReadonlySet<string> = new Set(["mse", "l1", "l2"]);

function candidatesOf(all: readonly SeriesSummary[]): Candidate[] {
  const read = all.flatMap((series) => {
    const reading = readSeries(series);
    return reading.direction === "unknown" ? [] : [{ series, reading }];
  });
  const readings = read.map(({ reading }) => reading);
  const stageOf = stageRanker(readings);
  const trained = new Set(readings.flatMap(({ stage, base }) => (stage === "train" ? [base] : [])));
  const isWatched = ({ kind, base }: Reading) => kind === "error" && trained.has(base);
  return read.map(({ series, reading }) => ({
    series,
    reading,
    stage: stageOf(reading),
    isWatched: isWatched(reading),
  }));
}

function readSeries({ name, direction }: SeriesSummary): Reading {
  const reading = readName(name);
  if (direction === "unknown") return reading;
  return reading.direction === "unknown" ? { ...reading, ...told, direction } : { ...reading, direction };
}

/**
 * What a name means that doesn't say where it was measured. Keras writes "acc" for the training beside "val_acc"; most others
 * evaluate what they don't call a training's, but its loss.
 */
function stageOfOthers(readings: readonly Reading[]): "train" | "evaluation" {
  const heldOut = new Set(
    readings.flatMap((reading) =>
      reading.stage === "validation" || reading.stage === "test" ? [paceless(reading)] : [],
    ),
  );
  const isHeldOut = (reading: Reading) => reading.stage === undefined && heldOut.has(paceless(reading));
  return readings.some(isHeldOut) ? "train" : "evaluation";
}

/** "acc" of Lightning's "acc_epoch". */
function paceless({ base }: Reading): string {
  return base.replace(/ (epoch|step)$/, "");
}

/** Where others say that they were held out, a long name that doesn't ("corr_final_pred_true") measures something on the side. */
function stageRanker(readings: readonly Reading[]): (reading: Reading) => StageRank {
  const others = stageOfOthers(readings);
  const isHeldOut = readings.some(({ stage }) => stage === "validation" || stage === "test");
  return ({ stage, kind, extras }) => {
    if (stage === "validation") return 3;
    if (stage === "test") return 2;
    if (stage === "train" || others === "train") return 0;
    return kind === "loss" || (isHeldOut && extras > 1) ? 0 : 3;
  };
}

/** How many names differ from a name in nothing but one place, itself among them. */
function likeness(alike: readonly Candidate[]): Like {
  const counts = new Map<string, number>();
  for (const { reading } of alike) {
    for (const family of reading.families) counts.set(family, (counts.get(family) ?? 0) + 1);
  }
  return ({ reading }) => Math.max(1, ...reading.families.map((family) => counts.get(family) ?? 1));
}

/** From how many on none of them stands for the run. */
const many = 3;

type Like = (one: Candidate) => number;

function isBefore(a: Candidate, b: Candidate, like: Like): boolean {
  for (const order of orders) {
    const difference = order(a, like) - order(b, like);
    if (difference !== 0) return difference < 0;
  }
  return a.series.name < b.series.name;
}

/** Search results are quoted at their first ten where they are cut at several places. */
const atTen = /(ndcg|map|mrr)@10$/i;

/** What a name weighs less that says more than its metric: "test_concept_auc" comes after "test_acc", and "val_mAP_small" before. */
const partial = 7;

/** One after the other, the lesser first. */
const orders: readonly ((one: Candidate, like: Like) => number)[] = [
  (one, like) => Number(like(one) >= many),
  ({ reading }) => Number(reading.stage === undefined),
  ({ reading }) => Number(reading.derived),
  ({ isWatched }) => Number(!isWatched),
  ({ reading }) => (reading.extras > 0 ? partial : 0) - reading.weight,
  ({ reading }) => Number(reading.stepwise),
  ({ reading }) => reading.extras,
  ({ series }) => Number(!/macro/i.test(series.name)),
  ({ reading }) => -reading.set,
  ({ series }) => Number(!atTen.test(series.name)),
  ({ series }) => series.name.length,
];

function because({ reading, stage }: Candidate): string {
  const isLoss = reading.kind === "loss";
  if (stage > 0)
    return isLoss
      ? t("it is a loss on held-out data, and no quality was logged")
      : t("it is the evaluation metric that is usually quoted");
  if (isLoss) return t("it is a training loss, and nothing better was logged");
  return t("it is measured in training, and nothing on held-out data was logged");
}
