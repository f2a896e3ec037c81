/** Lines of a plot are told apart by so many colors, each solid and in three kinds of dashes. */
export const lineColors = 8;
const strokes = lineColors * 4;

/** The line of a run, for good: its color is `lossline.line{1 + index % 8}`, its dash the index by 8. FNV-1a over its id. */
export function strokeIndexOf(run: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < run.length; at++) hash = Math.imul(hash ^ run.charCodeAt(at), 0x01000193);
  // The low bits of FNV hang on the last characters alone, which sibling runs share.
  hash ^= hash >>> 15;
  return (hash >>> 0) % strokes;
}

/**
 * The lines of the runs of one plot. Of two that have the same the later moves to the next that is free, for that plot; with more runs
 * than lines, to none.
 */
export function strokesOf(runs: readonly string[]): ReadonlyMap<string, number> {
  const taken = new Set<number>();
  const found = new Map<string, number>();
  for (const run of runs) {
    const own = strokeIndexOf(run);
    let index = own;
    while (taken.has(index) && taken.size < strokes) index = (index + 1) % strokes;
    taken.add(index);
    found.set(run, index);
  }
  return found;
}
