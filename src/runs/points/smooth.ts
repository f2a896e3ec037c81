import type { SmoothWay } from "../../shared/curve";

/** Below this the part that the average lacks no longer shows in double precision; going on makes slow subnormal numbers. */
const negligible = 1e-17;

/**
 * TensorBoard's smoothing: an exponential average, divided by the weight it has gathered so far so that it does not start
 * at zero. NaN and ±Infinity pass through and leave the average as it was; a constant series stays exactly as it is.
 * (TensorBoard: `classicSmoothing` in its line chart's data transforms.)
 *
 * @param weight of the past, 0 ≤ weight < 1
 * @param at indices, ascending, whose smoothed values are wanted; every value before them counts all the same
 */
export function smooth(values: Float64Array, weight: number, at: Uint32Array): Float64Array<ArrayBuffer> {
  const smoothed = new Float64Array(at.length);
  const constant = isConstant(values);
  const own = 1 - weight;
  let average = 0;
  /** The part of the average that is still its zero start: weightⁿ. */
  let lacking = 1;
  let i = 0;
  for (let k = 0; k < at.length; k++) {
    const end = at[k]!;
    for (; i <= end; i++) {
      const value = values[i]!;
      if (value - value !== 0) continue;
      average = average * weight + own * value;
      lacking *= weight;
      if (lacking < negligible) lacking = 0;
    }
    const value = values[end]!;
    smoothed[k] = constant || !Number.isFinite(value) ? value : average / (1 - lacking);
  }
  return smoothed;
}

/**
 * The same by another way. Windows lie about each point, so that they shift nothing in x, and are cut where the points end; a value that
 * is not finite passes through and counts in no other. Computed only where it is wanted.
 * @param weight 0 ≤ weight < 1: a window has 1 / (1 − weight) points, a bell curve's standard deviation half as many
 */
export function smoothed(
  values: Float64Array,
  weight: number,
  at: Uint32Array,
  way: SmoothWay,
): Float64Array<ArrayBuffer> {
  if (way === "average") return smooth(values, weight, at);
  const span = 1 / (1 - weight);
  const isBell = way === "gaussian";
  const reach = Math.round(isBell ? span * 1.5 : (span - 1) / 2);
  const shares = Float64Array.from({ length: reach + 1 }, (_, off) => (isBell ? Math.exp(-2 * (off / span) ** 2) : 1));
  const constant = isConstant(values);
  const result = new Float64Array(at.length);
  for (const [k, center] of at.entries()) {
    const value = values[center]!;
    result[k] = constant || !Number.isFinite(value) ? value : weighted(values, center, shares);
  }
  return result;
}

/** Relative to the value in the middle, so that equal values stay exactly what they are. */
function weighted(values: Float64Array, center: number, shares: Float64Array): number {
  const middle = values[center]!;
  const from = Math.max(0, center - shares.length + 1);
  const to = Math.min(values.length - 1, center + shares.length - 1);
  let sum = 0;
  let total = 0;
  for (let i = from; i <= to; i++) {
    const value = values[i]!;
    if (value - value !== 0) continue;
    const share = shares[Math.abs(i - center)]!;
    sum += (value - middle) * share;
    total += share;
  }
  return middle + sum / total;
}

function isConstant(values: Float64Array): boolean {
  const first = values[0];
  for (let i = 0; i < values.length; i++) if (values[i] !== first) return false;
  return true;
}
