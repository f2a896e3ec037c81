/** The first read of a large event file, beside TensorBoard's own data server; one more record in it; what it takes to hold. */
import assert from "node:assert/strict";
import { join, resolve } from "node:path";
import { Worker } from "node:worker_threads";
import { build } from "esbuild";
import { writeEventLog, type EventLog } from "./support/eventLog";
import { pythonWith } from "./support/python";
import type { EventMemory, EventReading } from "./support/readEvents";
import type { Row } from "./support/row";
import {
  lastStepsShown,
  loadWithServer,
  serverBinary,
  tensorboardPackages,
  type Load,
} from "./support/tensorboardServer";

const steps = 100_000;
const repetitions = 9;
const appends = 200;
const cache = join(".cache", "bench");

export default async function tensorboardBench(): Promise<Row[]> {
  const log = writeEventLog(join(cache, "tensorboard"), steps);
  const script = await bundle();
  const python = await pythonWith(tensorboardPackages);
  const binary = serverBinary(python);

  await loadWithServer(binary, log.folder, (port) => {
    for (const step of lastStepsShown(python, port)) assert.equal(step, log.lastStep, "the server shows all");
  });
  const ours: number[] = [];
  const theirs: Load[] = [];
  // In turn, so that whatever else the machine does falls on both.
  for (let repetition = 0; repetition < repetitions; repetition++) {
    ours.push(await readInWorker(script, log));
    theirs.push(await loadWithServer(binary, log.folder));
  }
  return rows(log, ours, theirs, await readOnInWorker(script, log));
}

function rows(log: EventLog, ours: readonly number[], theirs: readonly Load[], memory: EventMemory): Row[] {
  // The server's own clock leaves out the start of its process; ours has the start of the worker in it.
  const cycles = theirs.map((load) => load.cycle);
  const ratio = median(cycles) / median(ours);
  const again = median(memory.again);
  const bytesPerPoint = memory.bytes / log.points;
  const size = `${log.points.toLocaleString("en")} scalars, ${(log.bytes / 1e6).toFixed(0)} MB`;
  return [
    {
      what: `${size}: first read, every point, both checksums`,
      ours: spread(ours),
      peer: `${spread(cycles)} (TensorBoard's data server: 1000 points a tag, no checksums)`,
      ratio,
      budget: "≥ 2 × faster",
      ok: ratio >= 2,
    },
    {
      what: `${size}: one more record`,
      ours: `${again.toFixed(3)} ms, 1/${Math.round(median(ours) / again)} of the first read`,
      budget: "≤ 1/500 of the first read",
      ok: again * 500 <= median(ours),
    },
    {
      what: `${size}: memory once read`,
      ours: `${bytesPerPoint.toFixed(1)} bytes a point`,
      budget: "≤ 14 bytes a point",
      ok: bytesPerPoint <= 14,
    },
  ];
}

/** Milliseconds from the start of a worker to its word that all is read. */
async function readInWorker(script: string, log: EventLog): Promise<number> {
  const start = performance.now();
  const worker = new Worker(script, { workerData: { folder: log.folder, appends: 0 } });
  const reading = await message<EventReading>(worker);
  const took = performance.now() - start;
  assert.deepEqual(reading, { points: log.points, lastStep: log.lastStep, warnings: [] });
  await worker.terminate();
  return took;
}

async function readOnInWorker(script: string, log: EventLog): Promise<EventMemory> {
  const worker = new Worker(script, { workerData: { folder: log.folder, appends } });
  await message<EventReading>(worker);
  const memory = await message<EventMemory>(worker);
  await worker.terminate();
  return memory;
}

function message<T>(worker: Worker): Promise<T> {
  return new Promise((resolve, reject) => {
    worker.once("message", resolve);
    worker.once("error", reject);
  });
}

/** The reader as it is shipped: one minified file. */
async function bundle(): Promise<string> {
  const outfile = resolve(cache, "readEvents.js");
  const entryPoints = [join("bench", "support", "readEvents.ts")];
  await build({ entryPoints, outfile, bundle: true, minify: true, platform: "node", target: "node20" });
  return outfile;
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1]!;
}

function spread(values: readonly number[]): string {
  return `${median(values).toFixed(0)} ms (least ${Math.min(...values).toFixed(0)})`;
}
