/** In one bucket: its least, its greatest, and a NaN or infinity before, between and after them, so that no line crosses it. */
const mostPerBucket = 5;

/**
 * Which of the points from..to (exclusive) to draw so that a line through them covers the same pixels as through all: buckets of
 * equal width in x, of each the least and the greatest value, and always the first and the last point.
 * Values that are not finite are kept wherever leaving them out would join two points across them.
 *
 * @param xs ascending
 * @param most about how many to keep: 2 a bucket, up to 3 more in a bucket that also holds values that are not finite
 * @returns indices, ascending
 */
export function thin(
  xs: Float64Array,
  ys: Float64Array,
  from: number,
  to: number,
  most: number,
): Uint32Array<ArrayBuffer> {
  if (to - from <= most) return Uint32Array.from({ length: to - from }, (_, i) => from + i);
  const buckets = Math.max(1, Math.floor((most - 2) / 2));
  const first = xs[from]!;
  const width = (xs[to - 1]! - first) / buckets;
  const kept = new Uint32Array(Math.min(to - from, buckets * mostPerBucket + 2));
  let length = 0;
  const keep = (index: number): void => {
    if (index >= 0 && (length === 0 || kept[length - 1]! < index)) kept[length++] = index;
  };

  keep(from);
  let start = from;
  for (let bucket = 1; bucket <= buckets && start < to; bucket++) {
    const end = bucket === buckets ? to : firstNotBelow(xs, first + bucket * width, start, to);
    keepOfBucket(ys, start, end, keep);
    start = end;
  }
  keep(to - 1);
  return kept.slice(0, length);
}

/** Index of the first x ≥ value among from..to (exclusive) of ascending xs; `to` if there is none. */
export function firstNotBelow(xs: Float64Array, value: number, from = 0, to = xs.length): number {
  let low = from;
  let high = to;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (xs[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Keeps what matters of the points from..to (exclusive). */
function keepOfBucket(ys: Float64Array, from: number, to: number, keep: (index: number) => void): void {
  let least = Infinity;
  let greatest = -Infinity;
  let leastAt = -1;
  let greatestAt = -1;
  /** Stays 0 while every value is finite, and is NaN from then on: cheaper than a test of each. */
  let notFinite = 0;
  for (let i = from; i < to; i++) {
    const y = ys[i]!;
    notFinite += y - y;
    if (y < least) {
      least = y;
      leastAt = i;
    }
    if (y > greatest) {
      greatest = y;
      greatestAt = i;
    }
  }
  if (notFinite !== 0) {
    keepAroundBreaks(ys, from, to, keep);
    return;
  }
  keep(Math.min(leastAt, greatestAt));
  keep(Math.max(leastAt, greatestAt));
}

/** The same for a bucket that also holds values that are not finite. */
function keepAroundBreaks(ys: Float64Array, from: number, to: number, keep: (index: number) => void): void {
  let leastAt = -1;
  let greatestAt = -1;
  for (let i = from; i < to; i++) {
    if (!Number.isFinite(ys[i]!)) continue;
    if (leastAt < 0 || ys[i]! < ys[leastAt]!) leastAt = i;
    if (greatestAt < 0 || ys[i]! > ys[greatestAt]!) greatestAt = i;
  }
  if (leastAt < 0) {
    keep(from);
    keep(to - 1);
    return;
  }
  const low = Math.min(leastAt, greatestAt);
  const high = Math.max(leastAt, greatestAt);
  keep(firstBreak(ys, from, low));
  keep(low);
  keep(firstBreak(ys, low, high));
  keep(high);
  keep(firstBreak(ys, high, to));
}

/** The first point of from..to (exclusive) whose value is not finite, or -1. */
function firstBreak(ys: Float64Array, from: number, to: number): number {
  for (let i = from; i < to; i++) if (!Number.isFinite(ys[i]!)) return i;
  return -1;
}
