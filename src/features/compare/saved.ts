/** The sides in what a page left with the editor, which may be from another version or from nobody. */
export function savedSides(saved: unknown): readonly (readonly string[])[] {
  if (typeof saved !== "object" || saved === null || !("sides" in saved) || !Array.isArray(saved.sides)) return [];
  return saved.sides.flatMap((side: unknown): string[][] => {
    const ids = Array.isArray(side) ? side.filter((id) => typeof id === "string") : [];
    return ids.length > 0 ? [ids] : [];
  });
}

/** What is compared when a command is called with runs: each by itself; of one, against the baseline. */
export function sidesOf(runs: readonly string[], baseline: string | undefined): readonly (readonly string[])[] {
  const others = runs.filter((run) => run !== baseline);
  const hasBaseline = baseline !== undefined && (runs.includes(baseline) || others.length === 1);
  return [...(hasBaseline ? [baseline] : []), ...others].map((run) => [run]);
}
