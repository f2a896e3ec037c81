import { isJsonObject, parsePythonJson, type JsonObject, type JsonValue } from "../../parsing/documents/pythonJson";
import type { ResultRow } from "./evidence";

/** A longer text is no dict that a run was summed up in. Characters. */
const longest = 1_000_000;

/**
 * A row of what W&B's documentation has people export of a project, `summary,config,name`, each of the first two a dict as
 * Python prints it: with a column for each setting and each number. undefined for any other row.
 * Source: docs.wandb.ai, "Import and export data", whose script writes project.csv.
 */
export function rowOfWandb(row: ResultRow): ResultRow | undefined {
  const [config, summary] = [dictIn(row.get("config")), dictIn(row.get("summary"))];
  if (!config || !summary) return undefined;
  const others = [...row].filter(([name]) => name !== "config" && name !== "summary");
  return new Map<string, JsonValue>([
    ...others,
    ...Object.entries(config).flatMap(([name, value]) => cell(`config.${name}`, value)),
    ...Object.entries(summary).flatMap(([name, value]) =>
      typeof value === "number" && !name.startsWith("_") ? cell(`summary.${name}`, value) : [],
    ),
  ]);
}

function cell(name: string, value: JsonValue): [string, JsonValue][] {
  return value === null ? [] : [[name, isJsonObject(value) ? JSON.stringify(value) : value]];
}

function dictIn(value: JsonValue | undefined): JsonObject | undefined {
  if (typeof value !== "string" || !value.startsWith("{") || value.length > longest) return undefined;
  const parsed = parsePythonJson(asJson(value));
  return parsed.ok && isJsonObject(parsed.value) ? parsed.value : undefined;
}

const words = new Map([
  ["True", "true"],
  ["False", "false"],
  ["None", "null"],
  ["nan", "NaN"],
  ["inf", "Infinity"],
]);

/** What Python prints of dicts, lists and plain values, as JSON: other quotes, words and brackets. One pass. */
function asJson(text: string): string {
  return text.replace(/'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|[A-Za-z]+|[()]/g, (token) => {
    if (token === "(") return "[";
    if (token === ")") return "]";
    const quote = token[0];
    if (quote !== "'" && quote !== '"') return words.get(token) ?? token;
    return JSON.stringify(token.slice(1, -1).replace(/\\(['"\\])/g, "$1"));
  });
}
