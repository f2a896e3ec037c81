import { Marks, type Beginning, type Restart } from "./marks";
export type { Beginning, Restart } from "./marks";
import { columnNames as names, later, unpack, type Block, type ColumnName as Name } from "./blocks";
import { pack, type PackedColumn } from "./packed";
import { roomFor } from "./slab";
import { isTime } from "../util/time";

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

/** A log of thousands of metrics has few points of each; the capacity is soon large where there are many. */
const firstCapacity = 4;
const soon = 64;

/** So many points at the end are kept as they came; those before them are packed, a block of so many at a time. */
const blockLength = 4096;

/** Once a pass over the file is done, what is still open is packed if it is at least so many points: fewer are not worth a block. */
const shortestBlock = 256;

const none = new Float64Array(0);

/**
 * Growable columns of a series. The last points are kept as they came, 16 bytes a point and 8 more for each of wall times and
 * epochs where logged, in one buffer: with thousands of series, buffers are what costs, not bytes. Those before them are
 * packed without loss: about 8 bytes a point of an event file.
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
  /** Points of a beginning that the log held before, word by word, and that were dropped for it. */
  again = 0;
  /** How often points were taken away from the start, or moved: what was worked out before then does not hold. */
  taken = 0;
  /** Of the first point; NaN while there is none. */
  firstStep = NaN;
  private readonly blocks: Block[] = [];
  /** How many points are in the blocks, and the last of them. */
  private packed = 0;
  private packedStep = NaN;
  private packedValue = NaN;
  private steps: Float64Array = none;
  private values: Float64Array = none;
  private walls: Float64Array | undefined;
  private epochs: Float64Array | undefined;

  /** Adds a point. `wall`: unix seconds, NaN if no date is so far away. A column that begins late is NaN for the points before it. */
  push(step: number, value: number, wall?: number, epoch?: number): void {
    let at = this.length - this.packed;
    if (at === this.steps.length) at = this.grow(wall !== undefined, epoch !== undefined);
    if (this.length === 0) this.firstStep = step;
    else if (!(step >= (at > 0 ? this.steps[at - 1]! : this.packedStep))) this.ascending = false;
    this.steps[at] = step;
    this.values[at] = value;
    if (wall !== undefined) (this.walls ??= this.lateColumn())[at] = isTime(wall * 1000) ? wall : NaN;
    else if (this.walls) this.walls[at] = NaN;
    if (epoch !== undefined) (this.epochs ??= this.lateColumn())[at] = epoch;
    else if (this.epochs) this.epochs[at] = NaN;
    this.length++;
  }

  /** Notes that the writer restarted at `step`. @param since see Restart */
  restart(step: number, since = 0): void {
    if (this.length === 0) return;
    this.restarts.push({ index: this.length, step, ...(since > 0 && { since }) });
    this.ascending = false;
  }

  /** Notes that what follows may be of another training. */
  begin(ordinal: number): void {
    if (this.length > 0) this.beginnings.push({ index: this.length, ordinal });
    else this.born = ordinal;
  }

  /**
   * All points so far belong before what follows `ordinal`: they came late, in another file than the one that began last.
   * @param later ordinals of the beginnings after it @param starts least steps of the restarts that were noted after each
   */
  placeBefore(ordinal: number, later: readonly number[], starts: ReadonlyMap<number, number>): void {
    const index = this.length;
    const marks = this.beginnings.filter((mark) => mark.ordinal <= ordinal);
    this.beginnings.splice(0, Infinity, ...marks, ...later.map((one): Beginning => ({ index, ordinal: one })));
    const noted = this.restarts.filter(({ since = 0 }) => since <= ordinal);
    const after = [...starts].filter(([since]) => since > ordinal);
    this.restarts.splice(0, Infinity, ...noted, ...after.map(([since, step]): Restart => ({ index, step, since })));
    if (after.length === 0) return;
    this.ascending = false;
    this.taken++;
  }

  /** These are settled. */
  forgetBeginnings(areSettled: (ordinal: number) => boolean): void {
    this.beginnings.splice(0, Infinity, ...this.beginnings.filter(({ ordinal }) => !areSettled(ordinal)));
  }

  /**
   * Takes the points before the last of these cuts away.
   * @param cuts numbers of points, none less than the one before it
   * @returns for each cut, a builder that holds the points since the cut before it; none at all if no points go
   */
  takeParts(cuts: readonly number[]): PointsBuilder[] {
    const last = cuts.at(-1) ?? 0;
    if (last === 0) return [];
    const all = this.view();
    const marks = new Marks(this.restarts.splice(0), this.beginnings.splice(0), this.born);
    const parts = cuts.map((cut, at) => {
      const part = new PointsBuilder();
      part.anyOrder = this.anyOrder;
      part.takePart(all, marks, cuts[at - 1] ?? 0, cut);
      return part;
    });
    this.reset();
    this.takePart(all, marks, last, Infinity);
    this.taken += parts.filter(({ length }) => length > 0).length;
    return parts;
  }

  /** Adds to the steps of all points so far: only now it is known from where they count. */
  moveOn(steps: number): void {
    const all = this.view();
    this.reset();
    this.pushAll({ ...all, steps: all.steps.map((step) => step + steps) }, 0, all.length);
    this.ascending &&= this.restarts.length === 0;
    this.taken++;
  }

  /** Lets the last two points change places, if neither is packed. */
  swapLast(): void {
    const at = this.length - this.packed - 1;
    if (at < 1) return;
    for (const column of [this.steps, this.values, this.walls, this.epochs]) column?.subarray(at - 1, at + 1).reverse();
    this.taken++;
  }

  /** Of the last point; NaN while there is none. */
  get lastStep(): number {
    const open = this.length - this.packed;
    return open > 0 ? this.steps[open - 1]! : this.packedStep;
  }

  get lastValue(): number {
    const open = this.length - this.packed;
    return open > 0 ? this.values[open - 1]! : this.packedValue;
  }

  /** Unix seconds of the last point; NaN while there is none, or it has none. */
  get lastWall(): number {
    return this.walls?.[this.length - this.packed - 1] ?? NaN;
  }

  /** Makes room for `count` points in all, where that many are to be expected: cheaper than growing step by step. */
  reserve(count: number): void {
    const fitting = Math.min(blockLength, Math.ceil(count) - this.packed);
    if (fitting > this.steps.length) this.resize(fitting);
  }

  /** Packs what is worth it and gives spare capacity back, once a pass over the file is done. */
  trim(): void {
    const open = this.length - this.packed;
    if (open >= shortestBlock) {
      this.seal(open);
      this.resize(0);
    } else if (this.steps.length > Math.max(firstCapacity, open * 2)) this.resize(Math.max(firstCapacity, open));
  }

  /** What the points take, in bytes, without the objects around them. */
  get bytes(): number {
    const columns = 2 + (this.walls ? 1 : 0) + (this.epochs ? 1 : 0);
    let sum = this.steps.length * columns * Float64Array.BYTES_PER_ELEMENT;
    for (const { columns: packed } of this.blocks) for (const name of names) sum += packed[name]?.bytes ?? 0;
    return sum;
  }

  /** The points from index `from` on. May be no copy, so good only until the next push. Of packed points, times and epochs are unpacked when they are first asked for. */
  view(from = 0): Points {
    if (from >= this.packed)
      return this.cut((column) => column.subarray(from - this.packed, this.length - this.packed));
    const { length, packed, walls, epochs } = this;
    const blocks = [...this.blocks];
    const unpacked = (open: Float64Array, name: Name) => {
      const whole = new Float64Array(length - from);
      whole.set(open, packed - from);
      unpack(blocks, whole, name, from);
      return whole;
    };
    const open = (column: Float64Array) => column.subarray(0, length - packed);
    const points = {
      length: length - from,
      steps: unpacked(open(this.steps), "steps"),
      values: unpacked(open(this.values), "values"),
    };
    for (const [name, column] of [["walls", walls] as const, ["epochs", epochs] as const]) {
      const rest = column && open(column).slice();
      if (rest) later(points, name, () => unpacked(rest, name));
    }
    return points;
  }

  /** The first points, at least `count` of them where there are so many. Good only until the next push. */
  head(count: number): Points {
    if (this.packed === 0) return this.view();
    let length = 0;
    const blocks: Block[] = [];
    for (const block of this.blocks) {
      if (length >= count) break;
      blocks.push(block);
      length += block.length;
    }
    return this.cut((column, name) => {
      const whole = new Float64Array(length + (length < count ? this.length - this.packed : 0));
      whole.set(column.subarray(0, whole.length - length), length);
      let at = 0;
      for (const { length: own, columns } of blocks) {
        const packed = columns[name];
        if (packed) packed.unpack(whole, at, 0);
        else whole.fill(NaN, at, at + own);
        at += own;
      }
      return whole;
    });
  }

  private takePart(all: Points, marks: Marks, from: number, to: number): void {
    this.pushAll(all, from, Math.min(to, all.length));
    const { restarts, beginnings, born } = marks.take(from, to);
    this.restarts.push(...restarts);
    this.beginnings.push(...beginnings);
    this.born = born;
    this.ascending &&= restarts.length === 0;
  }

  private pushAll({ steps, values, walls, epochs }: Points, from: number, to: number): void {
    for (let at = from; at < to; at++) this.push(steps[at]!, values[at]!, walls?.[at], epochs?.[at]);
  }

  /** Forgets all points. A view of them from before stays good. */
  private reset(): void {
    this.blocks.length = 0;
    this.length = this.packed = 0;
    this.firstStep = this.packedStep = this.packedValue = NaN;
    this.ascending = true;
    this.steps = this.values = none;
    this.walls = this.epochs = undefined;
  }

  private cut(part: (column: Float64Array, name: Name) => Float64Array): Points {
    const { walls, epochs } = this;
    const steps = part(this.steps, "steps");
    return {
      length: steps.length,
      steps,
      values: part(this.values, "values"),
      ...(walls && { walls: part(walls, "walls") }),
      ...(epochs && { epochs: part(epochs, "epochs") }),
    };
  }

  /** Makes room for one more point. @returns where it goes */
  private grow(hasWall: boolean, hasEpoch: boolean): number {
    if (this.length === 0 && hasWall) this.walls = none;
    if (this.length === 0 && hasEpoch) this.epochs = none;
    const open = this.length - this.packed;
    if (open >= blockLength) this.seal(open);
    else this.resize(Math.min(blockLength, Math.max(firstCapacity, open * (open < soon ? 4 : 2))));
    return this.length - this.packed;
  }

  /** Packs the points that are open; their room is free again. */
  private seal(open: number): void {
    const columns: Partial<Record<Name, PackedColumn>> = {};
    for (const name of names) {
      const column = this[name];
      if (column) columns[name] = pack(column.subarray(0, open));
    }
    this.packedStep = this.steps[open - 1]!;
    this.packedValue = this.values[open - 1]!;
    this.blocks.push({ length: open, columns });
    this.packed = this.length;
  }

  private lateColumn(): Float64Array {
    return new Float64Array(this.steps.length).fill(NaN, 0, this.length - this.packed);
  }

  private resize(capacity: number): void {
    const columns = 2 + (this.walls ? 1 : 0) + (this.epochs ? 1 : 0);
    const length = capacity * Float64Array.BYTES_PER_ELEMENT;
    const { buffer, from } = roomFor(columns * length);
    const open = this.length - this.packed;
    let taken = 0;
    const moved = (column: Float64Array) => {
      const grown = new Float64Array(buffer, from + taken++ * length, capacity);
      if (open > 0) grown.set(column.subarray(0, open));
      return grown;
    };
    this.steps = moved(this.steps);
    this.values = moved(this.values);
    if (this.walls) this.walls = moved(this.walls);
    if (this.epochs) this.epochs = moved(this.epochs);
  }
}
