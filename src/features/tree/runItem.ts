import { Commands } from "../../host/contributions";
import { formatAge, formatDelta, formatStep, formatValue } from "../../runs/describe/numbers";
import type { Measure } from "../../runs/judging/compare";
import type { RunSummary } from "../../shared/run";
import type { ItemState } from "./contextValue";
import { baselineIcon, betterIcon, count, verdictWords, worseIcon, type Icon, type Item } from "./fields";
import { nanStep } from "../../runs/judging/judge";
import type { RunNode } from "./nodes";

/** A run's row: what it is called, how it does against the baseline, and when it last wrote. */
export function runItem(node: RunNode, { judge, state, nameOf }: ItemState, now: number): Omit<Item, "context"> {
  const { run } = node;
  const primary = judge.primary(run);
  const isBaseline = run.id === judge.baseline?.id;
  const label = node.place === "group" ? withoutFolder(nameOf(run), run) : nameOf(run);
  const parts =
    isBaseline && node.place === "baseline" ? baselineParts(primary) : runParts(node, primary, isBaseline, now);
  const icon = isBaseline ? baselineIcon : iconOf(run, primary);
  return {
    label,
    description: parts.join("   "),
    icon: state.isHidden(run.id) || run.series.length === 0 ? { ...icon, color: "disabledForeground" } : icon,
    opens: "closed",
    spoken: spoken(label, node, primary, isBaseline, now),
    command: { id: Commands.plot, argument: node.runIds },
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

function runParts({ run, expects }: RunNode, primary: Measure | undefined, isBaseline: boolean, now: number): string[] {
  const parts: string[] = [];
  const remark = remarkOn(run);
  if (remark !== undefined) parts.push(remark);
  const value = primary?.at?.value;
  const shown = value === undefined || Number.isNaN(value) ? "–" : formatValue(value);
  const metric = primary?.series.name;
  const named = metric === undefined || expects === undefined || metric === expects ? shown : `${metric} ${shown}`;
  if (isBaseline) parts.push(`${named}  baseline`);
  else if (primary?.delta !== undefined) parts.push(`${named}  ${formatDelta(primary.delta)}`);
  else if (shown !== "–" || run.series.length > 0) parts.push(named);
  parts.push(run.status === "running" ? "now" : formatAge(run.lastWriteAt, now));
  return parts;
}

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
  return text === "" || text.length > 24 || /[\r\n]/.test(text) ? undefined : text;
}

/** What the status says comes before how good the run is: colour means better or worse, and only where that is known. */
function iconOf(run: RunSummary, primary: Measure | undefined): Icon {
  if (run.status === "running") return { id: "loading~spin", color: "charts.blue" };
  if (run.status === "failed") return { id: "error", color: "list.errorForeground" };
  if (run.status === "killed") return { id: "circle-slash", color: "list.warningForeground" };
  if (nanStep(run) !== undefined) return { id: "warning", color: "list.warningForeground" };
  if (run.status === "stale") return { id: "watch", color: "list.warningForeground" };
  if (primary?.verdict === "better") return betterIcon;
  if (primary?.verdict === "worse") return worseIcon;
  return { id: run.status === "finished" ? "pass" : "circle-outline" };
}

function spoken(label: string, node: RunNode, primary: Measure | undefined, isBaseline: boolean, now: number): string {
  const { run } = node;
  const nan = nanStep(run);
  const words = [
    label,
    isBaseline ? "baseline" : node.place === "pinned" ? "pinned" : undefined,
    run.statusReason && run.status !== "unknown" ? `${run.status}: ${run.statusReason}` : run.status,
    nan === undefined ? undefined : `NaN from step ${formatStep(nan)}`,
    primary?.at && `${primary.series.name} ${formatValue(primary.at.value)}`,
    primary?.delta === undefined ? undefined : formatDelta(primary.delta),
    ...(primary ? verdictWords(primary) : []),
    count(run.series.length, "metric"),
    run.status === "running" ? undefined : `last written ${ago(run.lastWriteAt, now)}`,
  ];
  return words.filter((word) => word !== undefined && word !== "").join(", ");
}

export function ago(then: number, now: number): string {
  const age = formatAge(then, now);
  return age === "now" ? "just now" : `${age} ago`;
}
