import { formatAge, formatDelta, formatValue } from "../../runs/describe/numbers";
import type { RunSummary } from "../../shared/run";
import type { Launch } from "../../launches/launches";
import type { Judge } from "../../runs/judging/judge";

/**
 * The run that a script made last: of those its launches are bound to and those that say themselves that they came from it.
 * @param script absolute path
 */
export function lastRunOf(
  script: string,
  launches: readonly Launch[],
  runs: ReadonlyMap<string, RunSummary>,
): RunSummary | undefined {
  const own = new Set(
    launches.filter((launch) => launch.kind === "train" && launch.script === script).flatMap((launch) => launch.runs),
  );
  let last: RunSummary | undefined;
  for (const run of runs.values()) {
    if (!own.has(run.id) && !(run.command !== undefined && namesScript(run, run.command, script))) continue;
    if (!last || timeOf(run) >= timeOf(last)) last = run;
  }
  return last;
}

function timeOf(run: RunSummary): number {
  return run.startedAt ?? run.lastWriteAt;
}

/** Whether a command holds the script's path, whole or as much of its end as was typed: "python src/train.py --lr 1". */
function namesScript(run: RunSummary, command: string, script: string): boolean {
  const path = script.replaceAll("\\", "/");
  const root = run.root.replaceAll("\\", "/");
  if (!path.startsWith(`${root}/`)) return false;
  return command.split(/[\s"']+/).some((word) => {
    const typed = word.replaceAll("\\", "/").replace(/^(\.\/)+/, "");
    return typed.endsWith(".py") && (typed === path || (!typed.startsWith("/") && path.endsWith(`/${typed}`)));
  });
}

/** What of a Judge is needed here. */
export type Measuring = Pick<Judge, "baseline" | "primary">;

/** "last: val/acc 0.958 ▲ +0.007 vs baseline, 2 h ago"; of a run that went wrong also how. */
export function lastRunText(run: RunSummary, judge: Measuring, now: number): string {
  const headline = headlineOf(run, judge);
  const wrong = run.status === "failed" || run.status === "killed" ? [`${run.status} (${run.statusReason})`] : [];
  const parts = [...wrong, ...(headline === undefined ? [] : [headline])];
  if (run.status === "running") return `running: ${parts.join(", ") || "no metric yet"}`;
  const age = formatAge(run.endedAt ?? run.lastWriteAt, now);
  return `last: ${[parts.join(", ") || run.status, age === "now" ? "just now" : `${age} ago`].join(", ")}`;
}

/** A run's primary metric against the baseline: "val/acc 0.958 ▲ +0.007 vs baseline". Absent if it has none. */
export function headlineOf(run: RunSummary, judge: Measuring): string | undefined {
  const measured = judge.primary(run);
  if (!measured?.at) return undefined;
  const { series, at, delta, verdict } = measured;
  const value = `${series.name} ${formatValue(at.value)}`;
  if (judge.baseline?.id === run.id) return `${value} ◆ baseline`;
  if (delta === undefined) return value;
  const mark = verdict === "better" ? "▲ " : verdict === "worse" ? "▼ " : "";
  return `${value} ${mark}${formatDelta(delta)} vs baseline`;
}
