import assert from "node:assert/strict";
import { appendFileSync, mkdirSync, renameSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { temporaryFolder } from "../../../scripts/lib/processes.mjs";
import { Follower } from "../../../src/store/index/follower";
import { systemWatch, type WatchFile } from "../../../src/store/index/liveWatch";
import { RunIndex } from "../../../src/store/index/runIndex";
import { FakeClock } from "../../support/fakeClock";
import { eventually } from "../../support/waiting";

const line = (step: number) => `{"step": ${step}, "loss": ${1 / (step + 1)}}\n`;

/** Longer than any machine takes for what is over at once, or never. */
const patience = 20_000;

describe("whoever hears of writes", () => {
  const clock = new FakeClock();
  let root: string;
  let index: RunIndex;
  let follower: Follower;
  /** What to call when a watched file was written, by path. */
  let watched: Map<string, () => void>;
  const watch: WatchFile = (path, changed) => {
    watched.set(path, changed);
    return { dispose: () => watched.delete(path) };
  };

  beforeEach(() => {
    root = temporaryFolder("live");
    index = new RunIndex(() => clock.now());
    watched = new Map();
    const moved = () => void index.update(clock.now());
    follower = new Follower(index, { moved, failed: (error) => assert.fail(String(error)) }, clock, watch);
    index.open([{ path: root, exclude: [], added: [] }]);
  });
  afterEach(() => follower.dispose());

  const fileOf = (run: string) => join(root, run, "metrics.jsonl");
  const points = () => [...index.runs()].map(({ summary }) => summary.series[0]?.count ?? 0);
  const pass = (milliseconds: number) => clock.advance(milliseconds, () => follower.next(() => Promise.resolve()));

  function log(run: string, step: number): void {
    mkdirSync(join(root, run), { recursive: true });
    appendFileSync(fileOf(run), line(step));
    utimesSync(fileOf(run), clock.now() / 1000, clock.now() / 1000);
  }

  /** A run that was seen to be written twice. */
  async function grow(run: string): Promise<void> {
    for (let step = 0; step < 3; step++) {
      log(run, step);
      await follower.lookThrough(false);
      await pass(1500);
    }
  }

  it("reads a line as soon as it is written, whatever the clock of the polls says", async () => {
    await grow("a");
    assert.deepEqual([...watched.keys()], [fileOf("a")]);
    for (let step = 3; step < 8; step++) {
      log("a", step);
      watched.get(fileOf("a"))!();
      await eventually(points, ([count]) => count === step + 1, patience);
    }
  }).timeout(patience);

  it("watches nothing that was not seen to grow, and no longer what fell silent or is gone", async () => {
    log("copied", 0);
    await grow("a");
    assert.deepEqual([...watched.keys()], [fileOf("a")]);
    await pass(11 * 60_000);
    assert.equal(watched.size, 0);
  });

  it("watches a few files only, those written last", async () => {
    for (let at = 0; at < 30; at++) log(`run ${at}`, 0);
    await follower.lookThrough(false);
    for (let step = 1; step < 3; step++) {
      await pass(1500);
      for (let at = 0; at < 30; at++) log(`run ${at}`, step);
      await follower.lookThrough(false);
    }
    await pass(1500);
    assert.equal(watched.size, 20);
  });

  it("polls what the system can't watch", async () => {
    const refusing = new RunIndex(() => clock.now());
    refusing.open([{ path: root, exclude: [], added: [] }]);
    const moved = () => void refusing.update(clock.now());
    const refuse: WatchFile = () => assert.fail("ENOSPC");
    const other = new Follower(refusing, { moved, failed: (error) => assert.fail(String(error)) }, clock, refuse);
    for (let step = 0; step < 6; step++) {
      log("a", step);
      if (step === 0) await other.lookThrough(false);
      await clock.advance(1500, () => other.next(() => Promise.resolve()));
    }
    assert.equal([...refusing.runs()][0]?.summary.series[0]?.count, 6);
    other.dispose();
  });
});

describe("the system's notices", () => {
  it("tell of each write to a file, until nobody listens any more", async () => {
    const path = join(temporaryFolder("watched"), "metrics.jsonl");
    writeFileSync(path, line(0));
    let heard = 0;
    const watch = systemWatch(
      path,
      () => heard++,
      () => undefined,
    );
    appendFileSync(path, line(1));
    await eventually(
      () => heard,
      (count) => count > 0,
      patience,
    );
    watch.dispose();
    const before = heard;
    appendFileSync(path, line(2));
    await new Promise((resolve) => setTimeout(resolve, 100));
    assert.equal(heard, before);
  }).timeout(patience);

  it("say that they end with the file, whose name another may have", async () => {
    const path = join(temporaryFolder("watched"), "metrics.jsonl");
    writeFileSync(path, line(0));
    let ended = false;
    const watch = systemWatch(
      path,
      () => undefined,
      () => (ended = true),
    );
    writeFileSync(`${path}.new`, line(1));
    renameSync(`${path}.new`, path);
    await eventually(() => ended, Boolean, patience);
    watch.dispose();
  }).timeout(patience);

  it("can't be had of a file that is not there", () => {
    const path = join(temporaryFolder("watched"), "gone");
    assert.throws(() =>
      systemWatch(
        path,
        () => undefined,
        () => undefined,
      ),
    );
  });
});
