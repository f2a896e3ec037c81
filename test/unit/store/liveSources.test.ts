import { deepEqual, equal, ok } from "node:assert/strict";
import { LiveSources } from "../../../src/store/index/liveSources";

const now = 1_800_000_000_000;
const source = (silence: number, interval = 1000) => ({ modifiedAt: now - silence, interval });

/** How long a source waits for its next look. */
function waitOf(silence: number, interval?: number): number {
  const live = new LiveSources();
  live.looked(source(silence, interval), now);
  return live.nextAt - now;
}

describe("the sources that are being written", () => {
  it("are looked at ten times a second while they are written, and ever less often in their silence", () => {
    equal(waitOf(0), 100);
    equal(waitOf(5000), 100);
    ok(waitOf(60_000) > 500 && waitOf(60_000) < 650);
    equal(waitOf(700_000), Infinity, "no longer live");
  });

  it("are not silent before their usual interval has passed", () => {
    equal(waitOf(60_000, 60_000), 100);
    ok(waitOf(300_000, 60_000) > 1000);
  });

  it("are looked at seldom if they were never seen to change: most were copied", () => {
    equal(waitOf(0, 0), 1000);
    equal(waitOf(60_000, 0), 6000);
  });

  it("stay live on a drive whose clock is ahead", () => {
    equal(waitOf(-5000), 100);
    equal(waitOf(-1e10), Infinity);
  });

  it("are at most 300, those written last", () => {
    const live = new LiveSources();
    const all = Array.from({ length: 400 }, (_, at) => source(400 - at));
    for (const one of all) live.looked(one, now);
    const due = live.due(now + 1e6);
    equal(due.length, 300);
    deepEqual(new Set(due), new Set(all.slice(100)));
    live.drop(all[399]!);
    equal(live.due(now + 1e6).length, 299);
  });

  it("are due one by one", () => {
    const live = new LiveSources();
    const [busy, silent] = [source(0), source(300_000)];
    live.looked(busy, now);
    live.looked(silent, now);
    deepEqual(live.due(now + 99), []);
    deepEqual(live.due(now + 100), [busy]);
  });
});
