import { equal, ok } from "node:assert/strict";
import fc from "fast-check";
import type {
  BorrowedSpread,
  Comparison,
  Outcome,
  Side,
  Target,
} from "../../../../../src/runs/judging/verdicts/comparison";
import { judgeFamily } from "../../../../../src/runs/judging/verdicts/judge";
import type { Verdict } from "../../../../../src/runs/judging/verdicts/verdict";
import { becauseText, settleText, verdictText } from "../../../../../src/runs/judging/verdicts/words";

const value = fc.oneof(
  { weight: 8, arbitrary: fc.double({ noNaN: true, min: 0, max: 1 }) },
  { weight: 3, arbitrary: fc.constantFrom(0.5, 0.25, 0, -0) },
  { weight: 1, arbitrary: fc.constantFrom(NaN, Infinity, -Infinity, 1e300, -1e300, 5e-324) },
  { weight: 1, arbitrary: fc.constant(undefined) },
);

/** Ids of a few letters, so that the sides often share some. */
const outcome: fc.Arbitrary<Outcome> = fc.record(
  {
    id: fc.string({ unit: fc.constantFrom("a", "b", "c", "d"), minLength: 1, maxLength: 3 }),
    value,
    status: fc.constantFrom("running", "finished", "failed", "killed", "stale", "unknown"),
    seed: fc.constantFrom("0", "1", "2", "3", "4", "5"),
    leftOut: fc.constantFrom(undefined, "cut short", "still running"),
  },
  { requiredKeys: ["id", "value", "status"] },
);

const someSide: fc.Arbitrary<Side> = fc.record(
  {
    members: fc.uniqueArray(outcome, { maxLength: 8, selector: ({ id }) => id }),
    bestOf: fc.integer({ min: 0, max: 50 }),
  },
  { requiredKeys: ["members"] },
);

const target: fc.Arbitrary<Target> = fc.record({ target: fc.oneof(fc.double(), fc.constant(0.5)) });
const spread: fc.Arbitrary<BorrowedSpread> = fc.record({
  sd: fc.double({ noNaN: true, min: 1e-6, max: 10 }),
  nu: fc.integer({ min: 1, max: 50 }),
  from: fc.string(),
  groups: fc.integer({ min: 1, max: 4 }),
  n: fc.integer({ min: 2, max: 60 }),
});

const comparisons: fc.Arbitrary<Comparison> = fc.record(
  {
    candidate: someSide,
    baseline: fc.oneof({ weight: 4, arbitrary: someSide }, { weight: 1, arbitrary: target }),
    direction: fc.constantFrom("lower", "higher", "lower", "higher", "unknown"),
    borrowed: spread,
    obstacle: fc.constantFrom(
      undefined,
      undefined,
      undefined,
      "no common metric",
      "baseline lacks metric",
      "other data",
      "other definition",
    ),
  },
  { requiredKeys: ["candidate", "baseline", "direction"] },
);

/** How many values stand on each side, worked out here by the specification's words. */
function countsOf({ candidate, baseline }: Comparison) {
  const standing = (members: readonly Outcome[]) =>
    members.filter((one) => one.leftOut === undefined && one.value !== undefined && Number.isFinite(one.value));
  const own = new Set(candidate.members.map(({ id }) => id));
  const x = standing(candidate.members).map((one) => one.value!);
  const b =
    "target" in baseline
      ? [baseline.target].filter(Number.isFinite)
      : standing(baseline.members.filter(({ id }) => !own.has(id))).map((one) => one.value!);
  return { x, b, m: x.length, n: b.length, isTarget: "target" in baseline };
}

function holdsByTheTable(given: Comparison, found: Verdict): void {
  const { x, b, m, n, isTarget } = countsOf(given);
  const cannot = given.obstacle !== undefined || m === 0 || n === 0 || given.direction === "unknown";
  equal(found.verdict === "can't be compared", cannot, "can't be compared: exactly without the means to");
  equal(found.comparisons === 0, cannot);
  if (cannot) return;
  const isNews = found.verdict === "better" || found.verdict === "worse";
  if (isNews) {
    const isBetter = given.direction === "higher" ? found.delta! > 0 : found.delta! < 0;
    equal(found.verdict, isBetter ? "better" : "worse");
    ok(found.low! > 0 || found.high! < 0, "news are outside of the interval");
    ok(found.pAdjusted! < 0.05);
    ok(m >= 3 || n >= 3, "two are never news");
    ok(found.rule !== "borrowed" && found.rule !== "none");
  }
  const allSame = [...x, ...b].every((one) => one === x[0]);
  if (allSame) equal(found.verdict, "within noise", "identical counts here");
  else if (m === 2 || (n === 2 && !isTarget)) {
    ok(found.verdict === "unclear" || (found.because.kind === "identical" && found.verdict === "within noise"));
  } else if (m === 1 && n === 1 && !given.borrowed) equal(found.verdict, "unclear");
  if (found.verdict === "within noise" && found.because.kind !== "identical") {
    ok(m >= 3 || n >= 3 || given.borrowed !== undefined, "the spread is known");
  }
}

describe("the table of verdicts", () => {
  it("gives every family of comparisons exactly one verdict each, by its rows, with words for it", () => {
    fc.assert(
      fc.property(fc.array(comparisons, { minLength: 1, maxLength: 5 }), (family) => {
        const found = judgeFamily(family);
        equal(found.length, family.length);
        for (const [index, verdict] of found.entries()) {
          holdsByTheTable(family[index]!, verdict);
          ok(verdictText(verdict).length > 0);
          ok(becauseText(verdict).length > 0 && !becauseText(verdict).includes("undefined"));
          ok(!/[{}]/.test(settleText(verdict.settle) ?? ""), "every name in a text has its value");
          ok(!/no difference/i.test(becauseText(verdict)), "a verdict never says that");
          for (const number of [verdict.delta, verdict.low, verdict.high, verdict.p]) ok(!Number.isNaN(number));
        }
      }),
      { numRuns: 500 },
    );
  });

  it("turns round with the direction, and with the sides", () => {
    const words = { better: "worse", worse: "better" } as Record<string, string>;
    const both = fc.array(fc.double({ noNaN: true, min: 0, max: 1 }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(both, both, (x, b) => {
        const make = (name: string, values: readonly number[]): Side => ({
          members: values.map((one, index) => ({ id: `${name}${index}`, value: one, status: "unknown" })),
        });
        const verdict = (candidate: Side, baseline: Side, direction: "lower" | "higher") =>
          judgeFamily([{ candidate, baseline, direction }])[0]!;
        const plain = verdict(make("x", x), make("b", b), "lower");
        const turned = verdict(make("x", x), make("b", b), "higher");
        const swapped = verdict(make("b", b), make("x", x), "lower");
        equal(turned.verdict, words[plain.verdict] ?? plain.verdict);
        equal(swapped.verdict, words[plain.verdict] ?? plain.verdict);
      }),
    );
  });
});
