import type { Direction, RunSummary } from "../../shared/run";
import { nanStep } from "../judging/judge";
import { sampleOf } from "../judging/statistics/sample";
import type { Verdict } from "../judging/verdicts/verdict";
import type { News } from "./news";

/** A value that a run is judged by. */
export interface Valued {
  readonly metric: string;
  readonly direction: Direction;
  /** Absent where nothing was logged; may be NaN. */
  readonly value: number | undefined;
}

/** What is asked of the project's judge. */
export interface DayJudge {
  readonly groupOf: (run: RunSummary) => {
    readonly key: string;
    readonly name: string;
    readonly runs: readonly RunSummary[];
  };
  readonly valueOf: (run: RunSummary) => Valued | undefined;
  /** The verdict on runs together, once it is known; undefined without a baseline. */
  readonly verdictOf: (runs: readonly RunSummary[], metric: string) => Verdict | undefined;
  readonly isBaseline: (run: RunSummary) => boolean;
}

/** A seed group of which something is new. */
export interface DayGroup {
  readonly key: string;
  readonly name: string;
  readonly runs: readonly RunSummary[];
  readonly metric: string;
  readonly direction: Direction;
  /** Of how many runs the mean is. */
  readonly n: number;
  readonly mean: number;
  readonly sd: number | undefined;
  readonly verdict: Verdict | undefined;
  readonly isBaseline: boolean;
  /** It is better than every group that was there before, by the same metric. */
  readonly isRecord?: boolean;
}

/** The groups of what is new that have a value, in the order in which they come. What still runs has none yet, and what failed none to trust. */
export function groupsOf(news: readonly News[], judge: DayJudge): DayGroup[] {
  const seen = new Set<string>();
  return news.flatMap(({ run }) => {
    const group = judge.groupOf(run);
    if (seen.has(group.key)) return [];
    seen.add(group.key);
    return dayGroup(group, judge) ?? [];
  });
}

function dayGroup({ key, name, runs }: ReturnType<DayJudge["groupOf"]>, judge: DayJudge): DayGroup | undefined {
  const ended = runs.filter(({ status }) => status !== "running" && status !== "failed");
  const valued = ended.flatMap((run) => judge.valueOf(run) ?? []);
  const [first] = valued;
  if (!first) return undefined;
  const { metric, direction } = first;
  const verdict = judge.verdictOf(runs, metric);
  const values = valued.flatMap((one) => {
    return one.metric === metric && one.value !== undefined && Number.isFinite(one.value) ? [one.value] : [];
  });
  // A group that diverged for the most part is no candidate, whatever the rest of it reached.
  if (values.length === 0 || runs.filter((run) => nanStep(run) !== undefined).length * 2 > runs.length)
    return undefined;
  const own = sampleOf(values);
  // Where there is a verdict, the value is what was judged: at equal step.
  const judged = verdict?.candidate;
  const { n, mean, sd } = judged?.mean === undefined ? own : { ...judged, mean: judged.mean };
  const isBaseline = runs.some((run) => judge.isBaseline(run));
  return { key, name, runs, metric, direction, n, mean, sd, verdict, isBaseline };
}

/** The best by the metric that most groups are judged by; undefined where it isn't known which way is better. */
export function bestGroup(groups: readonly DayGroup[]): DayGroup | undefined {
  const counts = new Map<string, number>();
  for (const { metric } of groups) counts.set(metric, (counts.get(metric) ?? 0) + 1);
  const [metric] = [...counts].sort(([, a], [, b]) => b - a)[0] ?? [];
  const able = groups.filter((group) => group.metric === metric && group.direction !== "unknown");
  const isBetter = (a: DayGroup, b: DayGroup) => (a.direction === "lower" ? a.mean < b.mean : a.mean > b.mean);
  return able.reduce<DayGroup | undefined>((best, group) => (!best || isBetter(group, best) ? group : best), undefined);
}
