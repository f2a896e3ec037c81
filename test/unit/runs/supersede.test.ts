import assert from "node:assert/strict";
import { PointsBuilder } from "../../../src/readers/points";
import { standing } from "../../../src/runs/points/supersede";

function built(steps: readonly number[]): PointsBuilder {
  const builder = new PointsBuilder();
  steps.forEach((step, index) => builder.push(step, index));
  return builder;
}

describe("points that stand", () => {
  it("are all points while steps go up, without a copy", () => {
    const builder = built([1, 2, 3]);
    const { points, superseded } = standing(builder);
    assert.deepEqual([...points.values], [0, 1, 2]);
    assert.equal(superseded.length, 0);
    assert.equal(points.values.buffer, builder.view().values.buffer);
  });

  it("leave out what was logged at that step or later before the writer went back", () => {
    const { points, superseded } = standing(built([1, 2, 3, 4, 3, 4, 5]));
    assert.deepEqual([...points.steps], [1, 2, 3, 4, 5]);
    assert.deepEqual([...points.values], [0, 1, 4, 5, 6]);
    assert.deepEqual([...superseded.values], [2, 3], "nothing is lost");
  });

  it("are all points, in the order of their steps, where the tool takes them in any order", () => {
    const builder = built([0, 10, 5, 5]);
    builder.anyOrder = true;
    const { points, superseded } = standing(builder);
    assert.deepEqual([[...points.steps], [...points.values], superseded.length], [[0, 5, 5, 10], [0, 2, 3, 1], 0]);
  });

  it("leave out what a restart names, though the series itself has no later point", () => {
    const builder = built([1, 2, 3, 4]);
    builder.restart(3);
    const { points, superseded } = standing(builder);
    assert.deepEqual([...points.steps], [1, 2]);
    assert.deepEqual([...superseded.steps], [3, 4]);
  });

  it("are all points, numbered in order, where every step is the same", () => {
    const { points, superseded, byOrdinal } = standing(built([0, 0, 0]));
    assert.equal(byOrdinal, true);
    assert.deepEqual([...points.steps], [0, 1, 2]);
    assert.equal(superseded.length, 0);
  });

  it("keep several points at one step side by side", () => {
    assert.deepEqual([...standing(built([1, 2, 2, 3])).points.values], [0, 1, 2, 3]);
    assert.deepEqual([...standing(built([1, 2, 2, 1, 2, 2])).points.values], [3, 4, 5]);
  });

  it("count once what two writers told alike, and how many those are", () => {
    const builder = new PointsBuilder();
    for (const step of [10, 20, 30, 40, 5, 40, 50]) builder.push(step, 1 / step);
    const { points, superseded, repeated } = standing(builder);
    assert.deepEqual([...points.steps], [5, 10, 20, 30, 40, 50]);
    assert.deepEqual([superseded.length, repeated], [0, 1]);
  });
});
