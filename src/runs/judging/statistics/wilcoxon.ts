/** The table of sums grows with the square of the pairs; nobody trains more seeds than this on both sides. */
const mostPairs = 200;

/** What two differences may have between them that only comes of rounding, relative to the largest value. */
const rounding = 1e-14;

/**
 * Wilcoxon's signed-rank test of pairs, two-sided and exact: the chance of a sum of ranks as far out as this one, if the sign of every
 * difference may as well be the other. Pairs that do not differ are left out, and equal differences share their mean rank. As SciPy's
 * `wilcoxon`, whose exact method it is where nothing is tied, and whose permutations elsewhere. Below six pairs the least p is above 0.05.
 * @param x finite; x[i] and b[i] are a pair
 * @returns p; undefined where no pair differs, or there are more than 200
 */
export function wilcoxonP(x: readonly number[], b: readonly number[]): number | undefined {
  const slack = rounding * [...x, ...b].reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const differences = x.map((value, at) => value - b[at]!).filter((difference) => Math.abs(difference) > slack);
  if (differences.length === 0 || differences.length > mostPairs) return undefined;
  const ranks = doubledRanks(differences.map(Math.abs), slack);
  const observed = ranks.reduce((sum, rank, at) => sum + (differences[at]! > 0 ? rank : 0), 0);
  const chances = chancesOf(ranks);
  const least = Math.min(observed, chances.length - 1 - observed);
  const tail = chances.slice(0, least + 1).reduce((sum, chance) => sum + chance, 0);
  return Math.min(1, 2 * tail);
}

/** Twice the rank of each value, the mean of those that are equal: a whole number. */
function doubledRanks(values: readonly number[], slack: number): number[] {
  return values.map((own) => {
    const below = values.filter((other) => other < own - slack).length;
    const equal = values.filter((other) => Math.abs(other - own) <= slack).length;
    return 2 * below + equal + 1;
  });
}

/** The chance of each sum that ranks can have, where every one of them counts or not. */
function chancesOf(ranks: readonly number[]): Float64Array {
  const chances = new Float64Array(ranks.reduce((sum, rank) => sum + rank, 0) + 1);
  chances[0] = 1;
  let most = 0;
  for (const rank of ranks) {
    most += rank;
    for (let sum = most; sum >= 0; sum--) {
      const without = chances[sum]!;
      chances[sum] = (without + (sum >= rank ? chances[sum - rank]! : 0)) / 2;
    }
  }
  return chances;
}
