import type { RunSummary } from "../../shared/run";
import { nanStep } from "../judging/judge";
import { stoppedEarly, type StoppedEarly } from "../judging/stoppedEarly";

/** What became of a run, the worst first: a run that failed with NaN is told as failed, once. `ended`: nothing tells how. */
export const newsKinds = ["failed", "nan", "stale", "early", "killed", "running", "finished", "ended"] as const;
export type NewsKind = (typeof newsKinds)[number];

/** One run, and what happened to it since somebody last looked. */
export interface News {
  readonly kind: NewsKind;
  readonly run: RunSummary;
  /** Unix milliseconds: when it ended, or wrote last. */
  readonly at: number;
  /** It began since the last look. */
  readonly isNew: boolean;
  /** The step from which on its metrics are NaN. */
  readonly nanFrom?: number;
  readonly early?: StoppedEarly;
}

/** What was seen when somebody last looked. */
export interface Look {
  /** Unix milliseconds. */
  readonly at: number;
  /** Ids of the runs that were running then: what became of them is news, whenever they wrote last. */
  readonly running: readonly string[];
  /** Runs whose files came from the future, with their last write: they are news once that is another. */
  readonly ahead: Readonly<Record<string, number>>;
}

/** What is asked of the project. */
export interface NewsContext {
  /** Unix milliseconds. */
  readonly now: number;
  /** The runs of its seed group. */
  readonly siblingsOf: (run: RunSummary) => readonly RunSummary[];
  /** The metric that it is judged by. */
  readonly metricOf: (run: RunSummary) => string | undefined;
  /** How many GPUs it kept busy at the least; 0 where nothing tells. */
  readonly gpusOf?: (run: RunSummary) => number;
  /** A name among others as people are told it, where names in full don't fit. */
  readonly short?: (name: string, among: readonly string[]) => string;
}

/** Clocks of file servers differ: a time is from the future beyond this, in milliseconds. */
const slack = 60_000;

/** Where the last look is in the future, or there was none, so much is shown, in milliseconds. */
export const usualSpan = 24 * 3600_000;

/** Of so many siblings it is asked whether they came further: a group may hold thousands. */
const mostSiblings = 200;

/** Since when things are news. A look from the future (the clock was set back) tells nothing, so the usual span is shown. */
export function sinceOf(look: Look | undefined, now: number): number {
  return look === undefined || look.at > now + slack ? now - usualSpan : look.at;
}

/** What is kept of a look now. */
export function lookNow(runs: Iterable<RunSummary>, now: number): Look {
  const running: string[] = [];
  const ahead: Record<string, number> = {};
  for (const run of runs) {
    if (run.status === "running") running.push(run.id);
    if (timeOf(run) > now) ahead[run.id] = timeOf(run);
  }
  return { at: now, running, ahead };
}

/** Every run that something happened to since the last look, or that still runs; the worst first, then the latest. */
export function newsSince(runs: Iterable<RunSummary>, look: Look | undefined, context: NewsContext): News[] {
  const since = sinceOf(look, context.now);
  const wereRunning = new Set(look?.running);
  const found: News[] = [];
  for (const run of runs)
    if (isNews(run, since, wereRunning, look?.ahead ?? {})) found.push(newsOf(run, since, context));
  const order = (news: News) => newsKinds.indexOf(news.kind);
  return found.sort((a, b) => order(a) - order(b) || b.at - a.at || (a.run.id < b.run.id ? -1 : 1));
}

function isNews(run: RunSummary, since: number, wereRunning: ReadonlySet<string>, ahead: Look["ahead"]): boolean {
  // Of a log that another training took over, the last training is told.
  if (run.attempt && run.attempt.index < run.attempt.of) return false;
  if (run.status === "running" || wereRunning.has(run.id)) return true;
  const time = timeOf(run);
  return Object.hasOwn(ahead, run.id) ? ahead[run.id] !== time : time > since;
}

function timeOf({ endedAt = 0, lastWriteAt }: RunSummary): number {
  return Math.max(endedAt, lastWriteAt);
}

function newsOf(run: RunSummary, since: number, { siblingsOf, metricOf }: NewsContext): News {
  const nanFrom = nanStep(run);
  const early = stoppedEarly(run, siblingsOf(run).slice(0, mostSiblings), metricOf(run));
  return {
    kind: kindOf(run, nanFrom !== undefined, early !== undefined),
    run,
    at: run.endedAt ?? run.lastWriteAt,
    isNew: (run.startedAt ?? run.lastWriteAt) > since,
    ...(nanFrom !== undefined && { nanFrom }),
    ...(early && { early }),
  };
}

function kindOf({ status }: RunSummary, isNan: boolean, isEarly: boolean): NewsKind {
  if (status === "failed") return "failed";
  if (isNan) return "nan";
  if (status === "stale") return "stale";
  if (isEarly) return "early";
  return status === "unknown" ? "ended" : status;
}
