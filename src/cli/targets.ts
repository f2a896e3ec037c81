import { HumanError } from "../util/errors";
import { t } from "../util/text";

/** A fixed value to reach. */
export interface Target {
  readonly value: number;
  readonly direction: "lower" | "higher" | undefined;
}

/**
 * Reads a file of targets: `{"val/acc": 0.91, "val/loss": {"value": 0.3, "direction": "lower"}}`.
 * @param name the file's, for messages
 * @throws {HumanError} that says which entry is wrong, and how it should be
 */
export function readTargets(text: string, name: string): ReadonlyMap<string, Target> {
  const content = parse(text, name);
  if (typeof content !== "object" || content === null || Array.isArray(content)) {
    throw new HumanError(t('{name} should be a JSON object of metrics: {"val/acc": 0.91}', { name }));
  }
  const targets = new Map(Object.entries(content).map(([metric, entry]) => [metric, readTarget(entry, metric, name)]));
  if (targets.size === 0) throw new HumanError(t("{name} has no metric in it.", { name }));
  return targets;
}

function parse(text: string, name: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch (error) {
    throw new HumanError(t("{name} is not valid JSON: {problem}", { name, problem: (error as Error).message }));
  }
}

function readTarget(entry: unknown, metric: string, name: string): Target {
  if (isFinite(entry)) return { value: entry, direction: undefined };
  if (typeof entry === "object" && entry !== null && "value" in entry && isFinite(entry.value)) {
    const strange = Object.keys(entry).find((key) => key !== "value" && key !== "direction");
    if (strange !== undefined) {
      throw new HumanError(
        t('{metric} in {name}: there is no "{key}", only "value" and "direction".', { metric, name, key: strange }),
      );
    }
    const direction = "direction" in entry ? entry.direction : undefined;
    if (direction === undefined || direction === "lower" || direction === "higher")
      return { value: entry.value, direction };
    throw new HumanError(t('{metric} in {name}: "direction" is "lower" or "higher".', { metric, name }));
  }
  throw new HumanError(
    t('{metric} in {name} should be a number, or {"value": 0.91, "direction": "higher"}.', { metric, name }),
  );
}

function isFinite(value: unknown): value is number {
  return typeof value === "number" && Number.isFinite(value);
}
