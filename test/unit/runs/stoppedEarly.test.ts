import { deepEqual, equal } from "node:assert/strict";
import { stoppedEarly } from "../../../src/runs/judging/stoppedEarly";
import type { RunStatus } from "../../../src/shared/run";
import { makeRun } from "../../support/runs";

/** A run of so many points, ten steps apart. */
const run = (name: string, points: number, status: RunStatus = "unknown") =>
  makeRun(name, { acc: Array.from({ length: points }, (_, at) => at) }, { status });
const siblings = [run("a", 21), run("b", 21), run("c", 21)];

describe("a run that ended before its siblings", () => {
  it("says how far it came of what most of them reached", () => {
    deepEqual(stoppedEarly(run("x", 10), siblings, "acc"), { done: 90, of: 200, unit: "step" });
  });

  it("is none that goes on, came nearly as far, or has too few siblings to tell", () => {
    equal(stoppedEarly(run("x", 10, "running"), siblings, "acc"), undefined);
    equal(stoppedEarly(run("x", 21), siblings, "acc"), undefined);
    equal(stoppedEarly(run("x", 10), siblings.slice(0, 1), "acc"), undefined);
    equal(stoppedEarly(run("x", 10), [run("a", 21, "running"), run("b", 21, "running")], "acc"), undefined);
    equal(stoppedEarly(run("x", 10), siblings, "loss"), undefined);
    equal(stoppedEarly(run("x", 21), [run("a", 21), run("b", 21), run("c", 90)], "acc"), undefined);
  });
});
