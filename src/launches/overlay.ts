import type { RunSummary } from "../shared/run";
import { t } from "../util/text";
import type { Failure } from "./failure";
import type { Launch, LaunchIndex } from "./launch";

/**
 * The run as its launch knows it. The launch's exit code is the strongest word on how the run ended; command, commit and
 * times are added where the format has none. A run without a launch, and one whose launch never reported, stays as it is
 * but for that.
 *
 * A launch may make several runs. The last one is the one that it ended in; an earlier one that its own format calls
 * finished keeps that, whatever happened later.
 */
export function overlay(run: RunSummary, launches: LaunchIndex): RunSummary {
  const launch = launches.launchOf(run.id);
  if (!launch) return run;
  const last = launch.runs.at(-1) === run.id;
  const verdict = last || run.status !== "finished" ? verdictOf(launch, run, last) : undefined;
  const endedAt = run.endedAt ?? (last && launch.ending !== "lost" ? launch.endedAt : undefined);
  const git = run.git ?? launch.git;
  return {
    ...run,
    ...verdict,
    startedAt: run.startedAt ?? launch.startedAt,
    ...(endedAt === undefined ? {} : { endedAt }),
    ...(git === undefined ? {} : { git }),
    ...(launch.group === undefined ? {} : { queuedIn: launch.group }),
    command: run.command ?? launch.command,
  };
}

type Verdict = Pick<RunSummary, "status" | "statusCause" | "statusReason">;

function verdictOf(launch: Launch, run: RunSummary, last: boolean): Verdict | undefined {
  if (launch.ending === "closed")
    return { status: "killed", statusCause: "closed", statusReason: t("its terminal was closed") };
  if (launch.ending === "exited" && launch.exitCode !== undefined) return exitVerdict(launch.exitCode, launch.failure);
  if (launch.state === "ended") return unheard(launch, run);
  const silent = run.status === "stale" || run.status === "unknown";
  if (launch.state !== "running" || !launch.watched || !last || !silent) return undefined;
  return { status: "running", statusCause: "launch", statusReason: t("its launch has not ended") };
}

/** Whether the launch's process was seen to be gone, and nothing told how it ended. */
export function endedUnheard({ state, ending, exitCode, whereabouts }: Launch): boolean {
  if (state !== "ended" || exitCode !== undefined) return false;
  return ending === "exited" || (ending === "lost" && whereabouts?.process !== undefined);
}

/** Of a process that is gone nothing runs any more, whatever its log looks like; after a reload that is no longer seen to grow. */
function unheard(launch: Launch, run: RunSummary): Verdict | undefined {
  const isOpen = run.status === "running" || run.status === "stale" || run.status === "unknown";
  if (!endedUnheard(launch) || !isOpen) return undefined;
  return { status: "unknown", statusCause: "gone", statusReason: t("ended, exit code unknown") };
}

/** What an exit code says, as shells report it: 128 + the signal, or Windows' own number for Ctrl+C. */
export function exitVerdict(code: number, failure?: Failure): Verdict {
  if (code === 0) return { status: "finished", statusCause: "exit", statusReason: t("exit code {code}", { code }) };
  if (wasInterrupted(code)) return { status: "killed", statusCause: "interrupt", statusReason: t("stopped by you") };
  if (code === 143)
    return {
      status: "killed",
      statusCause: "exit",
      statusReason: t("exit code {code}: told to stop ({signal})", { code, signal: "SIGTERM" }),
    };
  if (code === 137) {
    return {
      status: "killed",
      statusCause: "exit",
      statusReason: t("exit code {code}: killed ({signal}), often for lack of memory", { code, signal: "SIGKILL" }),
    };
  }
  const exit = t("exit code {code}", { code });
  return { status: "failed", statusCause: "exit", statusReason: failure ? `${exit}: ${failure.message}` : exit };
}

/** Ctrl+C: the user's own doing, of which nobody need be told. */
export function wasInterrupted(code: number): boolean {
  return code === 130 || code === -1073741510 || code === 3221225786;
}
