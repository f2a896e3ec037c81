import { inferDirection } from "../../runs/judging/direction";
import { headlineSeries } from "../../runs/judging/headline";
import { headlineRank } from "../../runs/judging/ranking";
import type { Direction, RunSummary } from "../../shared/run";

/** A metric's tag as it is used in the workspace. */
export interface TagInUse {
  readonly tag: string;
  readonly runs: number;
  /** Without what the user set: what a tool says of it, else what its name says. */
  readonly inferred: Direction;
}

/** All tags: those of most runs first, then by name. */
export function tagsInUse(runs: Iterable<RunSummary>): readonly TagInUse[] {
  const found = new Map<string, { runs: number; inferred: Direction }>();
  for (const run of runs) {
    for (const tag of new Set(run.series.map((series) => series.tag))) {
      const known = found.get(tag) ?? { runs: 0, inferred: inferDirection(tag) };
      const told = run.series.find((series) => series.tag === tag && series.direction !== "unknown")?.direction;
      found.set(tag, { runs: known.runs + 1, inferred: told ?? known.inferred });
    }
  }
  return [...found].map(([tag, use]) => ({ tag, ...use })).sort((a, b) => b.runs - a.runs || (a.tag < b.tag ? -1 : 1));
}

/** A metric that runs could be judged by. */
export interface MetricInUse {
  readonly name: string;
  readonly runs: number;
  /** How many runs are judged by it if the user chooses none. */
  readonly inferredFor: number;
}

/** All metrics: those that runs are judged by anyway first, then the better headline, then by use and name. */
export function metricsInUse(runs: Iterable<RunSummary>): readonly MetricInUse[] {
  const found = new Map<string, { runs: number; inferredFor: number }>();
  for (const run of runs) {
    const headline = headlineSeries(run)?.name;
    for (const { name } of run.series) {
      const known = found.get(name) ?? { runs: 0, inferredFor: 0 };
      found.set(name, { runs: known.runs + 1, inferredFor: known.inferredFor + Number(name === headline) });
    }
  }
  return [...found]
    .map(([name, use]) => ({ name, ...use }))
    .sort(
      (a, b) =>
        b.inferredFor - a.inferredFor ||
        headlineRank(b.name) - headlineRank(a.name) ||
        b.runs - a.runs ||
        (a.name < b.name ? -1 : 1),
    );
}
