import type { RawRun, RawSeries } from "../../raw";
import { isJsonObject, type JsonValue } from "../../parsing/documents/pythonJson";
import { numberIn } from "../../parsing/tables/numbers";
import { wholesOf } from "./dotted";
import { listsFiles, MediaRow, type Locate } from "./media";
import type { MetricDefinitions } from "./metrics";
import { t } from "../../../util/text";

/** Objects nested deeper in a logged value are passed over. */
const deepest = 8;

/** Metrics of a run beyond this many are passed over. */
const mostMetrics = 20_000;

/** Keys under which frameworks log the epoch beside the metrics: people's own, Hugging Face's. */
const epochKeys = new Set(["epoch", "train/epoch"]);

interface Metric {
  readonly series: RawSeries;
  /** The metric that gives the steps; undefined for `_step`. Decided by the first point, so that a series has one axis. */
  readonly axis: string | undefined;
}

/** Collects one row of a run's history, in whatever order it comes, and adds it to the series. */
export class History {
  /** Of the last row: W&B's `_step`; undefined before the first. */
  lastStep: number | undefined;
  /** Of the last row that had one: unix seconds. */
  lastWall: number | undefined;
  private readonly metrics = new Map<string, Metric>();
  private readonly axes = new Map<string, number>();
  /** Values that are neither numbers nor media, those nested too deeply, and points of metrics beyond the most. */
  readonly lost = { values: 0, deep: 0, beyond: 0 };
  private names: string[] = [];
  /** Names of this row's values that are no numbers: they may be parts of media. */
  private odds: string[] = [];
  private values: number[] = [];
  private readonly media: MediaRow;
  private step: number | undefined;
  private wall: number | undefined;

  constructor(
    private readonly run: RawRun,
    private readonly definitions: MetricDefinitions,
    /** Called before a metric's first point. */
    private readonly onNew: (name: string) => void,
    /** Absolute path of the folder below which the files of media lie. */
    filesFolder: string,
  ) {
    this.media = new MediaRow(run.records, filesFolder);
  }

  /** A metric of this name, or of one that `name` is a part of ("loss" of "loss.max"), is in the history. */
  has(name: string): boolean {
    const isIn = (part: string) => this.metrics.has(part) || this.run.records.has(part);
    return isIn(name) || [...wholesOf(name)].some(isIn);
  }

  /** A number of this row. */
  number(name: string, value: number): void {
    if (name === "_step") this.step = value;
    else if (name === "_timestamp") this.wall = value;
    else if (name !== "_runtime" && !name.startsWith("_wandb")) {
      this.names.push(name);
      this.values.push(value);
    }
  }

  /** A value of this row that is no number: objects hold numbers, or describe media; texts are media; lists are parts of media. */
  value(name: string, value: JsonValue | undefined, depth = 0): void {
    if (isJsonObject(value)) {
      if (depth >= deepest) {
        this.lost.deep++;
        return;
      }
      for (const [key, inner] of Object.entries(value)) this.value(`${name}.${key}`, inner, depth + 1);
      return;
    }
    const number = numberIn(value);
    if (number !== undefined) this.number(name, number);
    else if (typeof value === "string") this.media.text(name, value);
    else if (Array.isArray(value) && listsFiles(name)) this.media.list(name, value);
    else if (value !== null && value !== undefined) this.odd(name);
  }

  /** A value of this row that is neither a number nor a text: a list, a truth. It is a part of media, or left out. */
  odd(name: string): void {
    this.odds.push(name);
  }

  /** Ends the row. @param step the row's step where it has no `_step` @param locate as MediaRow.end has it */
  end(step: number | undefined, locate?: Locate): void {
    this.lastStep = this.step ?? step ?? (this.lastStep === undefined ? 0 : this.lastStep + 1);
    if (this.wall !== undefined) this.lastWall = this.wall;
    let epoch: number | undefined;
    for (const [index, name] of this.names.entries()) {
      if (this.axes.has(name)) this.axes.set(name, this.values[index]!);
      if (epochKeys.has(name)) epoch = this.values[index]!;
    }
    for (const [index, name] of this.names.entries()) {
      if (!this.media.isPart(name)) this.push(name, this.values[index]!, epoch);
    }
    for (const name of this.odds) if (!this.media.isPart(name)) this.lost.values++;
    this.media.end(this.lastStep, this.wall, locate);
    this.names = [];
    this.odds = [];
    this.values = [];
    this.step = this.wall = undefined;
  }

  /** Says what was passed over. @param path absolute path of the log */
  count(path: string): void {
    const { leftOut } = this.run;
    leftOut.set({ path, unit: "record", cause: "not-a-number" }, this.lost.values);
    leftOut.set({ path, unit: "record", cause: "form", reason: t("nested too deeply") }, this.lost.deep);
    const reason = t("only the first {count} metrics are read", { count: mostMetrics });
    leftOut.set({ path, unit: "record", cause: "too-many", reason }, this.lost.beyond);
  }

  /** What was said of the metrics is more or other than before. */
  redefine(): void {
    for (const [name, { series }] of this.metrics) series.direction = this.definitions.of(name).direction;
    const { goal } = this.definitions;
    if (goal === undefined) delete this.run.facts.headline;
    else this.run.facts.headline = { metric: goal, word: "goal" };
  }

  private push(name: string, value: number, epoch: number | undefined): void {
    const metric = this.metrics.get(name) ?? this.begin(name);
    if (!metric) {
      this.lost.beyond++;
      return;
    }
    const x = metric.axis === undefined ? this.lastStep! : this.axes.get(metric.axis)!;
    const { points, stepKind } = metric.series;
    points.push(x, value, this.wall, stepKind === "epoch" || epochKeys.has(name) ? undefined : epoch);
  }

  private begin(name: string): Metric | undefined {
    if (this.metrics.size >= mostMetrics) return undefined;
    this.onNew(name);
    const { stepMetric, direction } = this.definitions.of(name);
    const axis = stepMetric !== undefined && this.axisValue(stepMetric, name) !== undefined ? stepMetric : undefined;
    const isEpoch = axis !== undefined && /(?:^|[^a-z])epochs?$/i.test(axis);
    const metric = { series: this.run.seriesOf(name, isEpoch ? "epoch" : "step"), axis };
    metric.series.direction = direction;
    // Metrics have steps of their own in order to be logged in any order.
    if (axis !== undefined) metric.series.points.anyOrder = true;
    this.metrics.set(name, metric);
    return metric;
  }

  /** The present value of the metric that is to be `name`'s axis, which is followed from now on. */
  private axisValue(axis: string, name: string): number | undefined {
    if (axis === name || axis.startsWith("_")) return undefined;
    if (!this.axes.has(axis)) {
      const at = this.names.lastIndexOf(axis);
      const logged = this.metrics.get(axis)?.series.points;
      const known = at >= 0 ? this.values[at] : logged && logged.length > 0 ? logged.lastValue : undefined;
      if (known === undefined) return undefined;
      this.axes.set(axis, known);
    }
    return this.axes.get(axis);
  }
}
