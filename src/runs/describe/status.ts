import type { Progress, RunStatus, RunSummary } from "../../shared/run";
import { t } from "../../util/text";
import { statusCounts } from "../judging/groups/groups";

/** A status as people read it. In JSON, filters and code it stays the English word. */
export function statusWord(status: RunStatus): string {
  switch (status) {
    case "running":
      return t("running");
    case "finished":
      return t("finished");
    case "failed":
      return t("failed");
    case "killed":
      return t("killed");
    case "stale":
      return t("stale");
    case "unknown":
      return t("unknown");
  }
}

/** That a run went silent, or that nobody knows how it ended: what of it must be said where a value alone would look well. */
export function unheardText({ status, statusCause, statusReason }: RunSummary): string | undefined {
  if (status === "stale") return statusWord(status);
  return statusCause === "gone" ? statusReason : undefined;
}

/** How many of some runs are in which state, as far as that needs attention: "1 running", "2 failed". */
export function groupStatusText(runs: readonly RunSummary[]): string[] {
  const counts = statusCounts(runs);
  const telling = ["running", "failed", "killed", "stale"] as const;
  return telling.flatMap((status) => {
    const count = counts[status] ?? 0;
    return count > 0 ? [t("{count} {status}", { count, status: statusWord(status) })] : [];
  });
}

/** "step 420 of 800". */
export function progressText({ done, total, unit }: Progress): string {
  return unit === "step" ? t("step {done} of {total}", { done, total }) : t("epoch {done} of {total}", { done, total });
}
