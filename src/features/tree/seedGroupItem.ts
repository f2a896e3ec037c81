import { Commands } from "../../host/contributions";
import { formatSpread } from "../../runs/describe/numbers";
import { deltaText } from "../../runs/describe/verdict";
import { shortName } from "../../runs/describe/shortName";
import { groupStatusText } from "../../runs/describe/status";
import { groupStatus } from "../../runs/judging/groups/groups";
import { nanStep, type Judge } from "../../runs/judging/judge";
import { sampleOf, type Sample } from "../../runs/judging/statistics/sample";
import type { Verdict } from "../../runs/judging/verdicts/verdict";
import type { RunSummary } from "../../shared/run";
import { plural, t } from "../../util/text";
import type { ItemState } from "./contextValue";
import { baselineIcon, plottedIcon, verdictIcon, type Icon, type Item } from "./fields";
import type { SeedGroupNode } from "./nodes";

/** A row of several runs: how they do against the baseline, their mean and spread, how many they are and in which states. */
export function seedGroupItem(
  node: SeedGroupNode,
  { judge, standingOfGroup, plotted, plottedGroups }: ItemState,
): Omit<Item, "context"> {
  const { group, expects } = node;
  const metric = commonHeadline(group.runs, judge);
  const verdict = metric === undefined ? undefined : standingOfGroup(group.runs, metric)?.group?.verdict;
  const sample = verdict ? sampleFrom(verdict) : valuesOf(group.runs, metric, judge);
  const value = sample ? formatSpread(sample.mean, sample.sd) : undefined;
  const named = value !== undefined && expects !== undefined && metric !== expects ? `${metric} ${value}` : value;
  const parts = [
    ...groupVerdictParts(verdict),
    ...(named === undefined ? [] : [named]),
    seedsText(node),
    ...statesOf(group.runs),
  ];
  const isPlotted = node.shown.every(({ id }) => plotted.has(id));
  return {
    label: shortName(group.name, node.shared),
    description: parts.join("   "),
    icon: iconOf(group.runs, verdict, isPlotted ? plottedGroups.get(group.key) : undefined),
    opens: "closed",
    checked: isPlotted,
    spoken: [group.name, ...parts].join(", "),
    command: { id: Commands.plot, args: [node.runIds, {}] },
  };
}

function groupVerdictParts(verdict: Verdict | undefined): string[] {
  if (!verdict) return [];
  return verdict.because.kind === "itself" ? [t("baseline")] : [deltaText(verdict)];
}

/** "5 seeds"; of a group that was made otherwise "5 runs"; with what a filter leaves out "2 of 5 seeds". */
function seedsText({ group, shown }: SeedGroupNode): string {
  const count = group.runs.length;
  const values = { shown: shown.length };
  if (group.by === "named") return plural(count, { one: "{count} run", other: "{count} runs" });
  return shown.length < count
    ? plural(count, { other: "{shown} of {count} seeds" }, values)
    : plural(count, { one: "{count} seed", other: "{count} seeds" });
}

/** What of its members needs attention: "1 running", "2 NaN". */
function statesOf(runs: readonly RunSummary[]): string[] {
  const nan = runs.filter((run) => nanStep(run) !== undefined).length;
  return [...groupStatusText(runs), ...(nan > 0 ? [plural(nan, { other: "{count} NaN" })] : [])];
}

/** The metric that its runs are judged by: the first's that has one. */
function commonHeadline(runs: readonly RunSummary[], judge: Judge): string | undefined {
  for (const run of runs) {
    const headline = judge.criteria.headlineOf(run);
    if (headline) return headline.series.name;
  }
  return undefined;
}

function sampleFrom({ candidate: { n, mean, sd } }: Verdict): Sample | undefined {
  return mean === undefined ? undefined : { n, mean, sd };
}

/** Without a baseline nothing aligns them: the values that they are shown with. */
function valuesOf(runs: readonly RunSummary[], metric: string | undefined, judge: Judge): Sample | undefined {
  const values = runs.flatMap((run) => {
    const headline = judge.criteria.headlineOf(run);
    const value = headline?.series.name === metric ? headline?.at?.value : undefined;
    return value !== undefined && Number.isFinite(value) ? [value] : [];
  });
  return values.length > 0 ? sampleOf(values) : undefined;
}

/** @param line of its mean, if it is in the plot */
function iconOf(runs: readonly RunSummary[], verdict: Verdict | undefined, line: number | undefined): Icon {
  if (verdict?.because.kind === "itself") return baselineIcon;
  if (line !== undefined) return plottedIcon(line);
  if (groupStatus(runs) === "running") return { id: "loading~spin", color: "charts.blue" };
  const news = verdict && verdictIcon(verdict.verdict);
  if (news) return news;
  const broken = runs.filter((run) => run.status === "failed" || nanStep(run) !== undefined).length;
  return broken === runs.length ? { id: "warning", color: "list.warningForeground" } : { id: "layers" };
}
