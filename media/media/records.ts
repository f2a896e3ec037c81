/** Several records of one step are shown together, up to so many. */
const mostTogether = 16;

export interface RecordsAt {
  readonly step: number;
  /** Into the records, in the order logged. */
  readonly indices: readonly number[];
  /** Records of the step beyond those. */
  readonly more: number;
}

/**
 * The records of the last step up to the one chosen; steps may come in any order.
 * @param step null: the last
 */
export function recordsAt(steps: Float64Array, step: number | null): RecordsAt | undefined {
  let best = -Infinity;
  for (const one of steps) if (one > best && (step === null || one <= step)) best = one;
  if (best === -Infinity) return undefined;
  const indices: number[] = [];
  for (const [index, one] of steps.entries()) if (one === best) indices.push(index);
  return { step: best, indices: indices.slice(0, mostTogether), more: Math.max(0, indices.length - mostTogether) };
}
