/**
 * Runs by itself in a worker thread, as the extension's reader does: reads a folder of event files, then one more record
 * in it, again and again. Input: workerData {folder, appends}; output: one message, EventReading.
 */
import { appendFileSync, truncateSync, statSync } from "node:fs";
import { parentPort, workerData } from "node:worker_threads";
import { RawSource } from "../../src/readers/raw";
import { tensorboard } from "../../src/readers/formats/tensorboard/format";
import { scalarEvent } from "../../test/support/eventFiles";

export interface EventReading {
  readonly points: number;
  readonly lastStep: number;
  readonly warnings: readonly string[];
}

export interface EventMemory {
  /** Held by the points and everything else of the run, after a garbage collection. */
  readonly bytes: number;
  /** Milliseconds of each read that followed one more record. */
  readonly again: readonly number[];
}

/** As the extension's worker has it: about what is read between two looks at its messages. */
const budget = 8 << 20;

const { folder, appends } = workerData as { folder: string; appends: number };
const collect = globalThis.gc;
collect?.();
const before = heldBytes();
const reader = tensorboard.open(folder);
const source = new RawSource();
while (reader.read(source, budget).state === "more");
const series = [...source.run().series.values()].map(({ points }) => points);
const reading: EventReading = {
  points: series.reduce((sum, { length }) => sum + length, 0),
  lastStep: Math.min(...series.map((points) => points.lastStep)),
  warnings: reader.warnings,
};
parentPort?.postMessage(reading);
if (appends > 0) parentPort?.postMessage(readOn());

function readOn(): EventMemory {
  collect?.();
  const bytes = heldBytes() - before;
  const file = reader.files[0]!;
  const { size } = statSync(file);
  const again: number[] = [];
  for (let count = 1; count <= appends; count++) {
    appendFileSync(file, scalarEvent("train/loss", reading.lastStep + count, 0.5));
    const start = performance.now();
    reader.read(source, budget);
    again.push(performance.now() - start);
  }
  truncateSync(file, size);
  return { bytes, again };
}

function heldBytes(): number {
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}
