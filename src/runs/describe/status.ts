import type { RunStatus } from "../../shared/run";
import { t } from "../../util/text";

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
