import type { At, RunSummary, SeriesSummary } from "../../src/shared/run";

/** The workspace folder that made-up runs lie in. */
export const root = "/work";

/** A series summary whose points are the values given, at steps 0, 10, 20 … */
export function makeSeries(name: string, values: readonly number[], more: Partial<SeriesSummary> = {}): SeriesSummary {
  const points = values.map((value, index): At => ({ value, step: index * 10 }));
  const finite = points.filter(({ value }) => Number.isFinite(value)).sort((a, b) => a.value - b.value);
  return {
    name,
    tag: name,
    source: `${root}/log.csv`,
    stepKind: "step",
    hasWalls: false,
    hasEpochs: false,
    count: points.length,
    superseded: 0,
    nanCount: points.filter(({ value }) => Number.isNaN(value)).length,
    infCount: points.filter(({ value }) => Math.abs(value) === Infinity).length,
    first: points[0],
    last: points.at(-1),
    min: finite[0],
    max: finite.at(-1),
    sum: finite.reduce((sum, { value }) => sum + value, 0),
    firstNanStep: points.find(({ value }) => Number.isNaN(value))?.step,
    direction: "unknown",
    ...more,
  };
}

/**
 * A run at a path relative to `root`; its metrics are given as lists of values. "study.db#7" is run 7 of a file.
 */
export function makeRun(
  path: string,
  metrics: Readonly<Record<string, readonly number[]>> = {},
  more: Partial<RunSummary> = {},
): RunSummary {
  const [file = "", native] = path.split("#");
  const names = file.split("/");
  const group = names.slice(0, -1).join("/");
  return {
    id: `${root}/${path}`,
    name: native ?? names.at(-1) ?? "",
    root,
    path: file,
    folder: native === undefined ? group || "." : file,
    formats: ["csv"],
    sources: [`${root}/${file}/metrics.csv`],
    status: "unknown",
    statusCause: "none",
    statusReason: "this format does not mark the end of a run",
    lastWriteAt: 0,
    params: {},
    series: Object.entries(metrics).map(([name, values]) => makeSeries(name, values)),
    ...more,
  };
}

/** By id, as a store has them. */
export function mapOf(...runs: readonly RunSummary[]): Map<string, RunSummary> {
  return new Map(runs.map((run) => [run.id, run]));
}
