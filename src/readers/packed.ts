/** A column of numbers that does not change any more, in as few bytes as give every number back exactly. */
export interface PackedColumn {
  /** What it takes, without the objects around it. */
  readonly bytes: number;
  /** Writes the numbers from index `from` on into `to`, from `at` on. */
  unpack(to: Float64Array, at: number, from: number): void;
}

/** Doubles between 2^30 and 2^31, as unix seconds are, are whole multiples of 1 / ticks. */
const ticks = 2 ** 22;

/** Whole numbers up to here are told apart. */
const mostWhole = 2 ** 53;

/** Of the column that is looked at: a block of points is no longer. */
const gaps = new Int32Array(4096);

/**
 * Chooses the smallest of the forms below that loses nothing. Of a first file many blocks are packed before the engine has compiled a
 * loop, so that steps and times share one. Pages of media/dev run this, too.
 * @param column is copied
 */
export function pack(column: Float64Array): PackedColumn {
  return packEven(column) ?? packWhole(column) ?? packSingle(column) ?? packTicks(column) ?? packPlain(column);
}

/** Numbers with equal gaps (steps, mostly), or one and the same number: the first and the gap. */
function packEven(column: Float64Array): PackedColumn | undefined {
  const { length } = column;
  const first = column[0] ?? 0;
  if (length < 2 || Object.is(column[1], first)) return packEqual(column, first);
  const gap = column[1]! - first;
  if (Number.isInteger(first) && Number.isInteger(gap))
    return takeGaps(column, 1) === "even" ? even(first, gap, length) : undefined;
  if (!(Math.abs(gap) > 0)) return undefined;
  for (let i = 0; i < length; i++) if (first + i * gap !== column[i] || column[i] === 0) return undefined;
  return even(first, gap, length);
}

/** Puts the gaps between numbers into `gaps`, counted in 1 / scale, where each of them is whole and takes 32 bits; "even" if all are the same. */
function takeGaps(column: Float64Array, scale: number): "even" | "uneven" | undefined {
  const { length } = column;
  const first = column[0]! * scale;
  if (length > gaps.length) return undefined;
  // So many gaps of 32 bits lead to no number that is not exact.
  if (!Number.isInteger(first) || Math.abs(first) + length * 2 ** 31 > mostWhole) return undefined;
  let isEven = true;
  let before = first;
  for (let i = 0; i < length; i++) {
    const now = column[i]! * scale;
    const gap = now - before;
    if (gap !== (gap | 0) || (now === 0 && Object.is(now, -0))) return undefined;
    gaps[i] = gap;
    if (i > 1 && gap !== gaps[1]) isEven = false;
    before = now;
  }
  return isEven ? "even" : "uneven";
}

function packEqual(column: Float64Array, first: number): PackedColumn | undefined {
  for (let i = 2; i < column.length; i++) if (!Object.is(column[i], first)) return undefined;
  return even(first, 0, column.length);
}

function even(first: number, gap: number, length: number): PackedColumn {
  return {
    bytes: 16,
    unpack(to, at, from) {
      if (gap === 0) to.fill(first, at, at + length - from);
      else for (let i = from; i < length; i++) to[at++] = first + i * gap;
    },
  };
}

/** Whole numbers that lie close together: their distances from the least in one, two or four bytes each. */
function packWhole(column: Float64Array): PackedColumn | undefined {
  let least = Infinity;
  let greatest = -Infinity;
  for (let i = 0; i < column.length; i++) {
    const value = column[i]!;
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
  for (let i = 0; i < column.length; i++) {
    const value = column[i]!;
    if (Math.fround(value) !== value && value === value) return undefined;
  }
  const kept = new Float32Array(column);
  return {
    bytes: kept.byteLength,
    unpack(to, at, from) {
      to.set(kept.subarray(from), at);
    },
  };
}

/** Times in unix seconds: the gaps between them, counted in ticks, in four bytes each. Up to 512 seconds apart. */
function packTicks(column: Float64Array): PackedColumn | undefined {
  if (takeGaps(column, ticks) === undefined) return undefined;
  const first = column[0]! * ticks;
  const kept = gaps.slice(0, column.length);
  return {
    bytes: kept.byteLength,
    unpack(to, at, from) {
      let now = first;
      for (let i = 0; i < kept.length; i++) {
        now += kept[i]!;
        if (i >= from) to[at++] = now / ticks;
      }
    },
  };
}

function packPlain(column: Float64Array): PackedColumn {
  const kept = column.slice();
  return { bytes: kept.byteLength, unpack: (to, at, from) => to.set(kept.subarray(from), at) };
}
