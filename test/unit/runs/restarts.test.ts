import assert from "node:assert/strict";
import fc from "fast-check";
import { PointsBuilder } from "../../../src/readers/points";
import { standing } from "../../../src/runs/points/supersede";
import { processorTime } from "../../support/processorTime";

/** Steps with values that are all different, and, if told, the second at which each was logged. */
function told(steps: readonly number[], walls?: readonly number[]) {
  const builder = new PointsBuilder();
  steps.forEach((step, at) => builder.push(step, at, walls?.[at]));
  const { points, superseded } = standing(builder);
  return { steps: [...points.steps], values: [...points.values], superseded: [...superseded.values] };
}
const range = (from: number, to: number, by = 1) =>
  Array.from({ length: Math.floor((to - from) / by) + 1 }, (_, at) => from + at * by);
const sorted = (steps: readonly number[]) => [...steps].sort((a, b) => a - b);

describe("A fall of the steps takes points away", () => {
  it("where a training went on from a checkpoint, time and again", () => {
    const { steps, superseded } = told([...range(0, 9), ...range(6, 14), ...range(12, 20)]);
    assert.deepEqual(steps, range(0, 20));
    assert.deepEqual(superseded, [6, 7, 8, 9, 16, 17, 18]);
  });

  it("as soon as two points were logged again", () => {
    assert.deepEqual(told([0, 10, 20, 30, 10]).superseded, []);
    assert.deepEqual(told([0, 10, 20, 30, 10, 20]).superseded, [1, 2, 3]);
  });

  it("also if what is logged again comes a little less often", () => {
    assert.deepEqual(told([...range(0, 40, 10), ...range(20, 80, 20)]).superseded, [2, 3, 4]);
  });
});

describe("All points stand", () => {
  const stand = (what: string, steps: readonly number[], walls?: readonly number[]) =>
    it(what, () => {
      const found = told(steps, walls);
      assert.deepEqual([found.steps, found.superseded], [sorted(steps), []]);
    });

  stand("of a writer in the background, whose steps come a little out of order", [0, 10, 30, 20, 40, 60, 50, 70]);
  stand("of workers that share the steps out", [...range(0, 9), ...range(20, 29), ...range(10, 19)]);
  stand("of workers that take turns over the same steps", [0, 1, 2, 0, 1, 2, 3, 4, 5, 3, 4, 5, 6, 7, 8, 6, 7, 8]);
  stand("when old checkpoints are evaluated late", [1000, 2000, 3000, 4000, 5000, 500]);
  stand("when one that was evaluated before is evaluated again", [1000, 2000, 3000, 4000, 5000, 2000]);
  stand("when some checkpoints are evaluated again", [...range(1000, 9000, 1000), 2000, 5000, 8000]);
  stand("of ranks that log at once", [...range(0, 9), ...range(0, 9)], [...range(0, 9), ...range(0, 9)]);
  stand("of one tag that counts steps in training and epochs in validation", [
    ...range(1, 100),
    1,
    ...range(101, 200),
    2,
  ]);

  it("once, where two writers told the same", () => {
    const builder = new PointsBuilder();
    for (const wall of [0, 1]) for (const step of [4, 9, 14]) builder.push(step, step / 10, step + wall);
    const { points, superseded } = standing(builder);
    assert.deepEqual([[...points.steps], superseded.length], [[4, 9, 14], 0]);
  });
});

describe("Whatever the steps", () => {
  it("what stands is in order, and nothing is lost that was not told twice", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 12 }), { maxLength: 60 }), (steps) => {
        const found = told(steps);
        assert.deepEqual(found.steps, sorted(found.steps));
        assert.deepEqual(
          sorted([...found.values, ...found.superseded]),
          steps.map((_, at) => at),
        );
      }),
    );
  });

  it("a log that falls at every other of its points is worked out in a time that grows with its length", () => {
    const builder = new PointsBuilder();
    for (let at = 0; at < 40_000; at++) {
      builder.push(at * 10 + 10, 1);
      builder.push(at * 10 + 5, 1);
    }
    const took = processorTime();
    assert.equal(standing(builder).points.length, 80_000);
    assert.ok(took() < 400);
  });
});
