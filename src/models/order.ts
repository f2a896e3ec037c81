import { maskText, isSecretName, mask } from "../launches/secrets";
import { handleOf } from "../runs/describe/handle";
import { directionOf } from "../runs/judging/direction";
import type { Direction, ParamValue, RunSummary, SeriesSummary } from "../shared/run";
import type { RankedCheckpoint } from "./checkpoints";
import type { Promotion, PromotedMetric } from "./promotion";

/** What is known of a run that is to be promoted. */
export interface Candidate {
  readonly run: RunSummary;
  /** The metric that it is judged by, if there is one. */
  readonly headline: string | undefined;
  /** What the user said about directions. */
  readonly chosen: (tag: string) => Direction | undefined;
  /** The checkpoint that was taken, if one was. */
  readonly checkpoint: Pick<RankedCheckpoint, "step"> | undefined;
  /** A metric's value at exactly this step, where points are at hand. */
  readonly valueAt?: (metric: string, step: number) => number | undefined;
  /** Of the headline metric, as a sentence. */
  readonly verdict: string | undefined;
}

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
  return isSecretName(key) ? mask : maskText(value);
}

/** The value at the checkpoint's step where one was logged, else the last. NaN and infinities are none. */
function metricOf(
  series: SeriesSummary,
  { headline, chosen, checkpoint, valueAt }: Candidate,
): PromotedMetric | undefined {
  const step = checkpoint?.step;
  const value = step === undefined ? undefined : valueAt?.(series.name, step);
  const at = value !== undefined && step !== undefined ? { value, step } : series.last;
  if (!at || !Number.isFinite(at.value)) return undefined;
  const isHeadline = series.name === headline;
  return {
    metric: series.name,
    value: at.value,
    direction: directionOf(series, chosen),
    headline: isHeadline,
    step: at.step,
  };
}

/** Where the headline metric was best, if its direction is known. */
export function bestStepOf({
  run,
  headline,
  chosen,
}: Pick<Candidate, "run" | "headline" | "chosen">): number | undefined {
  const series = run.series.find(({ name }) => name === headline);
  if (!series) return undefined;
  const direction = directionOf(series, chosen);
  return (direction === "lower" ? series.min : direction === "higher" ? series.max : undefined)?.step;
}
