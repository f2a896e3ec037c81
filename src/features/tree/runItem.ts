import { metricCount } from "../../runs/describe/metricCount";
import { Commands } from "../../host/contributions";
import { formatAge, formatDelta, formatStep, formatValue } from "../../runs/describe/numbers";
import type { Measure } from "../../runs/judging/compare";
import type { RunSummary } from "../../shared/run";
import type { ItemState } from "./contextValue";
import type { Verdict } from "../../runs/judging/verdicts/verdict";
import { baselineIcon, count, type Icon, type Item } from "./fields";
import { nanStep } from "../../runs/judging/judge";
import type { RunNode } from "./nodes";
import { verdictIcon, verdictOn, verdictParts } from "./standing";

/** A run's row: what it is called, how it does against the baseline, and when it last wrote. */
export function runItem(
  node: RunNode,
  { judge, state, nameOf, standingOf }: ItemState,
  now: number,
): Omit<Item, "context"> {
  const { run } = node;
  const primary = judge.primary(run);
  const isBaseline = run.id === judge.baseline?.id;
  const verdict = isBaseline ? undefined : verdictOn(standingOf(run.id), primary);
  const label = node.place === "group" ? withoutFolder(nameOf(run), run) : nameOf(run);
  const parts =
    isBaseline && node.place === "baseline"
      ? baselineParts(primary)
      : runParts(node, primary, isBaseline, verdict, now);
  const icon = isBaseline ? baselineIcon : iconOf(run, verdict);
  return {
    label,
    description: parts.join("   "),
    icon: state.isHidden(run.id) || run.series.length === 0 ? { ...icon, color: "disabledForeground" } : icon,
    opens: "closed",
    spoken: spoken(label, node, primary, isBaseline, verdict, now),
    command: { id: Commands.plot, args: [node.runIds, {}] },
  };
}

/** In its folder a run's name need not say the folder. */
function withoutFolder(name: string, { folder }: RunSummary): string {
  const prefix = `${folder.split("/").at(-1)!}/`;
  return name.startsWith(prefix) ? name.slice(prefix.length) : name;
}

function baselineParts(primary: Measure | undefined): string[] {
  return ["baseline", ...(primary?.at ? [`${primary.series.name} ${formatValue(primary.at.value)}`] : [])];
}

function runParts(
  { run, expects }: RunNode,
  primary: Measure | undefined,
  isBaseline: boolean,
  verdict: Verdict | undefined,
  now: number,
): string[] {
  const parts: string[] = [];
  const remark = remarkOn(run);
  if (remark !== undefined) parts.push(remark);
  const value = primary?.at?.value;
  const shown = value === undefined || Number.isNaN(value) ? "–" : formatValue(value);
  const metric = primary?.series.name;
  const named = metric === undefined || expects === undefined || metric === expects ? shown : `${metric} ${shown}`;
  // The difference comes first and the age last, where it may be cut off: beside a difference there is no room for it.
  const delta = verdict ? verdictParts(verdict) : primary?.delta === undefined ? [] : [formatDelta(primary.delta)];
  if (isBaseline) parts.push(`${named}  baseline`);
  else if (delta.length > 0) return [...parts, ...delta, named];
  else if (shown !== "–" || run.series.length > 0) parts.push(named);
  parts.push(run.status === "running" ? "now" : formatAge(run.lastWriteAt, now));
  return parts;
}

const longestRemark = 24;

/** What must be known before the value is believed: how far it is, why it ended, since when it is NaN. */
function remarkOn(run: RunSummary): string | undefined {
  const nan = nanStep(run);
  if (run.status === "failed" || run.status === "killed") return brief(run.statusReason) ?? run.status;
  if (nan !== undefined) return `NaN from step ${formatStep(nan)}`;
  if (run.status === "running" && run.progress)
    return `${run.progress.unit} ${run.progress.done}/${run.progress.total}`;
  if (run.status === "stale") return "stale";
  return undefined;
}

/** In a row there is room for a few words only, such as an exit code; the tooltip has them all. */
function brief(text: string): string | undefined {
  const short = text.length > longestRemark ? text.split(": ", 1)[0]! : text;
  return short === "" || short.length > longestRemark || /[\r\n]/.test(short) ? undefined : short;
}

/** What the status says comes before how good the run is: colour means better or worse, and only where that is known. */
function iconOf(run: RunSummary, verdict: Verdict | undefined): Icon {
  if (run.status === "running") return { id: "loading~spin", color: "charts.blue" };
  if (run.status === "failed") return { id: "error", color: "list.errorForeground" };
  if (run.status === "killed") return { id: "circle-slash", color: "list.warningForeground" };
  if (nanStep(run) !== undefined) return { id: "warning", color: "list.warningForeground" };
  if (run.status === "stale") return { id: "watch", color: "list.warningForeground" };
  return (verdict && verdictIcon(verdict)) ?? { id: run.status === "finished" ? "pass" : "circle-outline" };
}

function spoken(
  label: string,
  node: RunNode,
  primary: Measure | undefined,
  isBaseline: boolean,
  verdict: Verdict | undefined,
  now: number,
): string {
  const { run } = node;
  const nan = nanStep(run);
  const words = [
    label,
    isBaseline ? "baseline" : node.place === "pinned" ? "pinned" : undefined,
    run.statusReason && run.status !== "unknown" ? `${run.status}: ${run.statusReason}` : run.status,
    nan === undefined ? undefined : `NaN from step ${formatStep(nan)}`,
    primary?.at && `${primary.series.name} ${formatValue(primary.at.value)}`,
    ...(verdict ? verdictParts(verdict) : primary?.delta === undefined ? [] : [formatDelta(primary.delta)]),
    count(metricCount(run), "metric"),
    run.status === "running" ? undefined : `last written ${ago(run.lastWriteAt, now)}`,
  ];
  return words.filter((word) => word !== undefined && word !== "").join(", ");
}

export function ago(then: number, now: number): string {
  const age = formatAge(then, now);
  return age === "now" ? "just now" : `${age} ago`;
}
