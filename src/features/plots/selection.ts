import type { Selection } from "../../shared/pages/plots";

export const nothing: Selection = { runs: [], baseline: true };

/** Chooses these runs, beside those chosen before or instead of them. */
export function choose(selection: Selection, runs: readonly string[], add: boolean): Selection {
  return { ...selection, runs: [...new Set(add ? [...selection.runs, ...runs] : runs)] };
}

/** Takes a run out of the plot; one of the baseline's, also the wish to see the baseline beside the others. */
export function without(selection: Selection, run: string, baseline: readonly string[]): Selection {
  return {
    runs: selection.runs.filter((id) => id !== run),
    baseline: selection.baseline && !baseline.includes(run),
  };
}

/** What of a selection can be drawn. */
export interface Shown {
  /** The baseline's first, if shown. */
  readonly runs: readonly string[];
  /** How many more there would be without the limit. */
  readonly leftOut: number;
}

/**
 * The runs to draw: the baseline's if wanted, then those chosen, in the order chosen; those not known (any more, or not yet) are
 * passed over, and stay chosen.
 * @param most the limit on how many are drawn; the baseline's are never left out for others, unless they are more than half of it
 */
export function shown(
  selection: Selection,
  baseline: readonly string[],
  isKnown: (run: string) => boolean,
  most: number,
): Shown {
  const wanted = new Set(selection.runs);
  const measure = (selection.baseline ? baseline : baseline.filter((id) => wanted.has(id))).filter(isKnown);
  const others = [...wanted].filter((id) => !baseline.includes(id) && isKnown(id));
  const limit = Math.max(1, most);
  const first = measure.slice(0, Math.max(Math.ceil(limit / 2), limit - others.length));
  const runs = [...first, ...others].slice(0, limit);
  return { runs, leftOut: measure.length + others.length - runs.length };
}
