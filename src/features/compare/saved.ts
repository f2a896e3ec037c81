/** The sides in what a page left with the editor, which may be from another version or from nobody. */
export function savedSides(saved: unknown): readonly (readonly string[])[] {
  if (typeof saved !== "object" || saved === null || !("sides" in saved) || !Array.isArray(saved.sides)) return [];
  return saved.sides.flatMap((side: unknown): string[][] => {
    const ids = Array.isArray(side) ? side.filter((id) => typeof id === "string") : [];
    return ids.length > 0 ? [ids] : [];
  });
}

/**
 * What is compared when a command is called with runs: each by itself, or as its group where all of that was chosen; what is one
 * side alone is compared with the baseline, which comes first.
 * @param baseline ids of its runs @param groupOf the ids of the group that a run belongs to
 */
export function sidesOf(
  runs: readonly string[],
  baseline: readonly string[],
  groupOf: (run: string) => readonly string[] = (run) => [run],
): readonly (readonly string[])[] {
  const chosen = new Set(runs);
  const others = new Map<string, readonly string[]>();
  for (const run of runs.filter((run) => !baseline.includes(run))) {
    const group = groupOf(run).filter((id) => !baseline.includes(id));
    const side = group.length > 1 && group.every((id) => chosen.has(id)) ? group : [run];
    others.set(side.join("\n"), side);
  }
  const hasBaseline = baseline.length > 0 && (others.size === 1 || runs.some((run) => baseline.includes(run)));
  return [...(hasBaseline ? [baseline] : []), ...others.values()];
}
