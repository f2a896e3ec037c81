import type { AssembledRun } from "../assembly/summary";
import type { BorrowedSpread } from "./verdicts/comparison";

/** Of so many questions that Student's t is the normal distribution. */
const many = 1e9;

/**
 * What the evaluations of two runs say themselves of how sure they are: lm-evaluation-harness logs "acc_stderr,none" beside "acc,none", the
 * standard error by the questions that were asked. As the spread of one run, so that Δ ± t · s · √2 is Δ ± 1.96 · √(se₁² + se₂²).
 * @param metric the harness's name, with its filter: "hellaswag/acc,none"
 * @returns undefined unless both runs have one
 */
export function questionSpread(
  metric: string,
  candidate: readonly AssembledRun[],
  baseline: readonly AssembledRun[],
): BorrowedSpread | undefined {
  const name = nameOfError(metric);
  const [own, theirs] = [errorOf(candidate, name), errorOf(baseline, name)];
  if (own === undefined || theirs === undefined || own + theirs === 0) return undefined;
  return { sd: Math.hypot(own, theirs) / Math.SQRT2, nu: many, from: "", groups: 1, n: 2, isOfQuestions: true };
}

/** "acc,none" → "acc_stderr,none"; "acc" → "acc_stderr", as older releases have it. */
function nameOfError(metric: string): string {
  const comma = metric.lastIndexOf(",");
  return comma < 0 ? `${metric}_stderr` : `${metric.slice(0, comma)}_stderr${metric.slice(comma)}`;
}

function errorOf(side: readonly AssembledRun[], name: string): number | undefined {
  const values = side.flatMap(({ series }) => series.get(name)?.summary.last?.value ?? []);
  const [value] = values;
  return values.length === 1 && value !== undefined && Number.isFinite(value) && value >= 0 ? value : undefined;
}
