import type erfcFunction from "@stdlib/math-base-special-erfc";
import type cdfFunction from "@stdlib/stats-base-dists-t-cdf";
import type quantileFunction from "@stdlib/stats-base-dists-t-quantile";
import { once } from "../../../util/once";

/**
 * Student's t and the normal distribution, by stdlib (a port of Boost's incomplete beta function): right to 10⁻¹³ of
 * SciPy's values, where jStat is right to 5 · 10⁻⁶. It is loaded when first asked for: that takes some 10 ms, which
 * the start of the extension does not have.
 */
const library = {
  cdf: once(() => require("@stdlib/stats-base-dists-t-cdf") as typeof cdfFunction),
  quantile: once(() => require("@stdlib/stats-base-dists-t-quantile") as typeof quantileFunction),
  erfc: once(() => require("@stdlib/math-base-special-erfc") as typeof erfcFunction),
};

/** P(T ≤ t) for `nu` degrees of freedom, which need not be an integer. NaN unless nu > 0. */
export function tCdf(t: number, nu: number): number {
  return library.cdf()(t, nu);
}

/** P(T > t), without the cancellation of 1 − P(T ≤ t). */
export function tSf(t: number, nu: number): number {
  return tCdf(-t, nu);
}

/** The t with P(T ≤ t) = p. @param p 0 … 1 @param nu > 0 */
export function tQuantile(p: number, nu: number): number {
  return library.quantile()(p, nu);
}

/** P(|T| ≥ |t|). An infinite t has p 0. */
export function twoSidedP(t: number, nu: number): number {
  return Math.min(1, 2 * tSf(Math.abs(t), nu));
}

/** P(Z ≤ z) of the standard normal distribution. */
export function normalCdf(z: number): number {
  return library.erfc()(-z / Math.SQRT2) / 2;
}
