import assert from "node:assert/strict";
import type { Case } from "./cases";
import type { LaidOut } from "./laid";
import { lookAtAll, newIndex } from "./look";
import { mutated } from "./mutate";
import type { Random } from "./random";
import { chunksOf } from "./chunks";
import { pointsIn, type Watch } from "./watched";

/** Processor time that one input may take, and memory, in milliseconds and bytes. */
const longest = 2000;
const largest = 512 * 1024 * 1024;
/** Memory is looked at once in so many inputs: a look costs as much as a small input. */
const memoryEvery = 4;
/** The least memory that this process was seen to take. */
let floor = Infinity;
/** One input in so many is read in small pieces as well. */
const piecesEvery = 8;

/**
 * Reads a fixture with one file changed: through claim, open, read, layout, summaries and curves. No reader may throw, invent
 * points, tell other points where it is given other pieces, take long, or fill the memory.
 */
export function attack(one: Case, laid: LaidOut, random: Random, watch: Watch): void {
  const victim = random.pick([...one.files.keys()]);
  const content = mutated(one.files.get(victim)!, random);
  const bytes = content.length - one.files.get(victim)!.length + one.bytes;
  laid.with(one, victim, content, (folder) => {
    within(longest, () => readAll(folder, bytes, watch));
    if (random.chance(1 / piecesEvery)) chunksOf(folder, bytes, random);
    if (random.chance(1 / memoryEvery)) checkMemory();
  });
}

function checkMemory(): void {
  const taken = process.memoryUsage.rss();
  floor = Math.min(floor, taken);
  assert.ok(taken - floor <= largest, `${Math.round((taken - floor) / 1e6)} MB of memory`);
}

function readAll(folder: string, bytes: number, watch: Watch): void {
  const index = newIndex(folder);
  lookAtAll(index);
  if (watch.thrown.length > 0) throw watch.thrown[0];
  const points = pointsIn(watch.sources);
  assert.ok(points <= bytes, `${points} points of ${bytes} bytes`);
  for (const { summary } of index.runs()) {
    for (const { name } of summary.series.slice(0, 5))
      index.curve({ run: summary.id, name, x: "step", smoothing: 0.5, maxPoints: 100 });
  }
}

/** @param most milliseconds of processor time */
function within(most: number, work: () => void): void {
  const before = process.threadCpuUsage();
  work();
  const { user, system } = process.threadCpuUsage(before);
  assert.ok((user + system) / 1000 <= most, `${Math.round((user + system) / 1000)} ms of processor time`);
}
