/**
 * Holm's step-down correction for many comparisons (Holm 1979, "A simple sequentially rejective multiple test
 * procedure"): the p-values that, held against 0.05, keep the chance of any false alarm at 5 %.
 *
 * @param ps in any order; a comparison without a p counts among the family all the same
 * @returns the adjusted p of each, in the order given; undefined where there was none
 */
export function holm(ps: readonly (number | undefined)[]): (number | undefined)[] {
  const order = [...ps.keys()].filter((index) => ps[index] !== undefined).sort((a, b) => ps[a]! - ps[b]!);
  const adjusted = ps.map((): number | undefined => undefined);
  let floor = 0;
  for (const [rank, index] of order.entries()) {
    floor = Math.max(floor, Math.min(1, ps[index]! * (ps.length - rank)));
    adjusted[index] = floor;
  }
  return adjusted;
}
