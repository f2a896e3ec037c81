import { csvCell } from "../../runs/describe/sheets";
import type { Curve } from "../../shared/curve";

/**
 * The points of curves, a line each. A name is text in a spreadsheet, never a formula.
 * @param xName heads the column of x
 * @param labelOf what a run is called
 * @param separator "\t" to paste into a spreadsheet
 */
export function* pointLines(
  curves: readonly Curve[],
  xName: string,
  labelOf: (run: string) => string,
  separator: "," | "\t" = ",",
): Generator<string> {
  const cell = (text: string) => csvCell(separator === "\t" ? text.replace(/[\t\r\n]/g, " ") : text);
  yield `${["run", "metric", cell(xName), "value"].join(separator)}\n`;
  for (const { run, name, xs, ys } of curves) {
    const start = `${cell(labelOf(run))}${separator}${cell(name)}${separator}`;
    for (const [at, x] of xs.entries()) yield `${start}${x}${separator}${ys[at]}\n`;
  }
}
