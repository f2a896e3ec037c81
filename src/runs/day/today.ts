import type { RunSummary } from "../../shared/run";
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
  /** Groups that the one judge calls better or worse. */
  readonly better: readonly DayGroup[];
  readonly worse: readonly DayGroup[];
  /** Seconds that runs took which ended since, and those of them that failed or diverged. */
  readonly spent: number;
  readonly wasted: number;
}

/** Everything since the last look. Pure; some 20 µs a run. */
export function todayOf(
  runs: Iterable<RunSummary>,
  look: Look | undefined,
  judge: DayJudge,
  context: NewsContext,
): Today {
  const { now } = context;
  const news = newsSince(runs, look, context);
  const groups = groupsOf(news, judge);
  const best = bestGroup(groups);
  const since = sinceOf(look, now);
  const hasLooked = since === look?.at;
  const by = (word: string) => groups.filter(({ verdict, isBaseline }) => !isBaseline && verdict?.verdict === word);
  const over = news.filter(({ kind }) => kind !== "running");
  const bad = over.filter(({ kind }) => kind === "failed" || kind === "nan");
  return {
    since,
    hasLooked,
    sentence: sentenceOf({ news, best, since: hasLooked ? since : undefined, now }),
    news,
    best,
    better: by("better"),
    worse: by("worse"),
    spent: secondsOf(over),
    wasted: secondsOf(bad),
  };
}

/** How many runs ask for attention: the badge. */
export function attentionOf(news: readonly Pick<News, "kind">[]): number {
  return news.filter(({ kind }) => kind === "failed" || kind === "nan" || kind === "stale").length;
}

function secondsOf(news: readonly News[]): number {
  return news.reduce((sum, { run: { startedAt, endedAt, lastWriteAt } }) => {
    return sum + (startedAt === undefined ? 0 : Math.max(0, ((endedAt ?? lastWriteAt) - startedAt) / 1000));
  }, 0);
}
