import { headlineText, type Measuring } from "../runs/describe/headline";
import { formatAgo } from "../runs/describe/numbers";
import { statusWord, unheardText } from "../runs/describe/status";
import type { RunSummary } from "../shared/run";
import type { Verdict } from "../runs/judging/verdicts/verdict";
import type { Launch } from "./launch";
import { shownBesideIcons } from "../util/shown";
import { t } from "../util/text";

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

/** The title of a lens: "last: val/acc 0.958 ▲ +0.007 vs baseline, 2 h ago"; of a run that went wrong, or silent, also how. */
export function lastRunText(run: RunSummary, judge: Measuring, verdict: Verdict | undefined, now: number): string {
  const headline = headlineText(run, judge, verdict);
  const wrong =
    run.status === "failed" || run.status === "killed"
      ? [`${statusWord(run.status)} (${run.statusReason})`]
      : [unheardText(run)].filter((text) => text !== undefined);
  const parts = [...wrong, ...(headline === undefined ? [] : [headline])];
  const told = shownBesideIcons(parts.join(", "));
  if (run.status === "running") return t("running: {result}", { result: told || t("no metrics yet") });
  const result = told || statusWord(run.status);
  return t("last: {result}, {ago}", { result, ago: formatAgo(run.endedAt ?? run.lastWriteAt, now) });
}
