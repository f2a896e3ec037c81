import { csvCell } from "../runs/describe/sheets";
import { handleOf } from "../runs/describe/handle";
import { standingOf } from "../runs/points/known";
import type { AssembledRun } from "../runs/assembly/summary";
import { exact } from "./json";

/** Every point that stands, a line each: run, metric, step, epoch, wall time (unix seconds), value. RFC 4180. */
export function* exportCsv(runs: readonly AssembledRun[]): Generator<string> {
  yield "run,metric,step,epoch,wall_time,value\n";
  for (const { summary, series } of runs) {
    for (const [name, { raw }] of series) {
      const { points } = standingOf(raw);
      const start = `${csvCell(handleOf(summary))},${csvCell(name)}`;
      for (let index = 0; index < points.length; index++) {
        const optional = (column: Float64Array | undefined) => cell(column?.[index]);
        yield `${start},${points.steps[index]},${optional(points.epochs)},${optional(points.walls)},${points.values[index]}\n`;
      }
    }
  }
}

/** The same as one JSON object a run and line; columns are parallel arrays. */
export function* exportJson(runs: readonly AssembledRun[]): Generator<string> {
  for (const { summary, series } of runs) {
    const columns = [...series].map(
      ([
        name,
        {
          summary: { tag },
          raw,
        },
      ]) => {
        const { steps, epochs, walls, values } = standingOf(raw).points;
        const column = (numbers: Float64Array | undefined) => numbers && Array.from(numbers, exact);
        return {
          name,
          tag,
          steps: column(steps),
          epochs: column(epochs),
          wallTimes: column(walls),
          values: column(values),
        };
      },
    );
    const { path, name, params } = summary;
    yield `${JSON.stringify({ id: handleOf(summary), path, name, params, series: columns })}\n`;
  }
}

/** Absent = not logged. */
function cell(value: number | undefined): string {
  return value === undefined || Number.isNaN(value) ? "" : String(value);
}
