import { groupLinesOf } from "../../src/runs/describe/colors";
import type { Band } from "../../src/runs/drawing/band";
import { lastAtMost } from "../../src/runs/judging/stands/common";
import type { PlotChart, PlotMeanVerdict, PlotRun, PlotVerdict } from "../../src/shared/pages/plots";
import type { Reading } from "./entries";

/** A seed group in a chart. */
export interface Mean {
  /** Stands for the group in the legend. */
  readonly run: PlotRun;
  readonly band: Band;
}

/** A line for each group, as `groupLinesOf` has it; the baseline's is its own. */
export function groupColors(groups: readonly (readonly PlotRun[])[]): number[] {
  const lines = groups.filter(([first]) => first?.isBaseline === false);
  const own = groupLinesOf(lines.map((members) => members.map(({ color }) => color)));
  const found = new Map(lines.map((members, at) => [members, own[at]!]));
  return groups.map((members) => found.get(members) ?? members[0]!.color);
}

/**
 * What a band has at x, or at its end: its mean, with the spread of its runs.
 * @param ends where the runs that it is measured against end
 * @param said of the whole group
 */
export function readingOf(
  { run, band }: Mean,
  x: number | undefined,
  ends: readonly number[],
  said?: PlotVerdict,
): Reading {
  const index = x === undefined ? band.xs.length - 1 : lastAtMost(band.xs, x);
  const end = band.xs[band.xs.length - 1]!;
  const isOutside = index < 0 || (x !== undefined && x > end);
  const mean = isOutside ? undefined : band.mean[index];
  const last = band.mean[band.mean.length - 1]!;
  const spread = isOutside ? undefined : band.sd[index];
  // Ends are measured where both are equally far only: more training is not a better setting.
  const isMeasured = !band.isSmoothed && (x !== undefined || (!band.isCut && ends.every((other) => other === end)));
  const verdict = x === undefined ? said : undefined;
  return { run, value: mean, raw: isMeasured ? mean : undefined, last, verdict, spread };
}

/** What is said of a seed group, if it is the whole of it that is drawn. */
export function meanVerdict(
  { meanVerdicts }: Pick<PlotChart, "meanVerdicts">,
  runs: readonly Pick<PlotRun, "group">[],
  of: Pick<PlotRun, "group">,
): PlotMeanVerdict | undefined {
  const drawn = runs.filter(({ group }) => group === of.group).length;
  return meanVerdicts.find(({ group, count }) => group === of.group && count === drawn);
}
