/** Buffers that small columns share: one of its own costs more than a few points take, in time and in memory. In bytes. */
const slabLength = 1 << 14;
const longestShared = 1 << 9;

let slab = new ArrayBuffer(0);
let taken = 0;

/**
 * Room for numbers, all 0. A shared buffer is freed with the last of those that have room in it: those that are made one after
 * another, which mostly are of one source and go together.
 * @param bytes a multiple of 8
 */
export function roomFor(bytes: number): { readonly buffer: ArrayBuffer; readonly from: number } {
  if (bytes > longestShared) return { buffer: new ArrayBuffer(bytes), from: 0 };
  if (taken + bytes > slab.byteLength) {
    slab = new ArrayBuffer(slabLength);
    taken = 0;
  }
  const from = taken;
  taken += bytes;
  return { buffer: slab, from };
}
