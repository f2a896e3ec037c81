import type { Comparison, Outcome, Side, Target } from "../../src/runs/judging/verdicts/comparison";
import type { Verdict, VerdictWord } from "../../src/runs/judging/verdicts/verdict";

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

/** A verdict of three seeds against three, by Welch's rule; higher is better unless said otherwise. */
export function verdictSaying(word: VerdictWord, delta: number | undefined, more: Partial<Verdict> = {}): Verdict {
  const three = { n: 3, of: 3, notFinite: 0, cutShort: 0, pending: 0, missing: 0, running: 0, mean: 0.9, sd: 0.01 };
  return {
    verdict: word,
    rule: "welch",
    direction: "higher",
    candidate: three,
    baseline: three,
    delta,
    low: undefined,
    high: undefined,
    p: 0.01,
    pAdjusted: 0.01,
    comparisons: 1,
    because: { kind: word === "worse" || word === "better" ? "beyond" : "within" },
    notes: [],
    settle: undefined,
    ...more,
  };
}
