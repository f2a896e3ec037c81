import { strokesOf } from "../runs/describe/colors";
import type { App } from "./app";

/** The lines of the plotted runs by id, as the plot has them. A baseline has a line of its own, and none here. */
export function plottedLines({ plotted, judging, state }: Pick<App, "plotted" | "judging" | "state">) {
  const references = judging.now().references;
  const measures = new Set(references.flatMap(({ reference }) => reference.runs.map(({ id }) => id)));
  const others = plotted.runs.filter((id) => !measures.has(id));
  return strokesOf(others, (id) => state.color(id));
}
