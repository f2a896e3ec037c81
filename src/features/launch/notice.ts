import { formatDuration } from "../../runs/describe/numbers";
import type { RunSummary } from "../../shared/run";
import { exitVerdict, type Launch } from "../../launches/launches";

export interface Notice {
  readonly message: string;
  readonly kind: "information" | "warning";
}

/**
 * What to tell when a launch ended; nothing where the user ended it.
 * @param script its name
 * @param result the run's headline, "val/acc 0.958 ▲ +0.007 vs baseline", if it made one
 */
export function noticeOf(launch: Launch, script: string, result: string | undefined): Notice | undefined {
  if (launch.ending !== "exited" || launch.exitCode === undefined) return undefined;
  const { status, statusReason } = exitVerdict(launch.exitCode);
  if (statusReason === "stopped by you") return undefined;
  const after =
    launch.endedAt === undefined ? "" : ` after ${formatDuration((launch.endedAt - launch.startedAt) / 1000)}`;
  const told = result === undefined ? "" : `: ${result}`;
  if (status === "finished") return { kind: "information", message: `${script} finished${after}${told}` };
  return { kind: "warning", message: `${script} ${status}${after} (${statusReason})${told}` };
}

/** So short a launch ended before its eyes went elsewhere, in ms. */
const brief = 30_000;

/**
 * Whether a fine ending needs no notice since it is being looked at. The editor does not tell whether its panel is open, so
 * the active terminal counts as seen only if the launch was brief.
 */
export function isSeen(
  launch: Launch,
  view: { readonly focused: boolean; readonly terminalActive: boolean; readonly plotVisible: boolean },
): boolean {
  if (!view.focused) return false;
  if (view.plotVisible) return true;
  return view.terminalActive && (launch.endedAt ?? 0) - launch.startedAt < brief;
}

/** The run that a launch ended in, as the store knows it. */
export function runOf(launch: Launch, runs: ReadonlyMap<string, RunSummary>): RunSummary | undefined {
  return launch.runs.map((id) => runs.get(id)).findLast((run) => run !== undefined);
}
