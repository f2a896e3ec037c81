import type { RunSummary, SeriesSummary } from "../../shared/run";
import { chooseHeadline } from "./headline";
import { headlineRank } from "./ranking";

/** The most series that a row tells of. With more, the best headlines stand for the others until the whole run is asked for. */
export const mostInRow = 40;

/** Of these, so many are kept for series that have NaN: a run that diverged is to be seen in its row. */
const mostDiverged = 4;

/**
 * What is kept of a run that nobody looks at closely: all of it where it has no more than `mostInRow` series; else those that
 * a list may show, in their order, with the count of the others in `omitted`.
 */
export function rowOf(run: RunSummary): RunSummary {
  const { series } = run;
  if (series.length <= mostInRow) return run;
  const kept = new Set<SeriesSummary>(series.filter(({ nanCount }) => nanCount > 0).slice(0, mostDiverged));
  const headline = chooseHeadline(run)?.series;
  if (headline) kept.add(headline);
  const rankOf = ({ name, direction }: SeriesSummary) => headlineRank(name) || (direction === "unknown" ? 0 : 10);
  const ranked = series
    .map((one) => ({ one, rank: rankOf(one) }))
    .sort((a, b) => b.rank - a.rank || byName(a.one, b.one));
  for (const { one } of ranked) {
    if (kept.size >= mostInRow) break;
    kept.add(one);
  }
  return { ...run, series: series.filter((one) => kept.has(one)), omitted: series.length - kept.size };
}

/** As headlines are chosen among equals: the shortest first, then by the alphabet. */
function byName({ name: a }: SeriesSummary, { name: b }: SeriesSummary): number {
  return a.length - b.length || (a < b ? -1 : 1);
}
