/**
 * Runs by itself in a process of its own, as the extension's reader does: follows a folder under a limit, and tells what that takes.
 * Arguments: the folder, the limit in bytes, the file to keep summaries in ("" for none). Output: one message, ManyRead.
 */
import { Follower } from "../../src/store/index/follower";
import { Collector, heldWithin, keepHeapSmall } from "../../src/store/reading/heap";
import { RunIndex } from "../../src/store/index/runIndex";

export interface ManyRead {
  readonly runs: number;
  readonly series: number;
  /** Milliseconds until runs were listed for the first time, and until the first look was over. */
  readonly listed: number;
  readonly looked: number;
  /** Processor time until runs were listed, with starting: milliseconds. */
  readonly listedBy: number;
  /** Sources that were read. */
  readonly finds: number;
  /** Held at the end after a garbage collection; the most that was held or waiting to be collected, and the process's own: bytes. */
  readonly held: number;
  readonly most: number;
  readonly rss: number;
}

const [folder = "", limit = "", memory = ""] = process.argv.slice(2);
const begun = performance.now();
let [listed, listedBy] = [NaN, NaN];
let most = 0;
let rss = 0;
const index = new RunIndex();
index.limit = heldWithin(Number(limit));
const collector = new Collector(Number(limit));

function heldBytes(): number {
  const usage = process.memoryUsage();
  rss = Math.max(rss, usage.rss);
  return usage.heapUsed + usage.arrayBuffers;
}

function tellListed(): void {
  const { user, system } = process.cpuUsage();
  [listed, listedBy] = [performance.now() - begun, (user + system) / 1000];
}

const { changed } = index.open([{ path: folder, exclude: [], added: [], ...(memory !== "" && { memory }) }]);
if (changed.length > 0) tellListed();
keepHeapSmall();
const follower = new Follower(index, {
  moved: () => {
    const told = index.update(Date.now());
    if (told.changed.length > 0 && Number.isNaN(listed)) tellListed();
    most = Math.max(most, heldBytes());
  },
  gaveBack: () => collector.collect(),
  failed: (error) => {
    throw error;
  },
});
void follower.lookThrough(false).then(() => {
  const looked = performance.now() - begun;
  follower.dispose();
  globalThis.gc?.();
  const summaries = [...index.runs()].map(({ summary }) => summary);
  const result: ManyRead = {
    runs: summaries.length,
    series: summaries.reduce((sum, { series, omitted = 0 }) => sum + series.length + omitted, 0),
    listed,
    listedBy,
    looked,
    finds: index.finds,
    held: heldBytes(),
    most,
    rss,
  };
  process.send?.(result, () => process.exit());
});
