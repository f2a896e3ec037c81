/** What the steps of a series count. `row` = the log has no step, the point's ordinal (from 0) stands in for it. */
export type StepKind = "step" | "epoch" | "row";

/** The points of one series in the order they were logged: parallel columns of equal length. */
export interface Points {
  readonly length: number;
  readonly steps: Float64Array;
  /** NaN means "logged, and was NaN". What was not logged is not a point. */
  readonly values: Float64Array;
  /** Unix seconds; absent if the format has no times. */
  readonly walls?: Float64Array;
  /** Fractional epochs beside the steps; absent if not logged. */
  readonly epochs?: Float64Array;
}

/** From `index` on, this writer has started again at `step`: what it logged before at that step or later is superseded. */
export interface Restart {
  readonly index: number;
  readonly step: number;
}

/** From `index` on, the log may be that of another training: the `ordinal`th of its source, counted from 1. */
export interface Beginning {
  readonly index: number;
  readonly ordinal: number;
}

const firstCapacity = 16;

/**
 * Spare capacity that trim() leaves, as a share of the length: without any, the next point of a large series would copy
 * all of it, and a live run adds one point at a time.
 */
const spare = 1 / 16;

/** Up to so many points, trim() leaves what growing by doubling leaves on average: a copy would cost more than it saves. */
const small = 4096;

const none = new Float64Array(0);

/**
 * Growable columns of a series: 16 bytes a point, and 8 more for each of wall times and epochs where logged. The columns
 * share one buffer: with thousands of series, buffers are what costs, not bytes.
 */
export class PointsBuilder {
  length = 0;
  /** True while no step was less than the one before it and nothing was restarted: then no point is superseded. */
  ascending = true;
  /** The tool takes points in any order: a step that falls is no restart, and every point stands (MLflow). */
  anyOrder = false;
  readonly restarts: Restart[] = [];
  /** Where the source may have begun anew; see RawRun.begin. */
  readonly beginnings: Beginning[] = [];
  /** The last beginning of the source before the first point. */
  born = 0;
  /** How often points were taken away from the start, or moved: what was worked out before then does not hold. */
  taken = 0;
  private steps: Float64Array = none;
  private values: Float64Array = none;
  private walls: Float64Array | undefined;
  private epochs: Float64Array | undefined;

  /** Adds a point. `wall`: unix seconds. A column that begins late is NaN for the points before it. */
  push(step: number, value: number, wall?: number, epoch?: number): void {
    const at = this.length;
    if (at === this.steps.length) this.grow(wall !== undefined, epoch !== undefined);
    if (at > 0 && !(step >= this.steps[at - 1]!)) this.ascending = false;
    this.steps[at] = step;
    this.values[at] = value;
    if (wall !== undefined) (this.walls ??= this.lateColumn())[at] = wall;
    else if (this.walls) this.walls[at] = NaN;
    if (epoch !== undefined) (this.epochs ??= this.lateColumn())[at] = epoch;
    else if (this.epochs) this.epochs[at] = NaN;
    this.length = at + 1;
  }

  /** Notes that the writer restarted at `step`. */
  restart(step: number): void {
    if (this.length === 0) return;
    this.restarts.push({ index: this.length, step });
    this.ascending = false;
  }

  /** Notes that what follows may be of another training. */
  begin(ordinal: number): void {
    if (this.length > 0) this.beginnings.push({ index: this.length, ordinal });
    else this.born = ordinal;
  }

  /** It was no other training. */
  forgetBeginning(ordinal: number): void {
    const at = this.beginnings.findIndex((mark) => mark.ordinal === ordinal);
    if (at >= 0) this.beginnings.splice(at, 1);
  }

  /** Takes the first `count` points away. @returns a builder that holds them */
  takeBefore(count: number): PointsBuilder {
    const before = new PointsBuilder();
    const all = this.view();
    before.reserve(count);
    for (let at = 0; at < count; at++) before.push(all.steps[at]!, all.values[at]!, all.walls?.[at], all.epochs?.[at]);
    before.anyOrder = this.anyOrder;
    const restarts = this.restarts.splice(0);
    before.restarts.push(...restarts.filter(({ index }) => index < count));
    before.ascending &&= before.restarts.length === 0;
    this.restarts.push(...shifted(restarts, count));
    for (const { index, ordinal } of this.beginnings) if (index <= count) this.born = ordinal;
    this.beginnings.splice(0, Infinity, ...shifted(this.beginnings, count));
    for (const column of [this.steps, this.values, this.walls, this.epochs]) column?.copyWithin(0, count, this.length);
    this.length -= count;
    this.taken++;
    this.ascending = this.restarts.length === 0 && isAscending(this.view().steps);
    return before;
  }

  /** Adds to the steps of all points so far: only now it is known from where they count. */
  moveOn(steps: number): void {
    for (let at = 0; at < this.length; at++) this.steps[at]! += steps;
    this.taken++;
  }

  /** Makes room for `count` points in all, where that many are to be expected: cheaper than growing step by step. */
  reserve(count: number): void {
    const fitting = Math.ceil(count * (1 + spare));
    if (fitting > this.steps.length) this.resize(fitting);
  }

  /** Gives most of the spare capacity back, once a pass over the file is done. */
  trim(): void {
    const fitting = Math.max(firstCapacity, Math.ceil(this.length * (1 + spare)));
    if (this.steps.length > fitting * (this.length < small ? 5 / 4 : 1 + spare)) this.resize(fitting);
  }

  /** A view of the points so far: no copy, so good only until the next push. */
  view(): Points {
    const cut = (column: Float64Array) => column.subarray(0, this.length);
    return {
      length: this.length,
      steps: cut(this.steps),
      values: cut(this.values),
      ...(this.walls && { walls: cut(this.walls) }),
      ...(this.epochs && { epochs: cut(this.epochs) }),
    };
  }

  private grow(hasWall: boolean, hasEpoch: boolean): void {
    if (this.length === 0 && hasWall) this.walls = none;
    if (this.length === 0 && hasEpoch) this.epochs = none;
    this.resize(Math.max(firstCapacity, this.length * 2));
  }

  private lateColumn(): Float64Array {
    return new Float64Array(this.steps.length).fill(NaN, 0, this.length);
  }

  private resize(capacity: number): void {
    const columns = 2 + (this.walls ? 1 : 0) + (this.epochs ? 1 : 0);
    const buffer = new ArrayBuffer(columns * capacity * Float64Array.BYTES_PER_ELEMENT);
    let taken = 0;
    const moved = (column: Float64Array) => {
      const grown = new Float64Array(buffer, taken++ * capacity * Float64Array.BYTES_PER_ELEMENT, capacity);
      grown.set(column.subarray(0, this.length));
      return grown;
    };
    this.steps = moved(this.steps);
    this.values = moved(this.values);
    if (this.walls) this.walls = moved(this.walls);
    if (this.epochs) this.epochs = moved(this.epochs);
  }
}

/** Of marks in a series, those after its first `count` points, counted from there. */
function shifted<T extends { readonly index: number }>(marks: readonly T[], count: number): T[] {
  return marks.filter(({ index }) => index > count).map((mark) => ({ ...mark, index: mark.index - count }));
}

function isAscending(steps: Float64Array): boolean {
  return steps.every((step, at) => at === 0 || step >= steps[at - 1]!);
}
