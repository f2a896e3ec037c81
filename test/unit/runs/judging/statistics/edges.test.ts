import { deepEqual, equal, ok } from "node:assert/strict";
import fc from "fast-check";
import { hedgesG, superiority } from "../../../../../src/runs/judging/statistics/effects";
import { permutationP, signFlipP } from "../../../../../src/runs/judging/statistics/permutation";
import { meanOf, sampleOf, type Spread } from "../../../../../src/runs/judging/statistics/sample";
import { tQuantile } from "../../../../../src/runs/judging/statistics/studentT";
import {
  borrowed,
  oneSample,
  paired,
  pooledSpread,
  prediction,
  welch,
} from "../../../../../src/runs/judging/statistics/twoSamples";
import { near } from "../../../../support/statistics";

const spreadOf = (values: readonly number[]) => sampleOf(values) as Spread;

/** Fixture A: validation losses. */
const fixtureA = {
  b: [2.1997, 2.2065, 2.2532, 2.2566, 2.265, 2.2667],
  x: [2.2155, 2.259, 2.276],
};

/** Fixture B: the same seeds on both sides. */
const fixtureB = {
  b: [0.8635, 0.86, 0.8602, 0.8555],
  x: [0.8676, 0.8676, 0.8771, 0.8649],
};

describe("statistics at their edges", () => {
  it("fixture A: Welch's test and the permutation test of validation losses", () => {
    const [x, b] = [spreadOf(fixtureA.x), spreadOf(fixtureA.b)];
    const found = welch(x, b);
    near(b.mean, 2.241283, 1e-6);
    near(x.mean, 2.250167, 1e-6);
    near(b.sd, 0.03008, 1e-4);
    near(x.sd, 0.031202, 1e-4);
    near(found?.t, 0.407453, 1e-6);
    near(found?.nu, 3.949498, 1e-6);
    near(found?.p, 0.704792, 1e-6);
    near(found?.low, -0.051956, 1e-5);
    near(found?.high, 0.069722, 1e-5);
    near(permutationP(fixtureA.x, fixtureA.b).p, 0.547619, 1e-6);
    near(superiority(fixtureA.x, fixtureA.b, "lower"), 1 / 3, 1e-12);
  });

  it("fixture B: the paired test of the same seeds", () => {
    const found = paired(fixtureB.x, fixtureB.b);
    near(found?.t, 3.517313, 1e-6);
    equal(found?.nu, 3);
    near(found.p, 0.038992, 2e-5);
    near(found.low, 0.000904, 1e-3);
    near(found.high, 0.018096, 1e-4);
    deepEqual([found.k, found.more, found.less], [4, 4, 0]);
    equal(signFlipP(fixtureB.x, fixtureB.b).p, 0.125);
  });

  it("one value has a mean and no spread; equal values have exactly their own mean and no variance", () => {
    deepEqual(sampleOf([0.1]), { n: 1, mean: 0.1, sd: undefined });
    deepEqual(sampleOf([0.1, 0.1, 0.1]), { n: 3, mean: 0.1, sd: 0 });
  });

  it("the mean is within its values, and the spread is not negative, at any size", () => {
    const values = fc.array(fc.double({ noNaN: true, min: -1e300, max: 1e300 }), { minLength: 2, maxLength: 20 });
    fc.assert(
      fc.property(values, (some) => {
        const { mean, sd } = sampleOf(some);
        ok(mean >= Math.min(...some) && mean <= Math.max(...some), `${mean}`);
        ok(sd !== undefined && sd >= 0 && Number.isFinite(sd));
      }),
    );
    equal(meanOf([1.7e308, 1.7e308, 1.6e308]) > 1.6e308, true);
  });

  it("the interval of Welch's test scales with its values", () => {
    const values = fc.array(fc.double({ noNaN: true, min: 0.5, max: 1 }), { minLength: 2, maxLength: 10 });
    fc.assert(
      fc.property(values, values, fc.integer({ min: -200, max: 200 }), (x, b, exponent) => {
        const plain = welch(spreadOf(x), spreadOf(b));
        const scaled = welch(spreadOf(x.map((v) => v * 2 ** exponent)), spreadOf(b.map((v) => v * 2 ** exponent)));
        equal(scaled?.p, plain?.p);
        equal(scaled?.low, plain && plain.low * 2 ** exponent);
      }),
    );
  });

  it("without variance nothing is divided", () => {
    const flat = spreadOf([0.9, 0.9, 0.9]);
    equal(welch(flat, spreadOf([0.8, 0.8, 0.8])), undefined);
    equal(prediction(flat, 0.8, "baseline"), undefined);
    equal(oneSample(flat, 0.8), undefined);
    equal(paired([0.3, 0.4, 0.5], [0.2, 0.3, 0.4]), undefined, "all differ by the same, but for rounding");
    equal(hedgesG(flat, flat), undefined);
    equal(pooledSpread([flat, sampleOf([1])]), undefined);
  });

  it("where all arrangements are the same, so is p", () => {
    deepEqual(permutationP([1, 1, 1], [1, 1, 1]), { p: 1, error: 0, arrangements: 20 });
    equal(signFlipP([1, 2, 3], [1, 2, 3]).p, 1);
    equal(permutationP([0.1 + 0.2], [0.3]).p, 1);
  });

  it("the draws of a permutation test are the same each time, and say their error", () => {
    const x = Array.from({ length: 15 }, (_, at) => Math.sin(at));
    const b = Array.from({ length: 15 }, (_, at) => Math.cos(at));
    const found = permutationP(x, b);
    deepEqual(permutationP(x, b), found);
    equal(found.arrangements, 100_000);
    ok(found.error > 0 && found.error < 0.004, `${found.error}`);
  });

  it("the multipliers of the spread for one run against n are those of the prediction interval", () => {
    const multiplier = (n: number) => tQuantile(0.975, n - 1) * Math.sqrt(1 + 1 / n);
    const expected = { 2: 15.6, 3: 4.97, 4: 3.56, 5: 3.04, 8: 2.51, 10: 2.37, 20: 2.14 };
    for (const [n, factor] of Object.entries(expected)) near(multiplier(Number(n)), factor, 0.003);
  });

  it("a borrowed spread counts twice between two runs, and once against a fixed target", () => {
    const spread = { sd: 0.1, nu: 3 };
    near(borrowed(0.2, spread, 2).high, 0.2 + 3.182446 * 0.1 * Math.SQRT2, 1e-6);
    near(borrowed(0.2, spread, 1).high, 0.2 + 3.182446 * 0.1, 1e-6);
  });
});
