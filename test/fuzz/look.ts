import { RunIndex } from "../../src/store/index/runIndex";
import type { AssembledSeries } from "../../src/runs/assembly/summary";
import { standingOf } from "../../src/runs/points/known";
import { drain } from "../../src/util/drain";

/** An index of one folder that has looked nowhere yet. */
export function newIndex(folder: string): RunIndex {
  const index = new RunIndex();
  index.open([{ path: folder, exclude: [], added: [] }]);
  return index;
}

/** Finds and reads everything, as a first look or "Look for Runs Again" does. */
export function lookAtAll(index: RunIndex): void {
  drain(index.discover(true));
  drain(index.read());
  index.update(Date.now());
}

/**
 * All that an index says of its runs, point for point, in a form to be compared. Left out is what depends on when it was
 * looked at: statuses and times.
 */
export function pictureOf(index: RunIndex): Readonly<Record<string, unknown>> {
  const runs = [...index.runs()].map(({ summary, series, duplicates }) => [
    summary.id,
    {
      name: summary.name,
      path: summary.path,
      folder: summary.folder,
      group: summary.group,
      parent: summary.parent,
      formats: [...summary.formats].sort(),
      sources: [...summary.sources].sort(),
      params: Object.entries(summary.params).sort(([a], [b]) => (a < b ? -1 : 1)),
      notes: summary.notes,
      command: summary.command,
      series: [...series.values()].map(pointsOf).sort(byName),
      duplicates: duplicates.map(pointsOf).sort(byName),
    },
  ]);
  const problems = index.problems.map(({ path, message }) => `${path}: ${message}`).sort();
  return { ...(Object.fromEntries(runs) as object), problems };
}

function pointsOf({ summary, raw }: AssembledSeries): readonly [string, string] {
  const { points, superseded } = standingOf(raw);
  const list = (values: ArrayLike<number> | undefined) => (values ? Array.from(values).join(" ") : "");
  return [
    `${summary.name} ${summary.tag} ${summary.source}`,
    [summary.stepKind, list(points.steps), list(points.values), list(points.walls), list(superseded.steps)].join("; "),
  ];
}

function byName(a: readonly [string, string], b: readonly [string, string]): number {
  return a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0;
}
