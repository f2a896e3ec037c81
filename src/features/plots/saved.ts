import type { Selection } from "../../shared/pages/plots";
import { nothing } from "./selection";

/**
 * The selection in what a page left with the editor. That may be from another version, or from nobody: whatever is not as it
 * should be counts as not there.
 */
export function savedSelection(saved: unknown): Selection {
  if (!isObject(saved) || !isObject(saved["selection"])) return nothing;
  const { runs, baseline } = saved["selection"];
  return {
    runs: Array.isArray(runs) ? runs.filter((run) => typeof run === "string") : [],
    baseline: baseline !== false,
  };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
