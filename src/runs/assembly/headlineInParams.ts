import type { ParamValue, ToolsHeadline } from "../../shared/run";

/**
 * Parameters that name the metric a run is watched by, the first that counts: transformers' `metric_for_best_model`, the
 * `monitor` of Lightning's and Keras's callbacks, the `eval_metric` of timm, XGBoost and CatBoost.
 */
const keys = ["metric_for_best_model", "monitor", "early_stopping_monitor", "eval_metric", "primary_metric"] as const;

/** Longer values name no metric. */
const longest = 200;

/** What a run's parameters name, whatever section they stand in ("callbacks.early_stopping.monitor"). Undefined if they disagree. */
export function headlineInParams(params: Readonly<Record<string, ParamValue>>): ToolsHeadline | undefined {
  const found = new Map<string, Set<string>>();
  for (const [key, value] of Object.entries(params)) {
    const word = key.slice(Math.max(key.lastIndexOf("."), key.lastIndexOf("/")) + 1);
    if (!isKey(word) || typeof value !== "string" || value === "" || value.length > longest) continue;
    found.set(word, (found.get(word) ?? new Set()).add(value));
  }
  for (const word of keys) {
    const [metric, ...others] = found.get(word) ?? [];
    if (metric !== undefined && others.length === 0) return { metric, word };
  }
  return undefined;
}

function isKey(word: string): word is (typeof keys)[number] {
  return (keys as readonly string[]).includes(word);
}
