import { handleOf } from "../runs/describe/handle";
import { directionOf } from "../runs/judging/direction";
import type { Curve } from "../shared/curve";
import type { At, Direction, ParamValue, RunSummary, SeriesSummary } from "../shared/run";
import { maskText, maskValue } from "../util/maskText";
import type { SavedAt } from "./checkpointNames";
import type { Promotion, PromotedMetric } from "./promotion";

/** What is known of a run that is to be promoted. */
export interface Candidate {
  readonly run: RunSummary;
  /** The metric that it is judged by, if there is one. */
  readonly headline: string | undefined;
  /** What the user said about directions. */
  readonly chosen: (tag: string) => Direction | undefined;
  /** The checkpoint that was taken, if one was. */
  readonly checkpoint: { readonly at: SavedAt } | undefined;
  /** A metric's value at exactly this time of the training, where points are at hand. */
  readonly valueAt?: (metric: string, at: SavedAt) => LoggedValue | undefined;
  /** Of the headline metric, as a sentence. */
  readonly verdict: string | undefined;
}

/** A value, and its step where that is known: a value that was found by its epoch is of a step that may not be. */
export type LoggedValue = Pick<At, "value"> & Partial<Pick<At, "step">>;

/** More metrics than this are nobody's card. */
const mostMetrics = 100;

/** What is recorded of a run as a model of a name. Secrets are masked. @param now unix milliseconds */
export function promotionOf(name: string, candidate: Candidate, now: number): Omit<Promotion, "version" | "files"> {
  const { run, verdict } = candidate;
  const { command, git } = run;
  return {
    name,
    at: now,
    run: {
      handle: handleOf(run),
      name: run.name,
      params: Object.fromEntries(Object.entries(run.params).map(([key, value]) => [key, shownParam(key, value)])),
      ...(command !== undefined && { command: maskText(command) }),
      ...(git && { git: { ...git, ...(git.remote !== undefined && { remote: maskText(git.remote) }) } }),
    },
    metrics: run.series.slice(0, mostMetrics).flatMap((series) => metricOf(series, candidate) ?? []),
    ...(verdict !== undefined && { verdict }),
  };
}

function shownParam(key: string, value: ParamValue): ParamValue {
  if (typeof value !== "string") return value;
  return maskValue(key, value);
}

/** The value where the checkpoint was saved, where one was logged, else the last. NaN and infinities are none. */
function metricOf(
  series: SeriesSummary,
  { headline, chosen, checkpoint, valueAt }: Candidate,
): PromotedMetric | undefined {
  const at = (checkpoint && valueAt?.(series.name, checkpoint.at)) ?? series.last;
  if (!at || !Number.isFinite(at.value)) return undefined;
  const isHeadline = series.name === headline;
  return {
    metric: series.name,
    value: at.value,
    direction: directionOf(series, chosen),
    headline: isHeadline,
    ...(at.step !== undefined && { step: at.step }),
  };
}

/**
 * What curves have at exactly one place, the last of a metric's points there.
 * @param series those that the curves are of @param place where on x, an epoch or a step
 */
export function valuesAtPlace(
  curves: readonly Pick<Curve, "name" | "xs" | "ys">[],
  series: readonly Pick<SeriesSummary, "name" | "stepKind">[],
  x: "epoch" | "step",
  place: number,
): ReadonlyMap<string, LoggedValue> {
  const kinds = new Map(series.map(({ name, stepKind }) => [name, stepKind]));
  const found = new Map<string, LoggedValue>();
  for (const { name, xs, ys } of curves) {
    const value = ys[xs.lastIndexOf(place)];
    if (value !== undefined) found.set(name, { value, ...(kinds.get(name) === x && { step: place }) });
  }
  return found;
}

/** Where the headline metric was best, if its direction is known, and whether its steps are epochs. */
export function bestTimeOf({
  run,
  headline,
  chosen,
}: Pick<Candidate, "run" | "headline" | "chosen">): SavedAt | undefined {
  const series = run.series.find(({ name }) => name === headline);
  if (!series) return undefined;
  const direction = directionOf(series, chosen);
  const best = direction === "lower" ? series.min : direction === "higher" ? series.max : undefined;
  if (!best || series.stepKind === "row") return undefined;
  return series.stepKind === "epoch" ? { epoch: best.step } : { step: best.step };
}
