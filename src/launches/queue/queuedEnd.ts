import { t } from "../../util/text";
import type { Launch } from "../launch";
import { exitVerdict, wasInterrupted } from "../overlay";
import type { QueuedEnd } from "./queueRunner";

/** How a queued launch ended, as its launch tells. @param isStopped whether the user had it stopped */
export function queuedEnd(launch: Launch | undefined, isStopped: boolean): QueuedEnd {
  if (launch?.ending === "closed") return { outcome: "stopped", reason: t("its terminal was closed") };
  const code = launch?.exitCode;
  if (code === 0) return { outcome: "finished" };
  if (isStopped || (code !== undefined && wasInterrupted(code))) return { outcome: "stopped" };
  if (code === undefined) return { outcome: "unknown", reason: t("ended, exit code unknown") };
  return { outcome: "failed", reason: exitVerdict(code, launch?.failure).statusReason };
}
