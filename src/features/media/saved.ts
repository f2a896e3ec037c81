/** The runs in what a page left with the editor, which may be from another version or from nobody. */
export function savedRuns(saved: unknown): readonly string[] {
  if (typeof saved !== "object" || saved === null || !("selection" in saved) || !Array.isArray(saved.selection))
    return [];
  return saved.selection.filter((run) => typeof run === "string");
}
