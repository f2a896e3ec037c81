import { deepEqual, equal } from "node:assert/strict";
import { seedGroups } from "../../../../src/runs/judging/groups/groups";
import { usualSeedLike } from "../../../../src/runs/judging/groups/seedLike";
import { suggestedBaseline } from "../../../../src/runs/judging/suggestion";
import type { RunSummary } from "../../../../src/shared/run";
import { judgeFor } from "../../../support/drawnTree";
import { makeRun } from "../../../support/runs";

const run = (name: string, startedAt: number, more: Partial<RunSummary> = {}, acc = 0.5) =>
  makeRun(`runs/${name}`, { "val/acc": [acc] }, { startedAt, status: "finished", ...more });

const suggested = (...runs: readonly RunSummary[]) => {
  const groups = seedGroups(runs, usualSeedLike);
  const groupOf = (id: string) => groups.find((group) => group.runs.some((one) => one.id === id));
  return suggestedBaseline(runs, groupOf, judgeFor(runs))?.runs.map(({ name }) => name);
};

describe("a baseline to be offered", () => {
  it("is the seed group that began first, if three of its runs finished", () => {
    const seeds = [0, 1, 2].map((seed) => run(`lr0.1_s${seed}`, 10 + seed));
    deepEqual(suggested(run("older", 1), ...seeds), ["lr0.1_s0", "lr0.1_s1", "lr0.1_s2"]);
    deepEqual(suggested(run("older", 1), ...seeds.slice(1)), ["older"]);
  });

  it("is else the run that finished and began first, with a value that is a number", () => {
    deepEqual(suggested(run("b", 2), run("a", 1), run("nan", 0, {}, NaN)), ["a"]);
    deepEqual(suggested(run("running", 0, { status: "running" }), run("b", 2)), ["b"]);
    deepEqual(suggested(run("untold", 0, { status: "unknown" })), ["untold"]);
  });

  it("is none where nothing ended", () => {
    equal(suggested(run("a", 1, { status: "running" }), run("b", 2, { status: "failed" })), undefined);
  });
});
