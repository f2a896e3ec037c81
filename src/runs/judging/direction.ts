import type { Direction, SeriesSummary } from "../../shared/run";
import { readName } from "./reading";

/** What the user set for the tag, else what the tool itself says, else what the name says. */
export function directionOf(
  series: Pick<SeriesSummary, "name" | "tag" | "direction">,
  set: (tag: string) => Direction | undefined,
): Direction {
  return set(series.tag) ?? (series.direction !== "unknown" ? series.direction : inferDirection(series.name));
}

/**
 * Which way is better for a metric, by the table of `vocabulary.ts`. What follows the last slash counts first ("losses/acc" is
 * an accuracy); within, a loss is a loss, else the last metric that is named wins. `unknown` where the table has none: then
 * nothing is coloured.
 */
export function inferDirection(name: string): Direction {
  return readName(name).direction;
}
