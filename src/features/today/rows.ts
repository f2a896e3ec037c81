import { basename } from "node:path";
import { deltaText } from "../../runs/describe/verdict";
import {
  formatAge,
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

/** A row of the Today view. Plain data. */
export interface TodayRow {
  /** The same after a refresh. */
  readonly key: string;
  readonly label: string;
  readonly description: string;
  readonly tooltip?: string;
  readonly icon: { readonly id: string; readonly color?: string };
  readonly runIds: readonly string[];
  readonly words: readonly TodayWord[];
  readonly isOpen: boolean;
  readonly rows: readonly TodayRow[];
}

/** Every word that a row's contextValue may hold. */
export const todayVocabulary = ["dayRun", "dayScripted", "dayExplainable"] as const;
export type TodayWord = (typeof todayVocabulary)[number];

/** What happened beside runs. */
export interface Surroundings {
  /** Commits since, the latest first: "a1b2c3d Fix the loader"; and the branch. */
  readonly commits: readonly string[];
  readonly branch?: string;
  /** Data that changed: a name and what is different. */
  readonly data: readonly { readonly path: string; readonly change: string }[];
  /** Launches of tests that failed: absolute paths of what was tested. */
  readonly redTests: readonly string[];
  /** Bytes that are free where the project lies, if they are few. */
  readonly bytesFree?: number;
}

export interface RowContext {
  readonly now: number;
  readonly nameOf: (run: RunSummary) => string;
  readonly wordsOf: (run: RunSummary) => readonly TodayWord[];
  readonly metricOf: (run: RunSummary) => { readonly metric: string; readonly value: number | undefined } | undefined;
}

/** So many runs of a kind have rows of their own. */
const mostRows = 200;

/** Better and worse first, since they are news; then what became of runs, the worst first; then what is around them. */
export function todayRows(today: Today, around: Surroundings, context: RowContext): TodayRow[] {
  return [
    ...groupRows("better", today.better),
    ...groupRows("worse", today.worse),
    ...newsKinds.flatMap((kind) => kindRow(kind, today.news, context)),
    ...hoursRow(today),
    ...aroundRows(around),
  ];
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
    const value = `${group.metric} ${formatSpread(group.mean, group.sd)}`;
    const description = [...(group.verdict ? [deltaText(group.verdict)] : []), value].join("   ");
    return leaf(`${kind} ${group.key}`, group.name, description, icon, group.runs, ["dayRun"]);
  });
  const runIds = groups.flatMap(({ runs }) => runs.map(({ id }) => id));
  return [{ ...branch(kind, label, rows, groups.length), icon, runIds, isOpen: true }];
}

function kindRow(kind: NewsKind, news: readonly News[], context: RowContext): TodayRow[] {
  const own = news.filter((one) => one.kind === kind);
  if (own.length === 0) return [];
  const rows = own.slice(0, mostRows).map((one) => newsRow(one, context));
  const runIds = own.map(({ run }) => run.id);
  const isOpen = kind !== "finished" && kind !== "ended";
  return [{ ...branch(kind, kindText(kind, own.length), rows, own.length), icon: icons[kind], runIds, isOpen }];
}

function branch(key: string, label: string, rows: readonly TodayRow[], count: number): TodayRow {
  const more = count - rows.length;
  const rest: TodayRow[] =
    more > 0 ? [leaf(`${key} more`, t("and {count} more", { count: more }), "", { id: "ellipsis" }, [], [])] : [];
  return {
    key,
    label,
    description: "",
    icon: { id: "circle" },
    runIds: [],
    words: [],
    isOpen: true,
    rows: [...rows, ...rest],
  };
}

function leaf(
  key: string,
  label: string,
  description: string,
  icon: TodayRow["icon"],
  runs: readonly RunSummary[],
  words: readonly TodayWord[],
): TodayRow {
  return { key, label, description, icon, runIds: runs.map(({ id }) => id), words, isOpen: false, rows: [] };
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
      return plural(count, { one: "{count} ended without a word", other: "{count} ended without a word" });
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
function hoursRow({ spent, wasted }: Today): TodayRow[] {
  if (spent < 60) return [];
  const values = { time: formatDuration(spent), wasted: formatDuration(wasted) };
  const label =
    wasted < 60
      ? t("{time} of training", values)
      : t("{time} of training, {wasted} of it in runs that failed or diverged", values);
  return [leaf("hours", label, "", { id: "clock" }, [], [])];
}

function aroundRows({ commits, branch: on, data, redTests, bytesFree }: Surroundings): TodayRow[] {
  const commitRows = commits
    .slice(0, mostRows)
    .map((text, at) => leaf(`commit:${at}`, text, "", { id: "git-commit" }, [], []));
  const name = plural(commits.length, { one: "{count} commit", other: "{count} commits" });
  const dataRows = data
    .slice(0, mostRows)
    .map(({ path, change }) => leaf(`data:${path}`, path, change, { id: "database" }, [], []));
  const changed = plural(data.length, { one: "{count} change of data", other: "{count} changes of data" });
  return [
    ...redTests.map((path, at) =>
      leaf(
        `tests:${at}`,
        t("Tests of {name} failed", { name: basename(path) }),
        "",
        { id: "beaker", color: "testing.iconFailed" },
        [],
        [],
      ),
    ),
    ...(commits.length === 0
      ? []
      : [
          {
            ...branch("commits", name, commitRows, commits.length),
            description: on ?? "",
            icon: { id: "git-commit" },
            isOpen: false,
          },
        ]),
    ...(data.length === 0
      ? []
      : [{ ...branch("data", changed, dataRows, data.length), icon: { id: "database" }, isOpen: false }]),
    ...(bytesFree === undefined
      ? []
      : [
          leaf(
            "disk",
            t("Little disk space: {size} GB free", { size: formatValue(Math.round(bytesFree / 1e8) / 10) }),
            "",
            icons.nan,
            [],
            [],
          ),
        ]),
  ];
}
