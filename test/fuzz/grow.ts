import assert from "node:assert/strict";
import { appendFileSync, mkdirSync, renameSync, utimesSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { RunIndex } from "../../src/store/index/runIndex";
import { drain } from "../../src/util/drain";
import type { Case } from "./cases";
import { lookAtAll, newIndex, pictureOf } from "./look";
import type { Random } from "./random";

/** One thing that a writer does to one file. */
interface Write {
  readonly file: string;
  /** What the file holds afterwards. */
  readonly bytes: Buffer;
  /** How much of it was there before. */
  readonly before: number;
}

/** How a piece is written: at the end, the whole file anew in place, or as another file that takes its name. */
const ways = ["append", "append", "append", "rewrite", "replace"] as const;

/** A day ago: an index that is told nothing can tell changes only by times and sizes, and these go on from write to write. */
const longAgo = Date.now() / 1000 - 86_400;

/**
 * Writes a fixture's files in pieces, in any order, while an index follows them, with file events or by polling alone. Whatever
 * the way, it must end where an index ends that looks at the finished folder for the first time.
 * @param folder an empty one, absolute
 * @throws {assert.AssertionError} where the two differ
 */
export function growAndCompare({ files }: Case, folder: string, random: Random): void {
  const hasEvents = random.chance(0.5);
  const isOld = random.chance(0.5);
  const index = newIndex(folder);
  let clock = longAgo;
  for (const write of writesOf(files, random)) {
    const path = join(folder, write.file);
    put(path, write, random);
    if (isOld) utimesSync(path, ++clock, clock);
    if (random.chance(0.7)) follow(index, hasEvents ? [path] : undefined);
  }
  for (const [file] of files) if (hasEvents) follow(index, [join(folder, file)]);
  for (let look = 0; look < 4; look++) follow(index, undefined);
  lookAtAll(index);
  const fresh = newIndex(folder);
  lookAtAll(fresh);
  lookAtAll(fresh); // what is looked at only a few times in vain is then given up by both
  assert.deepEqual(pictureOf(index), pictureOf(fresh));
}

function follow(index: RunIndex, events: readonly string[] | undefined): void {
  if (events) drain(index.touch(events));
  else {
    drain(index.discover(false));
    drain(index.read());
  }
  index.update(Date.now());
}

/** The files in two to five pieces or whole, the pieces of each in order, and the files mixed. */
function writesOf(files: ReadonlyMap<string, Buffer>, random: Random): Write[] {
  const queues = random.shuffled([...files]).map(([file, bytes]) => piecesOf(file, bytes, random));
  const writes: Write[] = [];
  while (queues.length > 0) {
    const at = random.below(queues.length);
    writes.push(queues[at]!.shift()!);
    if (queues[at]!.length === 0) queues.splice(at, 1);
  }
  return writes;
}

function piecesOf(file: string, bytes: Buffer, random: Random): Write[] {
  const cuts = random.chance(0.4)
    ? []
    : Array.from({ length: 1 + random.below(4) }, () => random.below(bytes.length + 1));
  const ends = [...cuts.sort((a, b) => a - b), bytes.length];
  return ends.map((end, at) => ({ file, bytes: bytes.subarray(0, end), before: at === 0 ? 0 : ends[at - 1]! }));
}

function put(path: string, { bytes, before }: Write, random: Random): void {
  mkdirSync(dirname(path), { recursive: true });
  switch (random.pick(ways)) {
    case "append":
      appendFileSync(path, bytes.subarray(before));
      break;
    case "rewrite":
      writeFileSync(path, bytes);
      break;
    case "replace":
      writeFileSync(`${path}.part`, bytes);
      renameSync(`${path}.part`, path);
  }
}
