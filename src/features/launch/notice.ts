import { formatDuration, formatValue } from "../../runs/describe/numbers";
import type { RunSummary } from "../../shared/run";
import type { Standout } from "../../launches/standing";
import { t } from "../../util/text";
import type { Launch } from "../../launches/launch";
import { endedUnheard, exitVerdict, wasInterrupted } from "../../launches/overlay";

export interface Notice {
  readonly message: string;
  readonly kind: "information" | "warning";
}

/** How an evaluation of a promoted model did: a clause. */
export interface EvaluationTold {
  readonly text: string;
  readonly isWorse: boolean;
}

/** "val_acc 0.5, worse than digits, version 1 when it was promoted (0.9)" @param model its name for people @param was its value then */
export function evaluationTold(
  { metric, value, was, isWorse }: Readonly<Record<"value" | "was", number>> & { metric: string; isWorse: boolean },
  model: string,
): EvaluationTold {
  const values = { metric, value: formatValue(value), model, was: formatValue(was) };
  const text = isWorse
    ? t("{metric} {value}, worse than {model} when it was promoted ({was})", values)
    : t("{metric} {value}; {model} had {was} when it was promoted", values);
  return { text, isWorse };
}

/**
 * What to tell when a launch ended; nothing where the user ended it.
 * @param script its name
 * @param stands whether its run is the best so far, or worse than the baseline
 * @param result the run's headline, "val/acc 0.958 ▲ +0.007 vs baseline", if it made one
 * @param evaluation how it did, if it evaluated a promoted model
 */
export function noticeOf(
  launch: Launch,
  script: string,
  result: string | undefined,
  stands?: Standout,
  evaluation?: EvaluationTold,
): Notice | undefined {
  const told = result === undefined ? "" : `: ${result}`;
  if (launch.exitCode === undefined) {
    if (!endedUnheard(launch)) return undefined;
    return { kind: "information", message: t("{script} ended, exit code unknown", { script }) + told };
  }
  if (wasInterrupted(launch.exitCode)) return undefined;
  const { status, statusReason } = exitVerdict(launch.exitCode, launch.failure);
  const { startedAt, endedAt = startedAt } = launch;
  const values = {
    script,
    time: formatDuration((endedAt - startedAt) / 1000),
    reason: launch.uncaptured ? t("{reason}, output not captured", { reason: statusReason }) : statusReason,
  };
  if (status === "finished" && evaluation) {
    const message = `${t("{script} finished after {time}", values)}: ${evaluation.text}`;
    return { kind: evaluation.isWorse ? "warning" : "information", message };
  }
  if (status === "finished" && stands !== undefined) {
    const what = stands === "best" ? t("the best so far") : t("a regression");
    const message = t("{script} finished after {time}, {what}", { ...values, what }) + told;
    return { kind: stands === "best" ? "information" : "warning", message };
  }
  if (status === "finished")
    return { kind: "information", message: t("{script} finished after {time}", values) + told };
  const message =
    status === "failed"
      ? t("{script} failed after {time} ({reason})", values)
      : t("{script} was killed after {time} ({reason})", values);
  return { kind: "warning", message: message + told };
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
