import { closeSync, mkdirSync, openSync, rmSync, writeSync } from "node:fs";
import { join } from "node:path";
import { maskedCrc32c } from "../../src/readers/formats/tensorboard/crc32c";
import { fileVersion } from "../../test/support/eventFiles";

/** Twelve letters on average, so that a record is 52 bytes long. */
const tags = [
  "train/loss",
  "train/accuracy",
  "val/loss",
  "val/accuracy",
  "optim/grad_norm",
  "optim/lr",
  "time/forward",
  "time/backward",
  "memory/used",
  "data/epoch",
] as const;

const bytesAtOnce = 1 << 20;

export interface EventLog {
  readonly folder: string;
  readonly bytes: number;
  readonly points: number;
  readonly lastStep: number;
}

/** Writes one event file as torch's SummaryWriter would: `steps` times a scalar of each of ten tags. Always the same. */
export function writeEventLog(folder: string, steps: number): EventLog {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const file = openSync(join(folder, "events.out.tfevents.1700000000.host.1.0"), "w");
  let bytes = writeSync(file, fileVersion(1.7e9));
  const page = Buffer.alloc(bytesAtOnce);
  let used = 0;
  let random = 1;
  for (let step = 0; step < steps; step++) {
    for (const tag of tags) {
      random = (Math.imul(random, 1664525) + 1013904223) | 0;
      const value = (random >>> 8) / 2 ** 24;
      used += writeScalar(page, used, tag, step, value);
      if (used < bytesAtOnce - 1000) continue;
      bytes += writeSync(file, page, 0, used);
      used = 0;
    }
  }
  bytes += writeSync(file, page, 0, used);
  closeSync(file);
  return { folder, bytes, points: steps * tags.length, lastStep: steps - 1 };
}

/** The record of test/support/eventFiles.ts' scalarEvent, without the pieces: a million of them in a second. */
function writeScalar(page: Buffer, at: number, tag: string, step: number, value: number): number {
  let to = at + 12;
  page[to++] = 0x09;
  to = page.writeDoubleLE(1.7e9 + step / 8 + value / 16, to); // no two loops take equally long
  if (step > 0) {
    page[to++] = 0x10;
    let rest = step;
    for (; rest > 0x7f; rest >>>= 7) page[to++] = (rest & 0x7f) | 0x80;
    page[to++] = rest;
  }
  page.set([0x2a, tag.length + 9, 0x0a, tag.length + 7, 0x0a, tag.length], to);
  to = page.write(tag, to + 6, "latin1") + to + 6;
  page[to++] = 0x15;
  to = page.writeFloatLE(value, to);
  const view = new DataView(page.buffer, page.byteOffset, page.length);
  view.setBigUint64(at, BigInt(to - at - 12), true);
  view.setInt32(at + 8, maskedCrc32c(view, at, at + 8), true);
  view.setInt32(to, maskedCrc32c(view, at + 12, to), true);
  return to + 4 - at;
}
