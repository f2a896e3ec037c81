/** A column of numbers that does not change any more, in as few bytes as give every number back exactly. */
export interface PackedColumn {
  /** What it takes, without the objects around it. */
  readonly bytes: number;
  /** Writes the numbers from index `from` on into `to`, from `at` on. */
  unpack(to: Float64Array, at: number, from: number): void;
}

/** Doubles between 2^30 and 2^31, as unix seconds are, are whole multiples of this. */
const tick = 2 ** -22;

/** Chooses the smallest of the forms below that loses nothing. @param column is copied */
export function pack(column: Float64Array): PackedColumn {
  return packEven(column) ?? packWhole(column) ?? packSingle(column) ?? packTicks(column) ?? packPlain(column);
}

/** Numbers with equal gaps (steps, mostly), or one and the same number: the first and the gap. */
function packEven(column: Float64Array): PackedColumn | undefined {
  const { length } = column;
  const first = column[0] ?? 0;
  const gap = length > 1 ? column[1]! - first : 0;
  if (column.every((value) => Object.is(value, first))) return even(first, 0, length);
  if (!(Math.abs(gap) > 0)) return undefined;
  for (let i = 0; i < length; i++)
    if (first + i * gap !== column[i] || column[i] === 0) return evenWithZero(column, gap);
  return even(first, gap, length);
}

/** The same where a zero is among the numbers: its sign must come back, too. */
function evenWithZero(column: Float64Array, gap: number): PackedColumn | undefined {
  const first = column[0]!;
  return column.every((value, i) => Object.is(first + i * gap, value)) ? even(first, gap, column.length) : undefined;
}

function even(first: number, gap: number, length: number): PackedColumn {
  return {
    bytes: 16,
    unpack(to, at, from) {
      for (let i = from; i < length; i++) to[at++] = gap === 0 ? first : first + i * gap;
    },
  };
}

/** Whole numbers that lie close together: their distances from the least in one, two or four bytes each. */
function packWhole(column: Float64Array): PackedColumn | undefined {
  let least = Infinity;
  let greatest = -Infinity;
  for (const value of column) {
    if (!Number.isSafeInteger(value) || Object.is(value, -0)) return undefined;
    if (value < least) least = value;
    if (value > greatest) greatest = value;
  }
  const range = greatest - least;
  if (!(range <= 0xffffffff)) return undefined;
  const distances = range <= 0xff ? Uint8Array : range <= 0xffff ? Uint16Array : Uint32Array;
  const kept = new distances(column.length);
  for (let i = 0; i < kept.length; i++) kept[i] = column[i]! - least;
  return {
    bytes: kept.byteLength,
    unpack(to, at, from) {
      for (let i = from; i < kept.length; i++) to[at++] = least + kept[i]!;
    },
  };
}

/** Numbers of single precision, as TensorBoard's are. */
function packSingle(column: Float64Array): PackedColumn | undefined {
  for (const value of column) if (Math.fround(value) !== value && value === value) return undefined;
  const kept = Float32Array.from(column);
  return {
    bytes: kept.byteLength,
    unpack(to, at, from) {
      for (let i = from; i < kept.length; i++) to[at++] = kept[i]!;
    },
  };
}

/** Times in unix seconds: the gaps between them, counted in ticks, in four bytes each. Up to 512 seconds apart. */
function packTicks(column: Float64Array): PackedColumn | undefined {
  const gaps = new Int32Array(column.length);
  const first = (column[0] ?? NaN) / tick;
  let before = first;
  for (let i = 0; i < column.length; i++) {
    const now = column[i]! / tick;
    if (!Number.isSafeInteger(now) || now === 0) return undefined;
    const gap = now - before;
    if (gap !== (gap | 0)) return undefined;
    gaps[i] = gap;
    before = now;
  }
  return {
    bytes: gaps.byteLength,
    unpack(to, at, from) {
      let now = first;
      for (let i = 0; i < gaps.length; i++) {
        now += gaps[i]!;
        if (i >= from) to[at++] = now * tick;
      }
    },
  };
}

function packPlain(column: Float64Array): PackedColumn {
  const kept = column.slice();
  return { bytes: kept.byteLength, unpack: (to, at, from) => to.set(kept.subarray(from), at) };
}
