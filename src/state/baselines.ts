import { parseFilter } from "../runs/judging/filter";
import type { Target } from "../runs/judging/reference";
import { parseRule } from "../runs/judging/stands/rule";
import { t } from "../util/text";
import { fieldOf, told, type Check, type Name } from "./check";
import { JsonNumber, type JsonNode, type JsonObject } from "./stateJson";

/** What a name of the state file stands for as a baseline. Runs by their path in the file, by their id elsewhere. */
export type BaselineSpec =
  | { readonly kind: "runs"; readonly runs: readonly string[] }
  /** The seed group that this run is of, with whatever joins it. */
  | { readonly kind: "group"; readonly run: string }
  /** The best of the runs that a filter lets through. */
  | { readonly kind: "best"; readonly filter: string }
  | { readonly kind: "targets"; readonly targets: ReadonlyMap<string, Target> };

/** By which rules a team judges. */
export interface Rules {
  /** Keys of params that are seed-like too; with a minus before it, one that isn't. */
  readonly seedLike: readonly string[];
  /** Which value stands for a run, as `parseRule` reads it. */
  readonly at: string | undefined;
}

export const noRules: Rules = { seedLike: [], at: undefined };

const kinds = ["runs", "group", "best"] as const;

/** `"baselines": {"main": {"runs": ["a", "b"]}, "old": {"group": "a"}, "top": {"best": "lr0.1"}}` */
export function baselineSpec(check: Check, node: JsonNode, key: string): BaselineSpec | undefined {
  const name = JSON.stringify(key);
  const fields = check.object(node, name);
  if (!fields) return undefined;
  const [kind, ...others] = kinds.filter((one) => fields.has(one));
  if (kind === undefined || others.length > 0 || fields.size > 1) {
    check.wrong(node, t("{name} must have one of {fields}", { name, fields: '"runs", "group", "best"' }));
    return undefined;
  }
  const value = fields.get(kind)!;
  const field = fieldOf(kind, name);
  if (kind === "best") return bestSpec(check, value, field);
  if (kind === "group") {
    const run = check.runPath(value, field);
    return run === undefined ? undefined : { kind, run };
  }
  const runs = check.runPaths(value, field);
  if (runs.length > 0) return { kind, runs };
  if (Array.isArray(value.value) && value.value.length === 0)
    check.wrong(value, t("{name} must name at least one run", { name: told(field) }));
  return undefined;
}

function bestSpec(check: Check, node: JsonNode, field: Name): BaselineSpec | undefined {
  if (node.value === "") return { kind: "best", filter: "" };
  const filter = check.text(node, field);
  if (filter === undefined) return undefined;
  const parsed = parseFilter(filter);
  if (parsed === undefined || !("mistake" in parsed)) return { kind: "best", filter };
  check.wrong(node, t("{name} is no filter: {mistake}", { name: told(field), mistake: parsed.mistake }));
  return undefined;
}

/** `"targets": {"paper": {"val/acc": 0.91, "val/loss": {"value": 0.3, "direction": "lower"}}}` */
export function targetsOf(check: Check, node: JsonNode, key: string): ReadonlyMap<string, Target> | undefined {
  const name = JSON.stringify(key);
  const targets = check.each(node, name, (value, metric) => targetOf(check, value, fieldOf(metric, name)));
  if (targets.size > 0) return targets;
  if (node.value instanceof Map && node.value.size === 0)
    check.wrong(node, t("{name} must name at least one metric", { name }));
  return undefined;
}

function targetOf(check: Check, node: JsonNode, name: Name): Target | undefined {
  if (node.value instanceof JsonNumber) {
    const value = check.number(node, name);
    return value === undefined ? undefined : { value, direction: undefined };
  }
  if (!(node.value instanceof Map)) {
    check.wrong(node, t("{name} must be a number, or an object with “value” and “direction”", { name: told(name) }));
    return undefined;
  }
  const fields: JsonObject = node.value;
  const value = check.number(fields.get("value"), fieldOf("value", name));
  const given = fields.get("direction");
  const direction = given && check.direction(given, "direction");
  if (value === undefined) {
    if (!fields.has("value")) check.wrong(node, t("{name} must have a “value”", { name: told(name) }));
    return undefined;
  }
  return { value, direction: direction === "unknown" ? undefined : direction };
}

/** `"rules": {"seedLike": ["shard", "-gpu"], "at": "mean:5"}` */
export function rulesOf(check: Check, node: JsonNode | undefined): Rules {
  const fields = check.object(node, '"rules"');
  if (!fields) return noRules;
  const list = fields.get("seedLike");
  const seedLike = list === undefined ? [] : check.texts(list, fieldOf("seedLike", '"rules"'));
  const at = check.text(fields.get("at"), fieldOf("at", '"rules"'));
  if (at === undefined || parseRule(at)) return { seedLike, at };
  const values = '"last", "best", "mean:N", "step:N", "time:SECONDS"';
  check.wrong(fields.get("at")!, t("{name} must be {values}", { name: told(fieldOf("at", '"rules"')), values }));
  return { seedLike, at: undefined };
}
