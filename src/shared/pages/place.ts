/** Where the reader of a page was: addresses of what had the focus and of what was unfolded, as the page gives them. */
export interface SavedPlace {
  readonly focus?: string;
  readonly open: readonly string[];
}

/** The place in what a page left with the editor, which may be from another version or from nobody. */
export function savedPlace(saved: unknown): SavedPlace | undefined {
  if (typeof saved !== "object" || saved === null || !("place" in saved)) return undefined;
  const { place } = saved;
  if (typeof place !== "object" || place === null || !("open" in place) || !Array.isArray(place.open)) return undefined;
  const focus = "focus" in place && typeof place.focus === "string" ? place.focus : undefined;
  const open = place.open.filter((address) => typeof address === "string");
  return { open, ...(focus !== undefined && { focus }) };
}
