import type { RunSummary } from "../../shared/run";
import { meanOf } from "../judging/statistics/sample";
import { bestGroup, groupsOf, type DayGroup, type DayJudge } from "./groups";
import { newsSince, sinceOf, type Look, type News, type NewsContext } from "./news";
import { sentenceOf } from "./sentence";

/** What somebody who was away is to know. */
export interface Today {
  /** Unix milliseconds. */
  readonly since: number;
  /** Whether somebody looked before: else a day is shown. */
  readonly hasLooked: boolean;
  readonly sentence: string;
  /** The worst first. */
  readonly news: readonly News[];
  readonly best: DayGroup | undefined;
  /** What the best is called among what is new. */
  readonly bestName: string | undefined;
  /** Groups that the one judge calls better or worse, the greatest difference first. */
  readonly better: readonly DayGroup[];
  readonly worse: readonly DayGroup[];
  /** Seconds that runs took which ended since, and those of them that failed or diverged. */
  readonly spent: number;
  readonly wasted: number;
  /** The same times the GPUs that they kept busy at the least, of those that tell; 0 where none does. */
  readonly gpuSpent: number;
  readonly gpuWasted: number;
}

/** Everything since the last look. Pure; some 20 µs a run. */
export function todayOf(
  runs: Iterable<RunSummary>,
  look: Look | undefined,
  judge: DayJudge,
  context: NewsContext,
): Today {
  const { now } = context;
  const all = [...runs];
  const news = newsSince(all, look, context);
  const groups = groupsOf(news, judge);
  const best = withHistory(bestGroup(groups), news, all, judge);
  const among = groups.slice(0, mostAmong).map(({ name }) => name);
  const bestName = best && (context.short?.(best.name, among) ?? best.name);
  const since = sinceOf(look, now);
  const hasLooked = since === look?.at;
  const by = (word: string) =>
    groups.filter(({ verdict, isBaseline }) => !isBaseline && verdict?.verdict === word).sort(byDelta);
  const over = news.filter(({ kind }) => kind !== "running");
  const bad = over.filter(({ kind }) => kind === "failed" || kind === "nan");
  return {
    since,
    hasLooked,
    sentence: sentenceOf({ news, best, since: hasLooked ? since : undefined, now, called: bestName }),
    news,
    best,
    bestName,
    better: by("better"),
    worse: by("worse"),
    spent: secondsOf(over),
    wasted: secondsOf(bad),
    gpuSpent: secondsOf(over, context.gpusOf ?? none),
    gpuWasted: secondsOf(bad, context.gpusOf ?? none),
  };
}

const none = () => 0;

/** So many names tell what all have in common. */
const mostAmong = 200;

/** The greatest difference first. */
function byDelta(a: DayGroup, b: DayGroup): number {
  return Math.abs(b.verdict?.delta ?? 0) - Math.abs(a.verdict?.delta ?? 0);
}

/** Whether the best of what is new is better than every group that was there before, if there was one. */
function withHistory(
  best: DayGroup | undefined,
  news: readonly News[],
  runs: readonly RunSummary[],
  judge: DayJudge,
): DayGroup | undefined {
  if (!best) return undefined;
  const recent = new Set([...news.map(({ run }) => run), ...best.runs].map(({ id }) => id));
  const older = new Map<string, number[]>();
  for (const run of runs) {
    const valued = recent.has(run.id) ? undefined : judge.valueOf(run);
    if (valued?.metric !== best.metric || valued.value === undefined || !Number.isFinite(valued.value)) continue;
    const { key } = judge.groupOf(run);
    const values = older.get(key);
    if (values) values.push(valued.value);
    else older.set(key, [valued.value]);
  }
  const means = [...older.values()].map(meanOf);
  const isRecord = means.every((mean) => (best.direction === "lower" ? best.mean < mean : best.mean > mean));
  return means.length > 0 && isRecord ? { ...best, isRecord } : best;
}

/** How many runs ask for attention: the badge. */
export function attentionOf(news: readonly Pick<News, "kind">[]): number {
  return news.filter(({ kind }) => kind === "failed" || kind === "nan" || kind === "stale").length;
}

function secondsOf(news: readonly News[], times: (run: RunSummary) => number = () => 1): number {
  return news.reduce((sum, { run }) => {
    const { startedAt, endedAt, lastWriteAt } = run;
    const took = startedAt === undefined ? 0 : Math.max(0, ((endedAt ?? lastWriteAt) - startedAt) / 1000);
    return sum + took * times(run);
  }, 0);
}
