import { RawSeries, type RawRun } from "../../raw";
import { flattenParams } from "../../parsing/params/flatten";
import { numberIn, wallOf } from "../../parsing/tables/numbers";
import { isJsonObject } from "../../parsing/documents/pythonJson";
import { Facts } from "./facts";
import { History } from "./history";
import { MetricDefinitions } from "./metrics";
import { Tree, type Branch } from "./tree";

/** Numbers of a summary that are shown although no history has them. */
const mostResults = 2000;

/** Objects nested deeper in a summary are passed over. */
const deepest = 8;

/** Makes a run of what W&B noted, be it from the log or from the side files. */
export class RunBuilder {
  readonly facts = new Facts();
  readonly definitions = new MetricDefinitions();
  readonly config = new Tree();
  readonly summary = new Tree();
  readonly history: History;
  /** Names of series that the summary alone has: one point each. */
  private readonly results = new Set<string>();

  /** @param filesFolder absolute path of the folder below which the files of media lie */
  constructor(
    readonly run: RawRun,
    filesFolder: string,
  ) {
    this.history = new History(run, this.definitions, (name) => this.dropResults(name), filesFolder);
  }

  /** The history has this name after all: what the summary said under it (its least, its last) is no result. */
  private dropResults(name: string): void {
    for (const result of this.results) {
      if (result !== name && !result.startsWith(`${name}.`)) continue;
      this.results.delete(result);
      this.run.series.delete(result);
    }
  }

  /** A system metric. They are logged without a step, so each series counts its own points. */
  system(name: string, value: number, wall: number | undefined): void {
    const { points } = this.run.seriesOf(`system/${name}`, "row");
    points.push(points.length, value, wall);
  }

  /** Brings params, facts and results up to date, once a pass is over. */
  settle(): void {
    this.facts.fill(this.run.facts, this.history.lastWall);
    if (this.config.changed) this.fillParams();
    for (const [key, value] of this.summary.entries) if (!key.startsWith("_")) this.summarise(key, value, 0);
  }

  private fillParams(): void {
    this.config.changed = false;
    this.run.params.clear();
    for (const [key, value] of this.config.entries) if (key !== "_wandb") flattenParams(value, this.run.params, key);
  }

  /** Numbers that stand in the summary and nowhere in the history are results: a series of one point each. */
  private summarise(name: string, value: Branch, depth: number): void {
    if (this.history.has(name) || depth > deepest) return;
    if (value instanceof Map || isJsonObject(value)) {
      const inner: readonly (readonly [string, Branch])[] = value instanceof Map ? [...value] : Object.entries(value);
      if (inner.some(([key]) => key === "_type")) return;
      for (const [key, branch] of inner) this.summarise(`${name}.${key}`, branch, depth + 1);
    } else {
      const number = numberIn(value);
      const isOwn = this.results.has(name) || !this.run.series.has(name);
      if (number !== undefined && isOwn && this.results.size < mostResults) this.setResult(name, number);
    }
  }

  private setResult(name: string, value: number): void {
    const noted = (key: string) => numberIn(this.summary.entries.get(key));
    const lastWall = this.history.lastWall ?? wallOf(noted("_timestamp") ?? NaN);
    const lastStep = this.history.lastStep ?? noted("_step") ?? 0;
    const before = this.run.series.get(name)?.points.view();
    if (Object.is(before?.values[0], value) && before?.steps[0] === lastStep) return;
    const series = new RawSeries(name, "step");
    series.points.push(lastStep, value, lastWall);
    this.run.series.set(name, series);
    this.results.add(name);
  }
}
