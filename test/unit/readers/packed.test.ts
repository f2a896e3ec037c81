import { deepEqual, equal, ok } from "node:assert/strict";
import { pack } from "../../../src/readers/packed";
import { PointsBuilder } from "../../../src/readers/points";

const unpacked = (column: readonly number[], from = 0): number[] => {
  const to = new Float64Array(column.length - from);
  pack(Float64Array.from(column)).unpack(to, 0, from);
  return [...to];
};
const bytesEach = (column: readonly number[]) => pack(Float64Array.from(column)).bytes / column.length;
const many = (count: number, of: (at: number) => number) => Array.from({ length: count }, (_, at) => of(at));

/** Numbers without a pattern, the same each time. */
function* noise(): Generator<number> {
  for (let seed = 1; ;) yield (seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0) / 2 ** 32;
}
const random = noise();
const next = (): number => random.next().value as number;

const columns: readonly (readonly [what: string, bytesAtMost: number, column: number[]])[] = [
  ["steps one after another", 0.1, many(1000, (at) => at)],
  ["steps of ten, from a restored checkpoint", 0.1, many(1000, (at) => 5000 + at * 10)],
  ["equal numbers", 0.1, many(1000, () => 0.1)],
  ["NaN throughout", 0.1, many(1000, () => NaN)],
  ["gaps that add up inexactly", 8, many(1000, (at) => at * 0.1)],
  ["steps that fall evenly", 0.1, many(1000, (at) => 5000 - at * 10)],
  ["steps of a half", 0.1, many(1000, (at) => 1 + at / 2)],
  ["steps that are even but for the last", 2, many(1000, (at) => (at === 999 ? 1001 : at))],
  ["steps that were left out here and there", 2, many(1000, (at) => at * 7 + (at % 3))],
  ["steps that fall", 4, many(1000, (at) => (at < 500 ? at * 1e6 : at))],
  ["single precision", 4, many(1000, () => Math.fround(next()))],
  [
    "single precision with what is not finite",
    4,
    [NaN, Infinity, -Infinity, 0.5, ...many(996, () => Math.fround(next()))],
  ],
  ["unix seconds", 4, many(1000, (at) => 1.7e9 + at * 0.2 + next())],
  ["unix seconds with a pause of an hour", 8, many(1000, (at) => 1.7e9 + (at > 500 ? 3600 : 0) + next())],
  ["double precision", 8, many(1000, () => next())],
  ["a negative zero", 8, [-0, ...many(999, (at) => at)]],
  ["a negative zero among steps of two directions", 8, [2, 1, -0, -1]],
  ["a negative zero among equal numbers", 8, [0, -0, 0]],
  ["the largest and the smallest", 8, [Number.MAX_VALUE, Number.MIN_VALUE, -Number.MAX_VALUE, 2 ** 53, 2 ** 53 + 2]],
  ["one number", 16, [3.25]],
  ["nothing", Infinity, []],
];

describe("a packed column", () => {
  for (const [what, bytesAtMost, column] of columns) {
    it(`of ${what} gives every number back, sign of zero and all, and takes at most ${bytesAtMost} bytes each`, () => {
      deepEqual(unpacked(column), column);
      if (column.length > 7) deepEqual(unpacked(column, 7), column.slice(7));
      if (column.length >= 1000) ok(bytesEach(column) <= bytesAtMost, String(bytesEach(column)));
    });
  }
});

describe("the points of a series", () => {
  const point = (at: number) => [at * 2, Math.fround(Math.sin(at)), 1.7e9 + at / 3] as const;

  function built(count: number, trimEvery: number): PointsBuilder {
    const points = new PointsBuilder();
    for (let at = 0; at < count; at++) {
      points.push(...point(at), at >= count / 2 ? at / 10 : undefined);
      if ((at + 1) % trimEvery === 0) points.trim();
    }
    return points;
  }

  for (const trimEvery of [1, 300, 5000, Infinity]) {
    it(`are as they were pushed, from every place on, where they were trimmed every ${trimEvery}`, () => {
      const count = 10_000;
      const points = built(count, trimEvery);
      for (const from of [0, 1, 255, 256, 4095, 4096, 8191, 9999, 10_000]) {
        const view = points.view(from);
        equal(view.length, count - from);
        deepEqual(
          [...view.steps],
          many(count - from, (at) => point(from + at)[0]),
        );
        deepEqual(
          [...view.values],
          many(count - from, (at) => point(from + at)[1]),
        );
        deepEqual(
          [...view.walls!],
          many(count - from, (at) => point(from + at)[2]),
        );
        deepEqual(
          [...view.epochs!],
          many(count - from, (at) => (from + at >= count / 2 ? (from + at) / 10 : NaN)),
        );
      }
      equal(points.ascending, true);
      equal(points.lastStep, point(count - 1)[0]);
    });
  }

  it("have times that are unpacked once, when they are first looked at, as they were before more points came", () => {
    const points = new PointsBuilder();
    const push = (from: number, to: number) => {
      for (let at = from; at < to; at++) points.push(at, at, 1.7e9 + at);
    };
    push(0, 300);
    points.trim();
    push(300, 3500);
    const view = points.view();
    const copy = { ...points.view(5) };
    push(3500, 9000);
    deepEqual(
      [...view.walls!],
      many(3500, (at) => 1.7e9 + at),
    );
    equal(view.walls, view.walls);
    deepEqual(
      [...copy.walls!],
      many(3495, (at) => 1.7e9 + 5 + at),
    );
    deepEqual(Object.keys(view), ["length", "steps", "values", "walls"]);
    const looked = points.view();
    ok(!("value" in Object.getOwnPropertyDescriptor(looked, "walls")!), "not unpacked yet");
  });

  it("of an event file take about eight bytes each", () => {
    const points = new PointsBuilder();
    for (let at = 0; at < 100_000; at++) points.push(at, Math.fround(next()), 1.7e9 + at / 8 + next() / 100);
    points.trim();
    ok(points.bytes / points.length < 8.1, String(points.bytes / points.length));
  });
});
