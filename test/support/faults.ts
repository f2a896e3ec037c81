/**
 * Faults of the kinds that hostile files had, for programs that read: a file whose path has one of these words in it makes them hang, crash, or
 * take all memory, and one is slow. Only what is shorter than `harmless` bytes does so.
 */
import fs from "node:fs";

export const harmless = 200;

const sleep = (milliseconds: number) => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);

const faults: Readonly<Record<string, () => void>> = {
  hangs: () => void sleep(60_000),
  crashes: () => process.abort(),
  swallows: () => {
    const kept: Uint8Array[] = [];
    for (;;) kept.push(new Uint8Array(16 * 2 ** 20).fill(1));
  },
};

const slow = new Set<number>();
const { openSync, readSync } = fs;

fs.openSync = (path, flags, mode) => {
  const name = String(path);
  const size = fs.statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  if (size < harmless) for (const [word, fault] of Object.entries(faults)) if (name.includes(word)) fault();
  const file = openSync(path, flags, mode);
  if (name.includes("slow")) slow.add(file);
  else slow.delete(file);
  return file;
};

fs.readSync = (file: number, ...rest: [NodeJS.ArrayBufferView]) => {
  if (slow.has(file)) sleep(100);
  return readSync(file, ...rest);
};
