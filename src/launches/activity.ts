import type { RunSummary } from "../shared/run";
import type { Launch } from "./launch";

/** What Lossline's launches are doing. */
export interface Activity {
  readonly running: number;
  /** Until the last of those that run ends, in seconds, as far as their runs tell how far they are. */
  readonly secondsLeft: number | undefined;
}

/** A guess from less than this share of a training is none. */
const leastShare = 0.02;

/** @param now unix milliseconds */
export function activityOf(
  launches: readonly Launch[],
  runs: ReadonlyMap<string, Pick<RunSummary, "progress">>,
  now: number,
): Activity {
  const running = launches.filter(({ state }) => state === "running");
  const left = running.flatMap((launch) => secondsLeft(launch, runs, now) ?? []);
  return { running: running.length, secondsLeft: left.length === 0 ? undefined : Math.max(...left) };
}

/** As long as what is done took, for what is not. A launch of several runs tells nothing by one of them. */
function secondsLeft(
  { startedAt, runs: own }: Launch,
  runs: ReadonlyMap<string, Pick<RunSummary, "progress">>,
  now: number,
): number | undefined {
  const [id, ...others] = own;
  const progress = id === undefined || others.length > 0 ? undefined : runs.get(id)?.progress;
  if (!progress || progress.total <= 0) return undefined;
  const share = progress.done / progress.total;
  if (share < leastShare || share > 1) return undefined;
  return Math.max(0, ((now - startedAt) / 1000) * (1 / share - 1));
}
