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

function isConstant(values: Float64Array): boolean {
  const first = values[0];
  for (let i = 0; i < values.length; i++) if (values[i] !== first) return false;
  return true;
}
