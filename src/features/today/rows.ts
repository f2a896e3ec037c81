import { deltaText } from "../../runs/describe/verdict";
import {
  formatAge,
  formatCount,
  formatDuration,
  formatSpread,
  formatStep,
  formatValue,
  stepText,
} from "../../runs/describe/numbers";
import { progressText } from "../../runs/describe/status";
import type { DayGroup } from "../../runs/day/groups";
import { newsKinds, type News, type NewsKind } from "../../runs/day/news";
import type { Today } from "../../runs/day/today";
import { secondsLeft } from "../../runs/day/when";
import type { RunSummary } from "../../shared/run";
import { plural, t } from "../../util/text";
import { aroundRows, type Surroundings } from "./aroundRows";
import { branch, leaf, mostRows, named, type TodayRow, type TodayWord } from "./row";

export interface RowContext {
  readonly now: number;
  readonly nameOf: (run: RunSummary) => string;
  readonly wordsOf: (run: RunSummary) => readonly TodayWord[];
  readonly metricOf: (run: RunSummary) => { readonly metric: string; readonly value: number | undefined } | undefined;
}

/** Better and worse first, since they are news; then what became of runs, the worst first; then what is around them. */
export function todayRows(today: Today, around: Surroundings, context: RowContext): TodayRow[] {
  return [
    ...everyRow(today),
    ...bestRow(today),
    ...groupRows("better", today.better),
    ...groupRows("worse", today.worse),
    ...newsKinds.flatMap((kind) => kindRow(kind, today.news, context)),
    ...hoursRow(today),
    ...aroundRows(around),
  ];
}

/** The sentence begins with how many there are: a click plots them. */
function everyRow({ news }: Today): TodayRow[] {
  if (news.length < 2) return [];
  const count = formatCount(news.length);
  const label = plural(news.length, { one: "All {count} run", other: "All {count} runs" }, { count });
  const runs = news.map(({ run }) => run);
  return [leaf("every", label, "", { id: "graph-line" }, runs, [])];
}

/** The best that the sentence names. */
function bestRow({ best, bestName = best?.name ?? "" }: Today): TodayRow[] {
  if (!best) return [];
  const description = [valueText(best), ...(best.isRecord ? [t("the best so far")] : [])].join("   ");
  const icon = { id: "star-full", color: "charts.yellow" };
  const row = leaf("best", t("Best: {name}", { name: bestName }), description, icon, best.runs, ["dayRun"]);
  return [bestName === best.name ? row : { ...row, tooltip: best.name }];
}

function valueText({ verdict, metric, mean, sd }: DayGroup): string {
  return [...(verdict ? [deltaText(verdict)] : []), `${metric} ${formatSpread(mean, sd)}`].join("   ");
}

function groupRows(kind: "better" | "worse", groups: readonly DayGroup[]): TodayRow[] {
  if (groups.length === 0) return [];
  const icon =
    kind === "better"
      ? { id: "triangle-up", color: "lossline.better" }
      : { id: "triangle-down", color: "lossline.worse" };
  const label =
    kind === "better"
      ? plural(groups.length, { one: "{count} better than the baseline", other: "{count} better than the baseline" })
      : plural(groups.length, { one: "{count} worse than the baseline", other: "{count} worse than the baseline" });
  const rows = groups.slice(0, mostRows).map((group): TodayRow => {
    return leaf(`${kind} ${group.key}`, group.name, valueText(group), icon, group.runs, ["dayRun"]);
  });
  const runIds = groups.flatMap(({ runs }) => runs.map(({ id }) => id));
  return [{ ...branch(kind, label, named(rows), groups.length), icon, runIds, words: ["dayRuns"], isOpen: true }];
}

function kindRow(kind: NewsKind, news: readonly News[], context: RowContext): TodayRow[] {
  const own = news.filter((one) => one.kind === kind);
  if (own.length === 0) return [];
  const rows = own.slice(0, mostRows).map((one) => newsRow(one, context));
  const runIds = own.map(({ run }) => run.id);
  const isOpen = kind !== "finished" && kind !== "ended";
  return [
    {
      ...branch(kind, kindText(kind, own.length), named(rows), own.length),
      icon: icons[kind],
      runIds,
      words: ["dayRuns"],
      isOpen,
    },
  ];
}

function newsRow(news: News, context: RowContext): TodayRow {
  const { kind, run } = news;
  const row = leaf(
    `${kind} ${run.id}`,
    context.nameOf(run),
    detailOf(news, context),
    icons[kind],
    [run],
    context.wordsOf(run),
  );
  return { ...row, tooltip: `${run.path}\n${run.statusReason}` };
}

/** What is to be known first: why, since when, how far. */
function detailOf({ kind, run, nanFrom, early }: News, { now, metricOf }: RowContext): string {
  const age = formatAge(run.lastWriteAt, now);
  switch (kind) {
    case "failed":
    case "killed":
      return [lastLine(run.statusReason), age].join("   ");
    case "nan":
      return [t("NaN from step {step}", { step: formatStep(nanFrom ?? 0) }), age].join("   ");
    case "early":
      return early ? t("{place} of {of}", { place: stepText(early.done, early.unit), of: formatStep(early.of) }) : age;
    case "stale":
      return t("silent for {age}", { age });
    case "running": {
      const left = secondsLeft(run, now);
      const parts = [
        ...(run.progress ? [progressText(run.progress)] : []),
        ...(left === undefined ? [] : [t("about {time} left", { time: formatDuration(left) })]),
      ];
      return parts.join("   ");
    }
    case "finished":
    case "ended": {
      const found = metricOf(run);
      const value = found?.value === undefined ? [] : [`${found.metric} ${formatValue(found.value)}`];
      return [...value, age].join("   ");
    }
  }
}

const longestReason = 120;

/** The end of a reason says most: "ValueError: bad shape". */
function lastLine(reason: string): string {
  const line = reason.trim().split("\n").at(-1) ?? "";
  return line.length > longestReason ? `${line.slice(0, longestReason)}…` : line;
}

function kindText(kind: NewsKind, count: number): string {
  switch (kind) {
    case "failed":
      return plural(count, { one: "{count} failed", other: "{count} failed" });
    case "nan":
      return plural(count, { one: "{count} diverged", other: "{count} diverged" });
    case "stale":
      return plural(count, { one: "{count} went silent", other: "{count} went silent" });
    case "early":
      return plural(count, { one: "{count} stopped early", other: "{count} stopped early" });
    case "killed":
      return plural(count, { one: "{count} was killed", other: "{count} were killed" });
    case "running":
      return plural(count, { one: "{count} running", other: "{count} running" });
    case "finished":
      return plural(count, { one: "{count} finished", other: "{count} finished" });
    case "ended":
      return plural(count, { one: "{count} ended, outcome unknown", other: "{count} ended, outcome unknown" });
  }
}

const icons: Readonly<Record<NewsKind, TodayRow["icon"]>> = {
  failed: { id: "error", color: "list.errorForeground" },
  nan: { id: "warning", color: "list.warningForeground" },
  stale: { id: "watch", color: "list.warningForeground" },
  early: { id: "circle-slash" },
  killed: { id: "debug-stop" },
  running: { id: "loading~spin", color: "charts.blue" },
  finished: { id: "pass", color: "testing.iconPassed" },
  ended: { id: "circle-outline" },
};

/** Durations are known of runs that say when they began. */
function hoursRow({ spent, wasted, gpuSpent, gpuWasted }: Today): TodayRow[] {
  if (spent < 60) return [];
  const values = { time: formatDuration(spent), wasted: formatDuration(wasted) };
  const label =
    wasted < 60
      ? t("{time} of training", values)
      : t("{time} of training, {wasted} of it in runs that failed or diverged", values);
  return [leaf("hours", label, gpuText(gpuSpent, gpuWasted), { id: "clock" }, [], [])];
}

/** "at least 12 GPU hours, 3 of them wasted" */
function gpuText(spent: number, wasted: number): string {
  const hours = (seconds: number) => formatValue(Math.round(seconds / 360) / 10);
  const values = { spent: hours(spent), wasted: hours(wasted) };
  if (spent < 360) return "";
  return wasted < 360
    ? t("at least {spent} GPU hours", values)
    : t("at least {spent} GPU hours, {wasted} of them wasted", values);
}
