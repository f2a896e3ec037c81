/** So many bytes at either end of a record tell it from others. */
const ends = 64;

/** A sum over the ends of a record and its length, as a signed 32-bit integer (FNV-1a). */
export function checkOf(view: DataView, start: number, end: number): number {
  let sum = (0x811c9dc5 ^ (end - start)) | 0;
  const take = (from: number, to: number) => {
    for (let at = from; at < to; at++) sum = Math.imul(sum ^ view.getUint8(at), 0x01000193);
  };
  take(start, Math.min(end, start + ends));
  take(Math.max(start, end - ends), end);
  return sum;
}

/** The same of all these bytes. */
export function checkOfBytes(bytes: Uint8Array): number {
  return checkOf(new DataView(bytes.buffer, bytes.byteOffset, bytes.length), 0, bytes.length);
}
