/** Which part of the data a metric without a slash was measured on: "val_loss", "train-acc", "lossTest" are not among them. */
const split = /^(val|valid|validation|eval|evaluation|dev|test|train|training)[_.-](?=.)/i;

/**
 * The heading under which a series' chart stands: what comes before its first slash ("val/acc" → "val"), else the split that its
 * name begins with ("val_loss" → "val"), else "".
 */
export function groupOf(name: string): string {
  const slash = name.indexOf("/");
  if (slash > 0) return name.slice(0, slash);
  return split.exec(name)?.[1] ?? "";
}
