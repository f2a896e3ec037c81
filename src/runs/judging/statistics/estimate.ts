import { tQuantile, twoSidedP } from "./studentT";

/** How sure an interval is: the share of such intervals that hold the true value. */
export const confidence = 0.95;

/** A difference with its uncertainty. */
export interface Estimate {
  /** In the metric's unit. */
  readonly delta: number;
  /** The 95 % interval of delta. */
  readonly low: number;
  readonly high: number;
  /** The standard error that the interval goes by; above 0. */
  readonly error: number;
  readonly t: number;
  /** Degrees of freedom. */
  readonly nu: number;
  /** Two-sided. */
  readonly p: number;
}

/**
 * delta ± t(0.975, ν) · error, and the p of delta = 0.
 * @param error the standard error of delta, above 0
 * @param nu its degrees of freedom, above 0
 */
export function estimate(delta: number, error: number, nu: number): Estimate {
  const t = delta / error;
  const half = halfWidth(nu) * error;
  return { delta, low: delta - half, high: delta + half, error, t, nu, p: twoSidedP(t, nu) };
}

/** Of the last so many degrees of freedom: the groups of a project have few sizes, and a board asks for each of 10,000 runs. */
const mostWidths = 500;
const widths = new Map<number, number>();

/** How many standard errors the interval reaches to either side. */
function halfWidth(nu: number): number {
  let width = widths.get(nu);
  if (width === undefined) {
    if (widths.size >= mostWidths) widths.clear();
    widths.set(nu, (width = tQuantile((1 + confidence) / 2, nu)));
  }
  return width;
}
