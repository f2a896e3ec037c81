/** Ascending positions of a series' points: steps, or epochs. */
export type Positions = Float64Array;

/**
 * The largest position that every series has, at most `limit`: nothing is interpolated.
 * @param all each ascending, NaN nowhere
 * @returns undefined if they have none in common
 */
export function largestCommon(all: readonly Positions[], limit = Infinity): number | undefined {
  if (all.length === 0) return undefined;
  let wanted = limit;
  // Each round lowers `wanted` to a position of some series, so it ends with a common one or with none left.
  for (let agreed = 0; agreed < all.length;) {
    agreed = 0;
    for (const positions of all) {
      const index = lastAtMost(positions, wanted);
      if (index < 0) return undefined;
      const position = positions[index]!;
      if (position === wanted) agreed++;
      else wanted = position;
    }
  }
  return wanted;
}

/** Index of the last position that is at most `limit`; -1 if there is none. */
export function lastAtMost(positions: Positions, limit: number): number {
  let low = 0;
  let high = positions.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (positions[middle]! <= limit) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
