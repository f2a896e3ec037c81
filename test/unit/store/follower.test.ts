import { equal, ok } from "node:assert/strict";
import { appendFileSync, mkdirSync, mkdtempSync, realpathSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { Follower } from "../../../src/store/index/follower";
import { RunIndex } from "../../../src/store/index/runIndex";
import { FakeClock } from "../../support/fakeClock";

const line = (step: number) => `{"step": ${step}, "loss": ${1 / (step + 1)}}\n`;

describe("whoever follows the files", () => {
  let root: string;
  let clock: FakeClock;
  let index: RunIndex;
  let follower: Follower;
  let told: number;
  const failures: unknown[] = [];

  beforeEach(() => {
    root = realpathSync(mkdtempSync(join(tmpdir(), "lossline-")));
    clock = new FakeClock();
    index = new RunIndex(() => clock.now());
    told = 0;
    const moved = () => {
      told++;
      index.update(clock.now());
    };
    follower = new Follower(index, { moved, failed: (error) => failures.push(error) }, clock);
  });
  afterEach(() => {
    follower.dispose();
    rmSync(root, { recursive: true, force: true });
    equal(failures.length, 0, String(failures[0]));
  });

  const rest = () => follower.next(() => Promise.resolve());
  const pass = async (milliseconds: number) => {
    await clock.advance(milliseconds, rest);
    await rest();
  };
  const open = (unwatched: readonly string[] = []) => {
    index.open([{ path: root, exclude: [], added: [], unwatched }]);
    return follower.lookThrough(false);
  };
  const points = (run: string) =>
    [...index.runs()].find(({ summary }) => summary.path === run)?.summary.series[0]?.count ?? 0;

  /** Writes a line as a training would: now, by the clock. */
  function log(run: string, steps: number, from = 0): void {
    const file = join(root, run, "metrics.jsonl");
    mkdirSync(dirname(file), { recursive: true });
    appendFileSync(file, Array.from({ length: steps }, (_, at) => line(from + at)).join(""));
    utimesSync(file, clock.now() / 1000, clock.now() / 1000);
  }

  it("sees a file that is written within a tenth of a second, without any event", async () => {
    log("a", 5);
    await open();
    await pass(1000);
    for (let step = 5; step < 20; step++) {
      log("a", 1, step);
      await pass(step === 5 ? 1000 : 101);
      equal(points("a"), step + 1);
    }
  });

  it("tells nobody anything, and asks ever more seldom, while nothing moves", async () => {
    log("a", 5);
    await open();
    await pass(11 * 60_000);
    const before = told;
    await pass(60_000);
    ok(told - before <= 20, `${told - before} looks a minute of one cheap folder`);
    equal(index.nextLiveAt, Infinity);
  });

  it("looks where an event points at once", async () => {
    log("a", 5);
    await open();
    await pass(11 * 60_000);
    log("a", 1, 5);
    log("b", 3);
    await follower.touch([join(root, "a", "metrics.jsonl"), join(root, "b")]);
    equal(points("a"), 6);
    equal(points("b"), 3);
  });

  it("finds by itself what no event announced, and from then on looks there often", async () => {
    log("deep/a", 5);
    log("b", 5);
    await open();
    await pass(11 * 60_000);
    log("deep/a", 1, 5);
    await pass(5 * 60_000);
    equal(points("deep/a"), 6);
    equal(index.silentPlaces(clock.now()).join(), join(root, "deep"));
    await pass(20 * 60_000);
    log("deep/a", 1, 6);
    await pass(3200);
    equal(points("deep/a"), 7, "a few seconds, not minutes");
  });

  it("looks often from the start where files.watcherExclude says that no events come from", async () => {
    log("data/a", 5);
    await open(["**/data/**"]);
    equal(index.silentPlaces(clock.now()).join(), join(root, "data"));
    await pass(20 * 60_000);
    mkdirSync(join(root, "data", "b"));
    writeFileSync(join(root, "data", "b", "metrics.jsonl"), line(0));
    await pass(3200);
    equal(points("data/b"), 1);
  });

  for (const [what, back] of [
    ["an hour", 3600_000],
    ["a year", 365 * 86_400_000],
  ] as const) {
    it(`goes on seeing what is written when the clock is set back by ${what}`, async () => {
      log("a", 5);
      log("deep/silent", 5);
      await open();
      await pass(1000);
      log("a", 1, 5);
      await pass(1200);
      equal(points("a"), 6);
      clock.setBack(back);
      log("a", 1, 6);
      await pass(2500);
      equal(points("a"), 7);
      for (let step = 7; step < 20; step++) {
        log("a", 1, step);
        await pass(101);
        equal(points("a"), step + 1);
      }
      equal([...index.runs()].find(({ summary }) => summary.path === "a")?.summary.status, "running");
      log("deep/silent", 1, 5);
      await pass(6 * 60_000);
      equal(points("deep/silent"), 6);
    });
  }

  it("has no timer once it is disposed", async () => {
    log("a", 5);
    await open();
    ok(clock.wait !== undefined);
    follower.dispose();
    equal(clock.wait, undefined);
    await follower.touch([root]);
    equal(clock.wait, undefined);
  });

  it("counts a silent run as stale when its time has come, without a look at its file", async () => {
    log("a", 5);
    await open();
    await pass(1000);
    log("a", 1, 5);
    await pass(1200);
    const status = () => [...index.runs()][0]?.summary.status;
    equal(status(), "running");
    await pass(20 * 60_000);
    ok(status() !== "running", status());
  });
});
