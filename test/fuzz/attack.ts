import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { RawSource } from "../../src/readers/raw";
import { claimsBelow } from "../support/reading";
import type { Case } from "./cases";
import { lookAtAll, newIndex } from "./look";
import { mutated } from "./mutate";
import type { Random } from "./random";

/** Processor time that one input may take, and memory, in milliseconds and bytes. */
const longest = 2000;
const largest = 512 * 1024 * 1024;

/**
 * Writes a fixture with one file changed, and reads it: through claim, open, read, layout, summaries and curves. No reader may
 * throw, invent points, take long, or fill the memory.
 * @param folder an empty one, absolute
 */
export function attack({ files }: Case, folder: string, random: Random): void {
  const victim = random.pick([...files.keys()]);
  let bytes = 0;
  for (const [file, content] of files) {
    const written = file === victim ? mutated(content, random) : content;
    bytes += written.length;
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), written);
  }
  const before = process.cpuUsage();
  const points = readDirectly(folder);
  assert.ok(points <= bytes, `${points} points of ${bytes} bytes`);
  const index = newIndex(folder);
  lookAtAll(index);
  for (const { summary } of index.runs()) {
    for (const { name } of summary.series.slice(0, 20))
      index.curve({ run: summary.id, name, x: "step", smoothing: 0.5, maxPoints: 100 });
  }
  const { user, system } = process.cpuUsage(before);
  assert.ok((user + system) / 1000 <= longest, `${Math.round((user + system) / 1000)} ms of processor time`);
  assert.ok(process.memoryUsage().rss <= largest, `${Math.round(process.memoryUsage().rss / 1e6)} MB of memory`);
}

/** The store turns what a reader throws into a problem; here it is a fault. @returns how many points there are */
function readDirectly(folder: string): number {
  let points = 0;
  for (const { claim, format } of claimsBelow(folder)) {
    const source = new RawSource();
    const reader = format.open(claim.path);
    for (let pass = 0; reader.read(source, 1 << 20).state === "more"; pass++)
      assert.ok(pass < 10_000, "it never comes to rest");
    for (const { series } of source.runs.values()) for (const one of series.values()) points += one.points.length;
  }
  return points;
}
