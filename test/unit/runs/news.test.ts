import { deepEqual, equal, ok } from "node:assert/strict";
import { lookNow, newsSince, sinceOf, usualSpan, type Look, type NewsContext } from "../../../src/runs/day/news";
import type { RunSummary } from "../../../src/shared/run";
import { makeRun } from "../../support/runs";

const now = 1_000_000_000_000;
const hour = 3600_000;
const alone: NewsContext = { now, siblingsOf: () => [], metricOf: () => "val/acc" };
const lookAt = (at: number, more: Partial<Look> = {}): Look => ({ at, running: [], ahead: {}, ...more });
const told = (runs: readonly RunSummary[], look: Look | undefined, context = alone) =>
  newsSince(runs, look, context).map(({ kind, run }) => `${kind} ${run.name}`);

describe("what happened since somebody last looked", () => {
  it("is told once for each run, by the worst that happened, the worst first", () => {
    const at = { lastWriteAt: now - hour };
    const runs = [
      makeRun("fine", { "val/acc": [1] }, { ...at, status: "finished" }),
      makeRun("quiet", {}, { ...at, status: "stale" }),
      makeRun("nan", { "val/acc": [1, NaN] }, { ...at, status: "finished" }),
      makeRun("both", { "val/acc": [NaN] }, { ...at, status: "failed" }),
      makeRun("going", {}, { ...at, status: "running" }),
      makeRun("untold", {}, at),
      makeRun("old", {}, { lastWriteAt: now - 9 * hour, status: "failed" }),
    ];
    const expected = ["failed both", "nan nan", "stale quiet", "running going", "finished fine", "ended untold"];
    deepEqual(told(runs, lookAt(now - 2 * hour)), expected);
    equal(newsSince(runs, lookAt(now - 2 * hour), alone)[1]!.nanFrom, 10);
  });

  it("includes the end of a run that was running then, even if it never wrote again", () => {
    const quiet = makeRun("quiet", {}, { status: "stale", lastWriteAt: now - 3 * hour });
    deepEqual(told([quiet], lookAt(now - hour)), []);
    deepEqual(told([quiet], lookAt(now - hour, { running: [quiet.id] })), ["stale quiet"]);
    deepEqual(lookNow([makeRun("going", {}, { status: "running" })], now).running, ["/work/going"]);
  });

  it("says of a run that it stopped before its siblings", () => {
    const whole = ["a", "b", "c"].map((name) => makeRun(name, { "val/acc": [1, 2, 3, 4] }, { lastWriteAt: now }));
    const short = makeRun("d", { "val/acc": [1, 2] }, { lastWriteAt: now });
    const context = { ...alone, siblingsOf: () => [...whole, short] };
    equal(told([...whole, short], lookAt(now - hour), context)[0], "early d");
  });

  it("is that of a day where the clock was set back, or nobody ever looked", () => {
    equal(sinceOf(undefined, now), now - usualSpan);
    equal(sinceOf(lookAt(now + 5 * hour), now), now - usualSpan);
    equal(sinceOf(lookAt(now - 40 * 24 * hour), now), now - 40 * 24 * hour);
  });

  it("tells of a file from the future once, and again when it is written", () => {
    const run = makeRun("later", {}, { lastWriteAt: now + 5 * hour });
    deepEqual(told([run], lookAt(now - hour)), ["ended later"]);
    const look = lookNow([run], now);
    deepEqual(told([run], look), []);
    deepEqual(told([{ ...run, lastWriteAt: now + 6 * hour }], look), ["ended later"]);
  });

  it("asks a bounded number of siblings about each run, so that a month of one large group is told at once", () => {
    let asked = 0;
    const counted = (run: RunSummary): RunSummary => ({
      ...run,
      get series() {
        asked++;
        return run.series;
      },
    });
    const runs = Array.from({ length: 1000 }, (_, index) =>
      counted(makeRun(`r${index}`, { "val/acc": [1, 2, 3] }, { lastWriteAt: now - index })),
    );
    equal(newsSince(runs, lookAt(now - 30 * 24 * hour), { ...alone, siblingsOf: () => runs }).length, 1000);
    ok(asked < 250 * runs.length, `${asked} looks at the series of ${runs.length} runs`);
  });
});
