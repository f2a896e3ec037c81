import { groupBy } from "../../util/groupBy";
import type { ArgSpec, Place } from "./spec";

const most = 1000;
const deepest = 12;

/** A configuration file: what it maps, and its text. */
export interface ConfigFile {
  /** Absolute path. */
  readonly file: string;
  readonly text: string;
  readonly config: ReadonlyMap<unknown, unknown>;
}

/**
 * The keys of a configuration that `key=value` sets on the command line: "optimizer.lr". What is "???" has to be given; what refers
 * to another key is told by its text.
 * @param prefix stands before each key: "model."
 */
export function specsOfKeys({ file, text, config }: ConfigFile, prefix = ""): readonly ArgSpec[] {
  const found: ArgSpec[] = [];
  const lines = text.split("\n");
  const byKey = groupBy(lines.keys(), (at) => lines[at]!.split(":", 1)[0]!.trimStart());
  let line = 0;
  /** Keys come in the order of the text, so that the search goes on from the one before. */
  const placeOf = (name: string): Place => {
    line = byKey.get(name)?.find((at) => at >= line) ?? line;
    return { file, line: line + 1 };
  };
  const add = (keys: ReadonlyMap<unknown, unknown>, before: string, depth: number): void => {
    for (const [key, value] of keys) {
      if (found.length >= most) return;
      const name = String(key);
      const at = placeOf(name);
      if (value instanceof Map && value.size > 0 && depth < deepest) add(value, `${before}${name}.`, depth + 1);
      else found.push(specOfKey(before + name, value, lines[at.line - 1] ?? "", at));
    }
  };
  add(config, prefix, 0);
  return found;
}

function specOfKey(key: string, value: unknown, line: string, at: Place): ArgSpec {
  const told = written(value, line);
  const refers = told?.includes("${") === true;
  return {
    flags: [key],
    dest: key,
    kind: kindOf(value, told),
    style: "assign",
    ...(told === undefined || told === "???" ? {} : refers ? { computed: told } : { default: told }),
    required: told === "???",
    at,
    confidence: refers ? "partial" : "exact",
  };
}

/** A list is typed as text, "[1,2]": with commas alone it would be a sweep. */
function kindOf(value: unknown, told: string | undefined): ArgSpec["kind"] {
  if (typeof value === "boolean") return "boolean";
  if (typeof value !== "number") return "text";
  return told !== undefined && /^-?\d+$/.test(told) ? "integer" : "number";
}

/** A value as Hydra's grammar writes it: "[1,2]", "true", a number as its line has it; undefined for null. */
function written(value: unknown, line = ""): string | undefined {
  if (value === null || value === undefined || value instanceof Map) return undefined;
  if (Array.isArray(value)) return `[${value.map((each) => written(each) ?? "null").join(",")}]`;
  if (typeof value === "string") return value;
  if (typeof value === "boolean") return String(value);
  if (typeof value !== "number") return undefined;
  const own = /:\s+(\S+)/.exec(line)?.[1];
  return own !== undefined && Number(own) === value ? own : String(value);
}
