import type { ReadOutcome, SourceReader } from "../../format";
import { own, type JsonObject } from "../../parsing/documents/pythonJson";
import { listAt, numberAt, objectAt, pushPoint, pushTree } from "../../parsing/documents/tree";
import { rowIn } from "../../parsing/lines/jsonLinesReader";
import { LineTail } from "../../parsing/lines/lines";
import { flattenParams } from "../../parsing/params/flatten";
import { numberIn, numberOf } from "../../parsing/tables/numbers";
import { mostRuns } from "../../parsing/tables/runKeys";
import { paramIn } from "../../parsing/tables/wholeTable";
import type { RawRun, RawSource } from "../../raw";
import { t } from "../../../util/text";

/** What the tuner wrote up to 8.3, and what it writes since. */
export const tuneNames = ["tune_results.ndjson", "tune_results.csv"] as const;

const fitness = "fitness";
const mostParams = 200;

/** One line of a tuner's results. @returns whether it is a training's; undefined for a header */
type TakeLine = (line: string, runOf: (iteration: number) => RawRun, path: string) => boolean | undefined;

/** Whether a file begins as the tuner begins it: with a header that `fitness` leads, or an object that has one. */
export function isTune(head: Buffer | undefined): boolean {
  const first = head?.toString("utf8").split("\n", 1)[0] ?? "";
  if (first.startsWith(`${fitness},`)) return true;
  const row = rowIn(first);
  return row !== undefined && numberAt(row, fitness) !== undefined && Object.hasOwn(row, "hyperparameters");
}

/**
 * Reads the results of Ultralytics' tuner, a line for each training that it made with other hyperparameters: each is a run.
 * Source: ultralytics/engine/tuner.py.
 */
export class TuneReader implements SourceReader {
  readonly warnings: readonly string[] = [];
  readonly files: readonly string[];
  private readonly lines: LineTail;
  private takeLine: TakeLine;

  constructor(private readonly path: string) {
    this.files = [path];
    this.lines = new LineTail(path);
    this.takeLine = this.begin();
  }

  read(into: RawSource, budget: number): ReadOutcome {
    const pulled = this.lines.pull(budget);
    const { replaced, more, problem } = pulled;
    if (replaced) {
      into.clear();
      this.takeLine = this.begin();
    }
    if (problem !== undefined) return { state: "broken", reason: problem };
    this.lines.hand(pulled, (bytes) => this.take(bytes, into));
    return { state: more ? "more" : "idle" };
  }

  private begin(): TakeLine {
    return this.path.endsWith(".csv") ? rowsOfTable() : takeObject;
  }

  private take(bytes: Buffer, into: RawSource): void {
    const runOf = (iteration: number) => into.run(String(iteration));
    for (const line of bytes.toString("utf8").split(/\r?\n/)) {
      if (line.trim() === "") continue;
      if (into.runs.size >= mostRuns) into.leftOut.add({ path: this.path, unit: "row", cause: "too-many" });
      else if (this.takeLine(line, runOf, this.path) === false)
        into.leftOut.add({ path: this.path, unit: "row", cause: "form" });
    }
  }
}

function rowsOfTable(): TakeLine {
  let header: readonly string[] | undefined;
  let rows = 0;
  return (line, runOf, path) => {
    const cells = line.split(",", mostParams).map((cell) => cell.trim());
    if (cells[0] === fitness) {
      header = cells;
      return undefined;
    }
    rows++;
    const value = numberOf(cells[0] ?? "");
    if (!header || cells.length !== header.length || value === undefined) return false;
    const run = runOf(rows);
    header.forEach((name, at) => {
      const param = at === 0 ? undefined : paramIn(cells[at]);
      if (param !== undefined) run.params.set(name, param);
    });
    tell(run, rows, value, [], path);
    return true;
  };
}

const takeObject: TakeLine = (line, runOf, path) => {
  const row = rowIn(line);
  const iteration = row && numberAt(row, "iteration");
  const value = row && numberIn(own(row, fitness));
  if (!row || value === undefined || iteration === undefined || !Number.isSafeInteger(iteration)) return false;
  const run = runOf(iteration);
  flattenParams(own(row, "hyperparameters"), run.params);
  pushDatasets(run, objectAt(row, "datasets"), path);
  tell(run, iteration, value, listAt(row, "failed_datasets").map(String), path);
  return true;
};

/** What a training came to on each of the data sets; the mean of their fitness is told already. */
function pushDatasets(run: RawRun, datasets: JsonObject, path: string): void {
  const names = Object.keys(datasets);
  for (const dataset of names) {
    const metrics = objectAt(datasets, dataset);
    for (const metric of Object.keys(metrics)) {
      const tag = names.length === 1 ? metric : `${dataset}/${metric}`;
      if (tag !== fitness) pushTree(run, tag, own(metrics, metric), { path, step: 0, kind: "row" });
    }
  }
}

function tell(run: RawRun, iteration: number, value: number, failed: readonly string[], path: string): void {
  pushPoint(run, fitness, value, { path, step: 0, kind: "row" });
  run.seriesOf(fitness).direction = "higher";
  run.facts.name = t("iteration {number}", { number: iteration });
  run.facts.headline = { metric: fitness, word: fitness };
  run.facts.status =
    failed.length === 0
      ? { status: "finished", reason: t("the tuner has its result") }
      : { status: "failed", reason: t("training failed on {datasets}", { datasets: failed.join(", ") }) };
}
