import { deepEqual, equal, ok } from "node:assert/strict";
import fc from "fast-check";
import type { Points } from "../../../../../src/readers/points";
import { axisFor, scheduleDiffers } from "../../../../../src/runs/judging/stands/axis";
import { largestCommon } from "../../../../../src/runs/judging/stands/common";
import { parseRule, ruleName, type StandRule } from "../../../../../src/runs/judging/stands/rule";
import { standFor, type Member } from "../../../../../src/runs/judging/stands/stand";
import type { RunStatus } from "../../../../../src/shared/run";
import { makeRun, makeSeries } from "../../../../support/runs";

/** A run whose values were logged at these steps, and, if given, at these epochs and seconds. */
function member(
  id: string,
  steps: readonly number[],
  values: readonly number[],
  more: { status?: RunStatus; epochs?: readonly number[]; walls?: readonly number[] } = {},
): Member {
  const points: Points = {
    length: steps.length,
    steps: Float64Array.from(steps),
    values: Float64Array.from(values),
    ...(more.epochs && { epochs: Float64Array.from(more.epochs) }),
    ...(more.walls && { walls: Float64Array.from(more.walls) }),
  };
  return { id, status: more.status ?? "finished", series: { points, stepKind: "step", firstWall: more.walls?.[0] } };
}

const stand = (candidate: readonly Member[], baseline: readonly Member[], rule: StandRule = { kind: "last" }) => {
  const { candidate: own, baseline: theirs, alignment } = standFor(candidate, baseline, rule, "lower");
  const short = (all: typeof own) => all.map(({ value, step, leftOut }) => leftOut ?? [value, step]);
  return { own: short(own), theirs: short(theirs), alignment };
};

describe("the value that stands for a run", () => {
  const long = member("b", [10, 20, 30, 40], [0.9, 0.5, 0.6, 0.4]);

  it("is the last of both at the largest step that both logged, where one is shorter", () => {
    const running = member("x", [10, 20, 30], [0.8, 0.7, 0.3], { status: "running" });
    const { own, theirs, alignment } = stand([running], [long]);
    deepEqual([own, theirs], [[[0.3, 30]], [[0.6, 30]]]);
    deepEqual(alignment, { axis: "step", position: 30, isCut: true });
  });

  it("is not interpolated: with steps that rarely meet it is the last at which they do", () => {
    const odd = member("x", [15, 20, 35], [0.8, 0.7, 0.3]);
    deepEqual(stand([odd], [long]).own, [[0.7, 20]]);
    const never = stand([member("x", [5, 15], [1, 2])], [long]);
    deepEqual([never.own, never.theirs, never.alignment.position], [[[2, 15]], [[0.4, 40]], undefined]);
  });

  it("by the best is the best up to there, and never NaN", () => {
    const short = member("x", [10, 20], [0.7, NaN]);
    deepEqual(stand([member("x", [10, 20, 30], [0.2, 0.7, 0.3])], [long], { kind: "best" }).theirs, [[0.5, 20]]);
    deepEqual(stand([short], [long], { kind: "best" }).own, [[NaN, 20]], "it ended in NaN: that is its outcome");
  });

  it("may be the mean of the last points, a step, or a time", () => {
    deepEqual(stand([long], [long], { kind: "mean", points: 2 }).own, [[0.5, 40]]);
    deepEqual(stand([long], [long], { kind: "step", step: 25 }).own, [[0.5, 20]]);
    deepEqual(stand([long], [long], { kind: "step", step: 5 }).own, [[undefined, undefined]]);
    const timed = member("x", [1, 2, 3], [0.9, 0.8, 0.7], { walls: [1000, 1060, 1200] });
    deepEqual(stand([timed], [timed], { kind: "time", seconds: 100 }).own, [[0.8, 2]]);
    deepEqual(stand([timed], [long], { kind: "time", seconds: 100 }).theirs, [[undefined, undefined]], "no times");
  });

  it("of a crashed seed is left out and counted, so that it does not hold the others back", () => {
    const crashed = member("y", [10], [0.9], { status: "failed" });
    const { own, alignment } = stand([long, { ...long, id: "c" }, crashed], [long]);
    deepEqual(own, [[0.4, 40], [0.4, 40], "cut short"]);
    equal(alignment.position, 40);
    const late = member("y", [10, 20, 30, 40], [0.9, 0.8, 0.7, 0.6], { status: "killed" });
    deepEqual(stand([long, late], [long]).own[1], [0.6, 40], "killed at the end, it counts");
    deepEqual(stand([crashed], [long]).own, [[0.9, 10]], "alone, it stands where it ended");
  });

  it("of a seed that still runs beside ended ones is left out and counted; if all run, all stand as far as the last", () => {
    const running = member("r", [10, 20], [0.8, 0.7], { status: "running" });
    deepEqual(stand([long, running], [long]).own, [[0.4, 40], "still running"]);
    deepEqual(stand([running, member("q", [10], [0.6], { status: "running" })], [long]).own, [
      [0.8, 10],
      [0.6, 10],
    ]);
  });

  it("of a run that diverged is NaN, however good it was before, and holds nobody back", () => {
    const { own, theirs } = stand([member("x", [10, 20], [0.1, NaN])], [long]);
    deepEqual([own, theirs], [[[NaN, 20]], [[0.4, 40]]]);
  });

  it("is absent where the metric was not logged", () => {
    deepEqual(stand([{ id: "x", status: "finished", series: undefined }], [long]).own, [[undefined, undefined]]);
  });

  it("is taken at equal epochs where steps count different things", () => {
    const few = member("x", [100, 200], [0.9, 0.8], { epochs: [1, 2] });
    const many = member("b", [50, 100, 150], [0.7, 0.6, 0.5], { epochs: [1, 2, 3] });
    const { candidate, baseline, alignment } = standFor([few], [many], { kind: "last" }, "lower", "epoch");
    deepEqual([candidate[0]?.value, baseline[0]?.value, alignment.position], [0.8, 0.6, 2]);
  });

  it("goes by epochs where batches differ in size and all have epochs, and knows schedules of other lengths", () => {
    const series = makeSeries("loss", [1], { hasEpochs: true });
    const run = (params: Record<string, number | string>) => makeRun("r", {}, { params });
    const [small, large] = [run({ batch_size: 32 }), run({ batch_size: 64 })];
    equal(axisFor([small, large], [series, series]), "epoch");
    equal(axisFor([small, small], [series, series]), "step");
    equal(axisFor([small, large], [series, { ...series, hasEpochs: false }]), "step");
    equal(
      scheduleDiffers([run({ lr_scheduler: "cosine", epochs: 10 }), run({ lr_scheduler: "cosine", epochs: 20 })]),
      true,
    );
    equal(scheduleDiffers([run({ epochs: 10 }), run({ epochs: 20 })]), false);
  });

  it("finds the largest common step, whatever the steps are", () => {
    const steps = fc.uniqueArray(fc.integer({ min: 0, max: 30 }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(fc.array(steps, { minLength: 1, maxLength: 5 }), (all) => {
        const common = all[0]!.filter((step) => all.every((one) => one.includes(step)));
        const found = largestCommon(all.map((one) => Float64Array.from(one).sort()));
        equal(found, common.length > 0 ? Math.max(...common) : undefined);
      }),
    );
  });

  it("goes by a rule that is written as last, best, mean:10, step:500 or time:60, and by nothing else", () => {
    for (const text of ["last", "best", "mean:10", "step:500", "time:60.5"]) equal(ruleName(parseRule(text)!), text);
    for (const text of ["", "mean:0", "mean:1.5", "step:-1", "first", "step:"]) ok(parseRule(text) === undefined, text);
  });
});
