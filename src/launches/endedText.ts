import { statusWord } from "../runs/describe/status";
import { t } from "../util/text";
import type { Launch } from "./launch";
import { endedUnheard, exitVerdict } from "./overlay";

/** How a launch ended of which no run tells, since it logged and printed nothing that is read: "last: finished, no metrics found". */
export function endedText(launch: Launch): string | undefined {
  if (launch.state !== "ended" || launch.runs.length > 0) return undefined;
  const result = resultOf(launch);
  return result && t("last: {result}, no metrics found", { result });
}

function resultOf(launch: Launch): string | undefined {
  if (launch.exitCode === undefined) return endedUnheard(launch) ? t("ended, exit code unknown") : undefined;
  const { status, statusReason } = exitVerdict(launch.exitCode, launch.failure);
  return status === "finished" ? statusWord(status) : `${statusWord(status)} (${statusReason})`;
}
