import type { LeftOutLog } from "../../raw";
import type { RawRun } from "../../raw";
import { t } from "../../../util/text";
import {
  BeginningAgain,
  counterRank,
  CounterWithinEpoch,
  isEpochName,
  isSplitName,
  isWallName,
  splitPrefix,
} from "../tables/columns";
import { numberIn, numberOf, wallOf } from "../tables/numbers";
import { isJsonObject, type JsonObject, type JsonValue } from "../documents/pythonJson";
import { mostColumns } from "../tables/layout";

const deepest = 8;
const longestName = 1000;
/** A longer list of numbers is no set of measures (DETR logs 12 for a detector), but data. */
const longestList = 32;
/** A longer text is no number. */
const longestNumber = 40;
/** Kinds of rows that are told apart. */
const mostKinds = 100;

/** What a key at the top of a row is for. */
type Role = "epoch" | "wall" | "split" | "metric" | { readonly counter: number };

/** One row's place: on the axes, in time, and in the data. */
export interface Place {
  readonly step: number | undefined;
  readonly epoch: number | undefined;
  readonly wall: number | undefined;
  readonly prefix: string;
}

/**
 * JSON rows → series, one by one: pure but for the run it fills. Each row stands by itself: its best counter is its step,
 * else its epoch its place; a row with neither is passed over (a configuration on the first line). Nested objects
 * flatten with "/". Values that are no numbers are not metrics. A series stays on the axis of its first point.
 */
export class RowLog {
  /** The counter starts again in every epoch: read again with `ordinals`. */
  counterIsWithinEpoch = false;
  tagsLeftOut = 0;
  /** Rows with a counter of their own, and without. */
  placedRows = 0;
  rowsWithoutX = 0;
  /** Of the latter, those with a number: a configuration on the first line is passed over without a word. */
  unplacedRows = 0;
  /** Numbers whose series counts along what their row does not say. */
  offAxis = 0;
  firstX = NaN;
  lastX = NaN;
  xKind: "step" | "epoch" | "row" | undefined;
  private rows = 0;
  private readonly roles = new Map<string, Role>();
  private readonly counter = new CounterWithinEpoch();
  /** By what a row counts in, and its first metric: what is printed of two things counts for each. */
  private readonly beginnings = new Map<string, BeginningAgain>();
  private readonly isWall = new Map<string, boolean>();
  /** By key: whether its first value was a number in text, as all of it is then. */
  private readonly isText = new Map<string, boolean>();
  /** By key, how many values are neither numbers nor null: texts, lists, what is nested too deeply. */
  private readonly others = new Map<string, number>();

  /**
   * @param ordinals take the rows' ordinals for the x axis, in place of their counters
   * @param whole nobody knows the writer: lists of measures are read, and a key that stands in rows with a step and in rows
   *   with an epoch alone is two series. Formats whose writers are known leave such out.
   * @param mayBegin whether a metric by this name may show that another training begins
   */
  constructor(
    private readonly run: RawRun,
    private readonly ordinals: boolean,
    private readonly whole = false,
    private readonly mayBegin: (key: string) => boolean = () => true,
  ) {}

  /** Takes the next row. @returns where it lies; undefined if it is passed over */
  add(row: JsonObject): Place | undefined {
    const place = this.placeOf(row);
    const own = place.step ?? place.epoch;
    if (own !== undefined) this.placedRows++;
    else {
      this.rowsWithoutX++;
      if (this.placedRows > 0 || !isSettings(row)) this.unplacedRows++;
    }
    const x = this.ordinals ? this.rows : own;
    if (x === undefined) return undefined;
    if (place.step !== undefined && this.counter.sees(place.step, place.epoch)) this.counterIsWithinEpoch = true;
    this.rows++;
    if (own !== undefined && this.beginsAgain(row, place, own)) this.run.begin();
    if (Number.isNaN(this.firstX)) this.firstX = x;
    this.lastX = x;
    this.xKind = this.ordinals ? "row" : place.step === undefined ? "epoch" : "step";
    for (const key of Object.keys(row)) {
      if (this.isMetric(key, row[key]!)) this.put(place.prefix + key, row[key]!, place, 0);
    }
    return place;
  }

  /**
   * What was passed over of the rows that were read.
   * @param isSetting whether a key whose values are no numbers is told otherwise
   * @returns keys without any number, and how many values are none among a key's numbers
   */
  passed(isSetting: (key: string) => boolean): { readonly columns: number; readonly values: number } {
    let [columns, values] = [0, 0];
    for (const [key, count] of this.others) {
      if (this.run.series.has(key)) values += count;
      else if (!isSetting(key)) columns++;
    }
    return { columns, values };
  }

  /** Once one of the row's kind has begun again, all others are expected to. */
  private beginsAgain(row: JsonObject, { step, prefix }: Place, own: number): boolean {
    const first = Object.keys(row).find((key) => this.roleOf(key) === "metric" && this.mayBegin(key));
    if (first === undefined) return false;
    const kind = `${step === undefined ? "epoch" : "step"} ${prefix}${first}`;
    let beginning = this.beginnings.get(kind);
    if (!beginning) {
      if (this.beginnings.size >= mostKinds) return false;
      this.beginnings.set(kind, (beginning = new BeginningAgain()));
    }
    if (!beginning.sees(own)) return false;
    this.beginnings.clear();
    this.beginnings.set(kind, beginning);
    return true;
  }

  private put(tag: string, value: JsonValue, place: Place, depth: number): void {
    if (isJsonObject(value)) {
      if (depth >= deepest) this.passOver(tag);
      else for (const key of Object.keys(value)) this.put(`${tag}/${key}`, value[key]!, place, depth + 1);
      return;
    }
    if (Array.isArray(value)) {
      const list = value as readonly JsonValue[];
      if (this.whole && list.length <= longestList && list.every((one) => typeof one === "number"))
        for (const [at, one] of list.entries()) this.put(`${tag}/${at}`, one, place, depth + 1);
      else if (list.length > 0) this.passOver(tag);
      return;
    }
    const number = this.numberUnder(tag, value);
    if (number === undefined || tag.length > longestName) {
      if (value !== null) this.passOver(tag);
      return;
    }
    if (!this.run.series.has(tag) && this.run.series.size >= mostColumns) {
      this.tagsLeftOut++;
      return;
    }
    const kind = this.ordinals ? "row" : place.step === undefined ? "epoch" : "step";
    const series = this.whole ? this.run.seriesBy(tag, kind) : this.run.seriesOf(tag, kind);
    const x = { row: this.rows - 1, step: place.step, epoch: place.epoch }[series.stepKind];
    if (x === undefined) {
      this.offAxis++;
      return;
    }
    series.points.push(x, number, place.wall, series.stepKind === "epoch" ? undefined : place.epoch);
  }

  private passOver(key: string): void {
    const before = this.others.get(key);
    if (before !== undefined || this.others.size < 4 * mostColumns) this.others.set(key, (before ?? 0) + 1);
  }

  /** The number in a value. Numbers in text are such where the key's first value was one. */
  private numberUnder(key: string, value: JsonValue): number | undefined {
    const number = numberIn(value);
    if (typeof value !== "string" || number !== undefined) {
      if (typeof value === "number" && !this.isText.has(key) && this.isText.size < 4 * mostColumns)
        this.isText.set(key, false);
      return number;
    }
    if (value.length > longestNumber) return undefined;
    const found = /^[-+.\d]/.test(value) ? numberOf(value) : undefined;
    if (!this.isText.has(key) && this.isText.size < 4 * mostColumns) this.isText.set(key, found !== undefined);
    return this.isText.get(key) ? found : undefined;
  }

  private placeOf(row: JsonObject): Place {
    let step: number | undefined;
    let best = Infinity;
    let epoch: number | undefined;
    let wall: number | undefined;
    let prefix = "";
    for (const key of Object.keys(row)) {
      const role = this.roleOf(key);
      if (role === "metric") continue;
      const value = row[key]!;
      if (role === "split") prefix ||= splitPrefix(value);
      else if (role === "wall") wall ??= this.wallIn(key, value);
      else {
        const count = this.numberUnder(key, value);
        if (count === undefined || !Number.isFinite(count)) continue;
        if (role === "epoch") epoch ??= count;
        else if (role.counter < best) [step, best] = [count, role.counter];
      }
    }
    return { step, epoch, wall, prefix };
  }

  /** Whether a key is drawn. Counters and wall times are axes, and the name of a part of the data stands before the metrics'. */
  private isMetric(key: string, value: JsonValue): boolean {
    const role = this.roleOf(key);
    if (role === "split") return splitPrefix(value) === "";
    return role === "metric" || (role === "wall" && !this.isWall.get(key));
  }

  private roleOf(key: string): Role {
    let role = this.roles.get(key);
    if (role === undefined) {
      role = roleOf(key);
      // Keys that are all different would fill the memory.
      if (this.roles.size < 4 * mostColumns) this.roles.set(key, role);
    }
    return role;
  }

  /** A key of times whose first value is no wall time is a metric like any other (seconds per iteration). */
  private wallIn(key: string, value: JsonValue): number | undefined {
    if (typeof value !== "number" && typeof value !== "string") return undefined;
    const wall = wallOf(value);
    if (!this.isWall.has(key)) this.isWall.set(key, wall !== undefined);
    return this.isWall.get(key) ? wall : undefined;
  }
}

/** Says what was passed over among the values of a log's rows. @param path absolute path of the log */
export function countPassed(
  leftOut: LeftOutLog,
  path: string,
  { columns, values, offAxis }: { readonly columns: number; readonly values: number; readonly offAxis: number },
): void {
  leftOut.set({ path, unit: "column", cause: "not-a-number" }, columns);
  leftOut.set({ path, unit: "record", cause: "not-a-number", reason: t("text among numbers") }, values);
  const reason = t("on another axis than the others of its metric");
  leftOut.set({ path, unit: "record", cause: "form", reason }, offAxis);
}

/** Whether a row holds no number of its own: a configuration, before the log begins. */
function isSettings(row: JsonObject): boolean {
  return !Object.values(row).some((value) => typeof value === "number");
}

function roleOf(key: string): Role {
  const counter = counterRank(key);
  if (counter !== undefined) return { counter: counter + key.length / 1000 };
  if (isEpochName(key)) return "epoch";
  if (isWallName(key)) return "wall";
  return isSplitName(key) ? "split" : "metric";
}
