import { deepEqual, equal, ok } from "node:assert/strict";
import { expectedBest } from "../../../../../src/runs/judging/statistics/bestOf";
import { hedgesG, superiority } from "../../../../../src/runs/judging/statistics/effects";
import { holm } from "../../../../../src/runs/judging/statistics/holm";
import { leastEffect } from "../../../../../src/runs/judging/statistics/leastEffect";
import { permutationP, signFlipP } from "../../../../../src/runs/judging/statistics/permutation";
import { sampleOf, type Spread } from "../../../../../src/runs/judging/statistics/sample";
import { normalCdf, tCdf, tQuantile, tSf } from "../../../../../src/runs/judging/statistics/studentT";
import {
  oneSample,
  paired,
  pooledSpread,
  prediction,
  student,
  welch,
} from "../../../../../src/runs/judging/statistics/twoSamples";
import { wilcoxonP } from "../../../../../src/runs/judging/statistics/wilcoxon";
import { near, readCases } from "../../../../support/statistics";

interface TwoSamples {
  readonly name: string;
  readonly x: readonly number[];
  readonly b: readonly number[];
  readonly means: readonly [number, number];
  readonly sds: readonly [number, number];
  readonly t: number;
  readonly nu: number;
  readonly p: number;
  readonly interval: readonly [number, number];
  readonly studentP: number;
  readonly superiority: number;
  readonly g: number;
}

interface Pairs {
  readonly x: readonly number[];
  readonly b: readonly number[];
  readonly t: number;
  readonly p: number;
  readonly interval: readonly [number, number];
  /** Null where SciPy only drew. */
  readonly signFlip: number | null;
}

/** Relative, where a number is no difference of larger ones. */
const tolerance = 1e-11;

const spreadOf = (values: readonly number[]) => sampleOf(values) as Spread;

/** How far a spread may be off: what rounding the mean leaves, in sizes of the spread. */
const conditioned = (values: readonly number[]) => {
  const { mean, sd } = spreadOf(values);
  return tolerance * Math.max(1, (1e-4 * Math.abs(mean)) / sd);
};

describe("statistics, held to SciPy's and statsmodels' answers", () => {
  it("mean, standard deviation and Welch's test of two groups", () => {
    const cases = readCases("twoSamples") as TwoSamples[];
    ok(cases.length >= 200);
    for (const { x, b, means, sds, t, nu, p, interval } of cases) {
      const [own, other] = [spreadOf(x), spreadOf(b)];
      near(own.mean, means[0], 1e-14);
      near(other.mean, means[1], 1e-14);
      near(own.sd, sds[0], own.sd === 0 ? 0 : conditioned(x), Math.max(own.sd, 1e-300));
      const found = welch(own, other);
      const size = Math.max(...interval.map(Math.abs));
      // What the mean's last digit makes of t and of the interval.
      const loose = (1e-14 * Math.abs(means[1])) / (found?.error ?? 1) + tolerance;
      near(found?.t, t, loose, Math.max(1, Math.abs(t)));
      near(found?.nu, nu, 100 * loose);
      near(found?.p, p, 100 * loose, Math.max(p, 1e-12));
      near(found?.low, interval[0], 100 * loose, size);
      near(found?.high, interval[1], 100 * loose, size);
    }
  });

  it("Student's test of two groups", () => {
    for (const { x, b, studentP, means } of readCases("twoSamples") as TwoSamples[]) {
      const found = student(spreadOf(x), spreadOf(b));
      const loose = (1e-14 * Math.abs(means[1])) / (found?.error ?? 1) + tolerance;
      near(found?.p, studentP, 100 * loose, Math.max(studentP, 1e-12));
    }
  });

  it("P(better) and Hedges' g", () => {
    for (const { x, b, superiority: expected, g, means, name } of readCases("twoSamples") as TwoSamples[]) {
      near(superiority(x, b, "higher"), expected, 1e-14);
      near(superiority(x, b, "lower"), 1 - expected, 1e-14, 1);
      const found = hedgesG(spreadOf(x), spreadOf(b));
      near(found, g, name === "far from zero" ? 1e-5 : 1e-10, Math.max(1, Math.abs(g), Math.abs(means[1]) * 1e-6));
    }
  });

  it("the paired test, and its sign-flip permutation", () => {
    const cases = readCases("pairs") as Pairs[];
    ok(cases.length >= 200);
    for (const { x, b, t, p, interval, signFlip } of cases) {
      const found = paired(x, b);
      const size = Math.max(...interval.map(Math.abs));
      // SciPy has a t of Infinity where all differ by the same.
      near(found?.t, Number.isFinite(t) ? t : NaN, 1e-9, Math.max(1, Math.abs(t)));
      near(found?.p, Number.isFinite(t) ? p : NaN, 1e-8);
      if (found) near(found.low, interval[0], 1e-10, size);
      if (found) near(found.high, interval[1], 1e-10, size);
      if (signFlip !== null) near(signFlipP(x, b).p, signFlip, 1e-12);
    }
  });

  it("Wilcoxon's signed-rank test of pairs, with ties and pairs that don't differ", () => {
    const cases = readCases("wilcoxon") as (Pick<Pairs, "x" | "b"> & { readonly p: number | null })[];
    ok(cases.length >= 200);
    for (const { x, b, p } of cases) {
      if (p === null) equal(wilcoxonP(x, b), undefined);
      else near(wilcoxonP(x, b), p, 1e-11);
    }
  });

  it("one-sample t, and the prediction interval of one run against a group, either way round", () => {
    interface Case {
      readonly x: readonly number[];
      readonly target: number;
      readonly t: number;
      readonly p: number;
      readonly interval: readonly [number, number];
      readonly predicted: readonly [number, number];
      readonly predictedP: number;
    }
    const cases = readCases("oneSample") as Case[];
    for (const { x, target, t, p, interval, predicted, predictedP } of cases) {
      const group = spreadOf(x);
      const size = Math.max(...predicted.map(Math.abs));
      const against = oneSample(group, target);
      near(against?.t, t, 1e-10, Math.max(1, Math.abs(t)));
      near(against?.p, p, 1e-9);
      near(against?.low, interval[0], 1e-11, size);
      near(against?.high, interval[1], 1e-11, size);
      const one = prediction(group, target, "baseline");
      near(one?.low, predicted[0], 1e-11, size);
      near(one?.high, predicted[1], 1e-11, size);
      near(one?.p, predictedP, 1e-9);
      const mirrored = prediction(group, target, "candidate");
      near(mirrored?.low, -predicted[1], 1e-11, size);
      near(mirrored?.high, -predicted[0], 1e-11, size);
    }
  });

  it("the permutation test: exactly where all arrangements are looked at, else within four of its own errors", () => {
    interface Case {
      readonly x: readonly number[];
      readonly b: readonly number[];
      readonly p: number;
      readonly exact: boolean;
    }
    const cases = readCases("permutations") as Case[];
    ok(cases.length >= 200);
    for (const { x, b, p, exact } of cases) {
      const found = permutationP(x, b);
      equal(found.error === 0, exact);
      // Both drew: the difference has the errors of both.
      near(found.p, p, exact ? 1e-12 : 1, exact ? p : Math.max(6 * found.error, 2e-4));
    }
  });

  it("Student's t and the normal distribution", () => {
    interface Case {
      readonly nu: number;
      readonly p: number;
      readonly quantile: number;
      readonly t: number;
      readonly cdf: number;
      readonly sf: number;
    }
    for (const { nu, p, quantile, t, cdf, sf } of readCases("studentT") as Case[]) {
      near(tQuantile(p, nu), quantile, 1e-11, Math.max(Math.abs(quantile), 1e-3));
      near(tCdf(t, nu), cdf, 1e-11);
      near(tSf(t, nu), sf, 1e-11);
    }
    near(normalCdf(1.959963984540054), 0.975, 1e-14);
    near(normalCdf(-8), 6.220960574271786e-16, 1e-12);
  });

  it("Holm's correction", () => {
    for (const { ps, adjusted } of readCases("holm") as { ps: readonly number[]; adjusted: readonly number[] }[]) {
      for (const [index, p] of holm(ps).entries()) near(p, adjusted[index]!, 1e-14);
    }
    deepEqual(holm([0.01, undefined]), [0.02, undefined]);
    deepEqual(holm([]), []);
  });

  it("the expected best of k, the least effect that shows, and the pooled spread", () => {
    for (const { k, expected } of readCases("bestOf") as { k: number; expected: number }[])
      near(expectedBest(k), expected, 1e-9, 1);
    for (const { m, n, effect } of readCases("leastEffect") as { m: number; n: number; effect: number }[])
      near(leastEffect(m, n), effect, 0.001);
    for (const { groups, nu, sd } of readCases("pooled") as { groups: readonly number[][]; nu: number; sd: number }[]) {
      const found = pooledSpread(groups.map(sampleOf));
      equal(found?.nu, nu);
      near(found.sd, sd, 1e-11);
    }
  });
});
