import type { Selection } from "../../shared/pages/plots";

export const nothing: Selection = { runs: [], baseline: true };

/** Chooses these runs, beside those chosen before or instead of them. */
export function choose(selection: Selection, runs: readonly string[], add: boolean): Selection {
  return { ...selection, runs: [...new Set(add ? [...selection.runs, ...runs] : runs)] };
}

/** Takes a run out of the plot; of the baseline's, also the wish to see it beside the others. */
export function without(selection: Selection, run: string, baseline: string | undefined): Selection {
  return {
    runs: selection.runs.filter((id) => id !== run),
    baseline: selection.baseline && run !== baseline,
  };
}

/** What of a selection can be drawn. */
export interface Shown {
  /** The baseline first, if shown. */
  readonly runs: readonly string[];
  /** How many more there would be without the limit. */
  readonly leftOut: number;
}

/**
 * The runs to draw: the baseline if wanted, then those chosen, in the order chosen; those not known (any more, or not yet) are
 * passed over, and stay chosen.
 * @param most the limit on how many are drawn; the baseline is never left out for it
 */
export function shown(
  selection: Selection,
  baseline: string | undefined,
  isKnown: (run: string) => boolean,
  most: number,
): Shown {
  const wanted = new Set(selection.runs);
  const first = baseline !== undefined && (selection.baseline || wanted.has(baseline)) ? [baseline] : [];
  const known = [...first, ...[...wanted].filter((id) => id !== baseline)].filter(isKnown);
  const limit = Math.max(1, most);
  return { runs: known.slice(0, limit), leftOut: Math.max(0, known.length - limit) };
}
