/** A column that holds one metric of one training, in a table with columns for several. */
export interface WideColumn {
  readonly run: string;
  readonly tag: string;
  /** It holds the least or the greatest value of what is drawn as one point. */
  readonly isBand: boolean;
}

const band = /__(?:MIN|MAX)$/;

/**
 * What each column of a chart that W&B exported holds: `"run-a - loss","run-a - loss__MIN","run-a - loss__MAX","run-b - loss"…`.
 * Undefined for any other header.
 */
export function wideColumns(header: readonly string[]): ReadonlyMap<number, WideColumn> | undefined {
  const known = new Set(header);
  if (!header.some((name) => name.endsWith("__MIN") && known.has(name.replace(band, "")))) return undefined;
  const wide = new Map<number, WideColumn>();
  for (const [index, name] of header.entries()) {
    const plain = name.replace(band, "");
    const at = plain.lastIndexOf(" - ");
    if (at > 0) wide.set(index, { run: plain.slice(0, at), tag: plain.slice(at + 3), isBand: plain !== name });
  }
  return wide.size > 0 ? wide : undefined;
}
