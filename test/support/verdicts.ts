import type { Comparison, Outcome, Side, Target } from "../../src/runs/judging/verdicts/comparison";

/** Runs with these values, in the order given; ids are the name and their place. Seeds only if asked for: then their place. */
export function side(
  name: string,
  values: readonly (number | undefined)[],
  more: { seeds?: boolean; bestOf?: number } = {},
): Side {
  const members = values.map((value, index): Outcome => ({
    id: `${name}${index}`,
    value,
    status: "unknown",
    ...(more.seeds && { seed: String(index) }),
  }));
  return { members, ...(more.bestOf !== undefined && { bestOf: more.bestOf }) };
}

/** A comparison of two groups, or of a group against a fixed value; lower is better unless said otherwise. */
export function comparison(
  candidate: readonly (number | undefined)[] | Side,
  baseline: readonly (number | undefined)[] | Side | Target,
  more: Partial<Comparison> = {},
): Comparison {
  const isList = (given: unknown): given is readonly (number | undefined)[] => Array.isArray(given);
  return {
    candidate: isList(candidate) ? side("x", candidate) : candidate,
    baseline: isList(baseline) ? side("b", baseline) : baseline,
    direction: "lower",
    ...more,
  };
}
