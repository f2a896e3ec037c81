import { gpusUsed } from "../launches/gpusUsed";
import { handleOf } from "../runs/describe/handle";
import { statusWord } from "../runs/describe/status";
import { formatAge } from "../runs/describe/numbers";
import type { DayJudge } from "../runs/day/groups";
import type { Look } from "../runs/day/news";
import { todayOf, type Today } from "../runs/day/today";
import { directionOf } from "../runs/judging/direction";
import { seedLikeOf } from "../runs/judging/board";
import { seedGroups } from "../runs/judging/groups/groups";
import { HumanError } from "../util/errors";
import { t } from "../util/text";
import { Boards } from "./boards";
import type { Loaded } from "./load";
import { table } from "./table";

/** What happened in a folder since a time, as the Today view has it. @param since unix milliseconds; undefined: a day */
export function dayOf(loaded: Loaded, since: number | undefined, now: number): Today {
  const judge = dayJudge(loaded);
  const look: Look | undefined = since === undefined ? undefined : { at: since, running: [], ahead: {} };
  const runs = loaded.runs.map(({ summary }) => summary);
  return todayOf(runs, look, judge, {
    now,
    siblingsOf: (run) => judge.groupOf(run).runs,
    metricOf: (run) => judge.valueOf(run)?.metric,
    gpusOf: (run) => gpusUsed(run, undefined) ?? 0,
  });
}

function dayJudge(loaded: Loaded): DayJudge {
  const boards = new Boards(loaded);
  const groups = seedGroups(
    loaded.runs.map(({ summary }) => summary),
    seedLikeOf(loaded.said.seedLike ?? []),
  );
  const byId = new Map(groups.flatMap((group) => group.runs.map((run) => [run.id, group] as const)));
  return {
    groupOf: (run) => {
      const group = byId.get(run.id);
      return group && group.runs.length > 1 ? group : { key: run.id, name: run.name, runs: [run] };
    },
    valueOf: (run) => {
      const series = run.series.find(({ name }) => name === loaded.headline(run)?.metric);
      return (
        series && { metric: series.name, direction: directionOf(series, loaded.direction), value: series.last?.value }
      );
    },
    verdictOf: (runs, metric) => boards.ofGroup(runs, metric),
    isBaseline: (run) => boards.isBaseline(run),
  };
}

/** The sentence, and a line for each run. */
export function todayText({ sentence, news }: Today, now: number): string {
  const rows = news.map(({ kind, run, nanFrom, early }) => [
    kind,
    handleOf(run),
    nanFrom !== undefined
      ? t("NaN from step {step}", { step: nanFrom })
      : early
        ? t("{place} of {of}", { place: early.done, of: early.of })
        : `${statusWord(run.status)}: ${run.statusReason}`,
    formatAge(run.lastWriteAt, now),
  ]);
  return [sentence, ...(rows.length === 0 ? [] : [table(rows)])].join("\n");
}

/** A stable interface: fields are added, never changed. */
export function todayJson({ since, hasLooked, sentence, news, best, better, worse, ...hours }: Today): object {
  const named = (groups: Today["better"]) => groups.map(({ name, runs }) => ({ name, runs: runs.map(handleOf) }));
  return {
    schemaVersion: 1,
    since: new Date(since).toISOString(),
    isDefault: !hasLooked,
    sentence,
    total: news.length,
    best: best
      ? {
          name: best.name,
          metric: best.metric,
          n: best.n,
          mean: best.mean,
          sd: best.sd ?? null,
          verdict: best.verdict?.verdict ?? null,
          isRecord: best.isRecord ?? false,
        }
      : null,
    better: named(better),
    worse: named(worse),
    secondsSpent: hours.spent,
    secondsWasted: hours.wasted,
    gpuSecondsSpent: hours.gpuSpent,
    gpuSecondsWasted: hours.gpuWasted,
    news: news.map(({ kind, run, at, isNew, nanFrom = null, early = null }) => {
      return {
        kind,
        run: handleOf(run),
        at: new Date(at).toISOString(),
        isNew,
        nanFrom,
        early,
        reason: run.statusReason,
      };
    }),
  };
}

const spans: Readonly<Record<string, number>> = { m: 60_000, h: 3600_000, d: 86_400_000 };

/** Unix milliseconds of "18h" or of an ISO time. @throws {HumanError} if it is neither, or lies in the future */
export function pastTime(text: string, now: number): number {
  const [, count, unit = ""] = /^(\d{1,5})([mhd])$/.exec(text) ?? [];
  const time = count === undefined ? Date.parse(text) : now - Number(count) * (spans[unit] ?? NaN);
  if (Number.isFinite(time) && time <= now) return time;
  const values = { since: text, examples: "18h, 7d, 2026-01-31T18:00:00Z" };
  throw new HumanError(t("{since} is not a time in the past. Use one like {examples}.", values));
}
