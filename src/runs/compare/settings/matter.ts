import type { Direction } from "../../../shared/run";
import type { SettingImportance, SettingsAnswer } from "../../../shared/settings";
import { plural, t } from "../../../util/text";
import type { AssembledRun } from "../../assembly/summary";
import { SameMetrics } from "../../judging/aliases";
import { standIn } from "../../judging/board";
import { compareMetric, type Standards } from "../../judging/compareRuns";
import { ruleName } from "../../judging/stands/rule";
import { ablationsOf } from "./ablations";
import { forestImportance } from "./forest";
import { columnsOf, settingsOf, type Setting, type Settings } from "./setting";

/** Fewer runs are no forest. */
const leastRuns = 10;
/** From so many runs for each setting on, nothing is said about their number. */
const runsForEach = 10;
/** A forest that explains less of the metric says nothing of its settings. */
const leastR2 = 0.1;
/** A forest is grown on so many runs, taken evenly. */
const mostRuns = 1000;
const trees = 100;

/** A run and what it came to. */
interface Valued {
  readonly run: AssembledRun;
  readonly value: number;
}

/**
 * Which setting matters for a metric, over many runs: the importance of each in a random forest, and pairs of runs that differ in one
 * setting alone. Takes up to a second: not for the extension host's main thread.
 * @param runs that were asked of @param metric the same for all
 */
export function settingsThatMatter(
  runs: readonly AssembledRun[],
  metric: string | undefined,
  direction: Direction,
  standards: Standards,
): SettingsAnswer {
  const valued = metric === undefined ? [] : valuesOf(runs, metric, direction, standards);
  const own = valued.map(({ run }) => run);
  const found = settingsOf(
    own.map(({ summary }) => summary),
    standards.seedLike,
  );
  const { settings } = found;
  const { ablations, comparisons, groups } =
    metric === undefined ? { ablations: [], comparisons: 0, groups: 0 } : ablationsOf(own, settings, metric, standards);
  const grown = valued.length >= leastRuns && settings.length > 0 ? grownOn(valued, settings) : undefined;
  return {
    metric,
    direction,
    rule: ruleName(standards.rule),
    asked: runs.length,
    n: valued.length,
    groups,
    ...(grown && { forest: { trees, r2: grown.r2 } }),
    importances: grown?.importances ?? [],
    ablations,
    comparisons,
    warnings: [...countWarnings(runs.length, valued.length, settings.length), ...restWarnings(found, grown?.r2)],
  };
}

/** Runs that have ended, each with its own value by the rule, which is finite. */
function valuesOf(runs: readonly AssembledRun[], metric: string, direction: Direction, standards: Standards): Valued[] {
  const { rule } = standards;
  const noSynonyms = new SameMetrics([]);
  return runs.flatMap((given): Valued[] => {
    const run = given.isReleased ? standIn(given, { metric, direction, rule }, noSynonyms) : given;
    if (run.summary.status === "running" || !run.series.has(metric)) return [];
    const target = { targets: new Map([[metric, 0]]) };
    const [member] = compareMetric(metric, [run], target, { ...standards, project: [] }).candidate.members;
    const value = member?.value;
    return value !== undefined && Number.isFinite(value) ? [{ run, value }] : [];
  });
}

function grownOn(valued: readonly Valued[], settings: readonly Setting[]) {
  const every = Math.max(1, Math.ceil(valued.length / mostRuns));
  const rows = [...valued.keys()].filter((at) => at % every === 0);
  const parts = settings.map((setting) =>
    columnsOf(setting).map((column) => Float64Array.from(rows, (row) => column[row]!)),
  );
  let next = 0;
  const groups = parts.map((part) => part.map(() => next++));
  const y = Float64Array.from(rows, (row) => valued[row]!.value);
  const { r2, importances } = forestImportance(parts.flat(), groups, y, trees);
  const told = settings.map(({ names, values }, at): SettingImportance => {
    const { mean, sd } = importances[at]!;
    return { names, importance: mean, sd, values: values.length };
  });
  return { r2, importances: told.sort((a, b) => b.importance - a.importance) };
}

function countWarnings(asked: number, n: number, settings: number): string[] {
  const left = asked - n;
  const gone = plural(left, {
    one: "{count} run is left out: it still runs, or has no finite value of the metric.",
    other: "{count} runs are left out: they still run, or have no finite value of the metric.",
  });
  const few =
    n < leastRuns
      ? t("{n} runs are too few to tell which setting matters: it takes {least}.", { n, least: leastRuns })
      : settings > 0 && n < runsForEach * settings
        ? t("{n} runs are few for {settings} settings: read the order with care.", { n, settings })
        : undefined;
  const none = n > 1 && settings === 0 ? t("They differ in no setting that was logged.") : undefined;
  return [...(left > 0 ? [gone] : []), ...(few === undefined ? [] : [few]), ...(none === undefined ? [] : [none])];
}

function restWarnings({ tooMany, leftOut, settings }: Settings, r2: number | undefined): string[] {
  const joined = settings.filter(({ names }) => names.length > 1).length;
  const unclear = t("The settings explain next to nothing of the metric (R² {r2}): the importances say nothing.", {
    r2: (r2 ?? 0).toFixed(2),
  });
  return [
    ...(r2 !== undefined && r2 < leastR2 ? [unclear] : []),
    ...(joined > 0 ? [t("Settings that always change together can’t be told apart: they stand in one row.")] : []),
    ...(tooMany.length > 0
      ? [t("Not looked at, as they have a value of their own in most runs: {params}.", { params: listed(tooMany) })]
      : []),
    ...(leftOut > 0
      ? [plural(leftOut, { one: "{count} more setting differs.", other: "{count} more settings differ." })]
      : []),
  ];
}

function listed(names: readonly string[]): string {
  return [...names.slice(0, 3), ...(names.length > 3 ? ["…"] : [])].join(", ");
}
