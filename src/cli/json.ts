import { relative, sep } from "node:path";
import { formatOf } from "../readers/registry";
import { statsOf } from "../runs/points/seriesStats";
import { standingOf } from "../runs/points/known";
import type { AssembledRun, AssembledSeries } from "../runs/assembly/summary";
import type { Loaded } from "./load";

/** NaN and ±Infinity as strings, which JSON has no numbers for. Everything else as the exact double. */
export function exact(value: number | undefined): number | string | null {
  if (value === undefined) return null;
  return Number.isFinite(value) ? value : String(value);
}

/** Unix milliseconds as ISO 8601, or null. */
function time(milliseconds: number | undefined): string | null {
  return milliseconds === undefined ? null : new Date(milliseconds).toISOString();
}

/** What `lossline scan --json` prints. A stable interface: fields are added, never changed. docs/cli.md describes it. */
export function scanJson(loaded: Loaded, stats: boolean): object {
  const { root, runs, problems, skipped, leftOut } = loaded;
  return {
    schemaVersion: 1,
    runs: runs.map((run) => runJson(run, loaded, stats)),
    problems: problems.map(({ path, message }) => ({ path: inside(root, path), message })),
    leftOut: leftOut.map(({ path, count, unit, reason, cause }) => ({
      path: inside(root, path),
      count,
      unit,
      reason,
      cause,
    })),
    skipped: skipped.map(({ path, reason }) => ({ path: inside(root, path), reason })),
  };
}

/** What `lossline show --json` prints: the run as in `scan --json --stats`. */
export function showJson(run: AssembledRun, loaded: Loaded): object {
  return { schemaVersion: 1, ...runJson(run, loaded, true) };
}

function runJson(run: AssembledRun, { root, headline }: Loaded, stats: boolean): object {
  const { summary } = run;
  return {
    id: inside(root, summary.id),
    name: summary.name,
    formats: summary.formats.map((format) => formatOf(format).id),
    path: summary.path,
    group: summary.group ?? null,
    attempt: summary.attempt ?? null,
    parent: summary.parent === undefined ? null : inside(root, summary.parent),
    also: (summary.also ?? []).map((id) => inside(root, id)),
    status: summary.status,
    statusCause: summary.statusCause,
    statusReason: summary.statusReason,
    startedAt: time(summary.startedAt),
    endedAt: time(summary.endedAt),
    lastWriteAt: time(summary.lastWriteAt),
    params: Object.fromEntries(
      Object.entries(summary.params).map(([key, value]) => [key, typeof value === "number" ? exact(value) : value]),
    ),
    git: summary.git ?? null,
    headline: headline(summary) ?? null,
    series: [...run.series.values(), ...run.duplicates].map((series) => seriesJson(series, root, stats)),
  };
}

function seriesJson({ summary, raw }: AssembledSeries, root: string, stats: boolean): object {
  const named = { metric: summary.name, tag: summary.tag, source: inside(root, summary.source) };
  if (!stats) return named;
  const { points } = standingOf(raw);
  // Steps as they were logged, also where they say nothing and views number the points instead.
  const steps = summary.stepKind === "row" ? raw.points.view().steps : points.steps;
  const found = statsOf(points);
  return {
    ...named,
    count: found.count,
    superseded: summary.superseded,
    repeated: summary.repeated ?? 0,
    nanCount: found.nanCount,
    firstStep: exact(steps[0]),
    lastStep: exact(steps[found.count - 1]),
    first: exact(found.first?.value),
    last: exact(found.last?.value),
    min: exact(found.min?.value),
    max: exact(found.max?.value),
    sum: exact(found.sum),
  };
}

/**
 * A path or an id relative to the folder that was scanned, with forward slashes: "." for the folder itself, ".#3" for a run
 * that the tool keeps there under the id 3.
 */
function inside(root: string, id: string): string {
  if (id.startsWith(`${root}#`)) return `.${id.slice(root.length)}`;
  return relative(root, id).split(sep).join("/") || ".";
}
