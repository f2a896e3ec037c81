import { numberIn } from "../tables/numbers";
import type { PlainStyle } from "../tables/plainTable";
import { isJsonObject, own, parsePythonJson } from "../documents/pythonJson";
import { mostColumns } from "../tables/layout";

/** Below the folder that DVCLive logs to, one table for each metric: "plots/metrics/train/loss.tsv". */
export const tablesFolder = "plots/metrics";
export const summaryName = "metrics.json";
export const paramsName = "params.yaml";

const deepest = 8;

/** The form of a metric's table. @param tag if it is not as the header has it */
export function tableOf(tag?: string): PlainStyle {
  return { delimiter: "\t", x: "step", kind: "step", wall: "timestamp", tagOf: (column) => tag ?? column };
}

export function isTable(header: readonly string[]): boolean {
  return header.at(-2) === "step" && (header.length === 2 || (header.length === 3 && header[0] === "timestamp"));
}

/** Whether a metrics.json is DVCLive's: other pipelines of DVC have one too, but no step in it. */
export function isSummary(folderName: string, text: string): boolean {
  const parsed = parsePythonJson(text);
  if (!parsed.ok || !isJsonObject(parsed.value)) return false;
  return typeof own(parsed.value, "step") === "number" || folderName === "dvclive";
}

/** What a file of metrics says: values by tag, the step that they are of, and how many values are no numbers. */
export interface Values {
  readonly step: number;
  readonly values: ReadonlyMap<string, number>;
  readonly others: number;
}

/** The step that a file of metrics is of, and its values by tag ("best/accuracy"). @param summary as JSON or YAML was read */
export function valuesIn(summary: unknown): Values {
  const into = { values: new Map<string, number>(), others: 0 };
  put("", summary, into, 0);
  const step = into.values.get("step") ?? 0;
  into.values.delete("step");
  return { step, ...into };
}

function put(tag: string, value: unknown, into: { values: Map<string, number>; others: number }, depth: number): void {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) {
    if (depth >= deepest) {
      into.others++;
      return;
    }
    for (const [key, inner] of value instanceof Map ? (value as Map<unknown, unknown>) : Object.entries(value)) {
      put(tag === "" ? String(key) : `${tag}/${String(key)}`, inner, into, depth + 1);
    }
    return;
  }
  const number = numberIn(value);
  if (number !== undefined && into.values.size < mostColumns) into.values.set(tag, number);
  else if (value !== null && value !== undefined) into.others++;
}
