import { deepEqual, equal, match, ok } from "node:assert/strict";
import { lookNow, newsSince, sinceOf, usualSpan } from "../../../src/runs/day/news";
import { todayOf } from "../../../src/runs/day/today";
import { todayRows } from "../../../src/features/today/rows";
import type { RunSummary } from "../../../src/shared/run";
import { makeRun } from "../../support/runs";

const now = Date.UTC(2026, 10, 26, 9);
const hour = 3600_000;
const context = { now, siblingsOf: () => [], metricOf: () => undefined };
const at = (path: string, hours: number, more: Partial<RunSummary> = {}) =>
  makeRun(path, { "val/acc": [0.5, 0.9] }, { lastWriteAt: now + hours * hour, status: "finished", ...more });

describe("What is new since the last look", () => {
  it("is a day where the clock was set back since: the look lies in the future", () => {
    const look = { at: now + 5 * hour, running: [], ahead: {} };
    equal(sinceOf(look, now), now - usualSpan);
    const names = newsSince([at("a", -2), at("b", -30)], look, context).map(({ run }) => run.name);
    deepEqual(names, ["a"]);
  });

  it("tells a run from the future once, and again when it was written to", () => {
    const [ahead, still] = [at("ahead", 6), at("still", -1)];
    const look = lookNow([ahead, still], now);
    const later = { ...context, now: now + hour };
    deepEqual(newsSince([ahead, still], look, later), []);
    const written = { ...ahead, lastWriteAt: ahead.lastWriteAt + 1 };
    deepEqual(
      newsSince([written, still], look, later).map(({ run }) => run.name),
      ["ahead"],
    );
  });

  it("is 10,000 runs after a month away, told in a moment and in few rows", () => {
    const runs = Array.from({ length: 10_000 }, (_, index) =>
      at(`r${index}`, -index / 20, { status: index % 10 === 0 ? "failed" : "finished" }),
    );
    const judge = {
      groupOf: (run: RunSummary) => ({ key: run.id, name: run.name, runs: [run] }),
      valueOf: () => ({ metric: "val/acc", direction: "higher" as const, value: 0.9 }),
      verdictOf: () => undefined,
      isBaseline: () => false,
    };
    const from = performance.now();
    const look = { at: now - 31 * 24 * hour, running: [], ahead: {} };
    const today = todayOf(runs.values(), look, judge, context);
    const rows = todayRows(
      today,
      { commits: [], data: [], redTests: [] },
      { now, nameOf: ({ name }) => name, wordsOf: () => [], metricOf: () => undefined },
    );
    ok(performance.now() - from < 1500, "it takes a moment");
    ok(today.sentence.includes("10,000 runs."), today.sentence);
    const failed = rows.find(({ key }) => key === "failed");
    equal(failed?.label, "1000 failed");
    equal(failed.rows.length, 201);
    equal(failed.rows.at(-1)?.label, "and 800 more");
    equal(failed.runIds.length, 1000, "a click still means all of them");
  });

  it("is told in names that a side bar has room for, the full ones a hover away", () => {
    const names = ["1e-05", "3e-05"].map((rate) => `microsoft_deberta_v3_large_squad_v2_${rate}_warmup_0.06_batch_32`);
    const runs = names.map((name) => at(name, -1, { status: "failed" }));
    const judge = {
      groupOf: (run: RunSummary) => ({ key: run.id, name: run.name, runs: [run] }),
      valueOf: () => ({ metric: "val/acc", direction: "higher" as const, value: 0.9 }),
      verdictOf: () => undefined,
      isBaseline: () => false,
    };
    const told = (status: RunSummary["status"]) =>
      todayOf(
        runs.map((run) => ({ ...run, status })),
        undefined,
        judge,
        { ...context, short: (name, among) => `${name.slice(0, 9)} of ${among.length}` },
      );
    match(told("finished").sentence, /Best microsoft of 2, 0\.9\./);
    const around = { commits: [], data: [], redTests: [] };
    const shown = { now, nameOf: ({ name }: RunSummary) => name, wordsOf: () => [], metricOf: () => undefined };
    const failed = todayRows(told("failed"), around, shown).find(({ key }) => key === "failed");
    deepEqual(
      failed?.rows.map(({ label }) => [label.length <= 24, /[13]e-05/.exec(label)?.[0]]),
      [
        [true, "1e-05"],
        [true, "3e-05"],
      ],
    );
    ok(failed.rows.every(({ tooltip }, row) => tooltip?.includes(names[row]!)));
  });
});
