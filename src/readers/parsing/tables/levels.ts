import { numberOf } from "./numbers";

/**
 * The names of a header in two lines, as pandas writes columns of two levels: `loss,loss,acc` above `train,val,val` are
 * `loss/train`, `loss/val`, `acc/val`; and a third line that names the index alone. Undefined where a row is none of these.
 * @param header the names so far @param cells the row below
 */
export function withNextLevel(header: readonly string[], cells: readonly string[]): string[] | undefined {
  if (cells.length !== header.length || cells.some((cell) => numberOf(cell) !== undefined)) return undefined;
  const [first = "", ...others] = cells;
  if (others.every((cell) => cell === ""))
    return header[0] === "" && first !== "" ? [first, ...header.slice(1)] : undefined;
  const isRepeated = header.some((name, at) => at > 0 && name !== "" && name === header[at - 1]);
  if (!isRepeated) return undefined;
  return header.map((name, at) => {
    const below = /^Unnamed: /.test(cells[at]!) ? "" : cells[at]!;
    return name === "" || below === "" ? name || below : `${name}/${below}`;
  });
}
