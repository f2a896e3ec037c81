import { deepEqual, equal, match, ok } from "node:assert/strict";
import { evidenceOf, withEvidence } from "../../../../../src/runs/judging/verdicts/evidence";
import { judgeFamily, judgeOne } from "../../../../../src/runs/judging/verdicts/judge";
import { becauseText, settleText } from "../../../../../src/runs/judging/verdicts/words";
import { comparison, side } from "../../../../support/verdicts";
import { near } from "../../../../support/statistics";

const verdictOf = (...given: Parameters<typeof comparison>) => judgeOne(comparison(...given));
const wordOf = (...given: Parameters<typeof comparison>) => verdictOf(...given).verdict;
const because = (...given: Parameters<typeof comparison>) => becauseText(verdictOf(...given));
const settle = (...given: Parameters<typeof comparison>) => settleText(verdictOf(...given).settle);

const baseline = [0.3, 0.31, 0.32, 0.33, 0.34];
const borrowed = { sd: 0.01, nu: 3, from: "resnet-base", groups: 1, n: 4 };

describe("a verdict", () => {
  it("fixture A: three seeds against six are within noise by Welch's test", () => {
    const b = [2.1997, 2.2065, 2.2532, 2.2566, 2.265, 2.2667];
    const found = verdictOf([2.2155, 2.259, 2.276], b);
    equal(found.verdict, "within noise");
    equal(found.rule, "welch");
    near(found.delta, 0.008883, 1e-4);
    near(found.low, -0.051956, 1e-5);
    near(found.high, 0.069722, 1e-5);
    near(found.p, 0.704792, 1e-6);
    deepEqual([found.candidate.n, found.baseline.n], [3, 6]);
  });

  it("fixture B: the same seeds on both sides are judged as pairs, which Welch's test would miss", () => {
    const [x, b] = [
      [0.8676, 0.8676, 0.8771, 0.8649],
      [0.8635, 0.86, 0.8602, 0.8555],
    ];
    const found = verdictOf(side("x", x, { seeds: true }), side("b", b, { seeds: true }), { direction: "higher" });
    equal(found.verdict, "better");
    equal(found.rule, "paired");
    near(found.low, 0.000904, 1e-3);
    near(found.high, 0.018096, 1e-4);
    match(becauseText(found), /Paired on seed = 0, 1, 2, 3, higher in 4 of 4\./);
  });

  it("of one run against three seeds or more goes by what another seed would give, either way round", () => {
    equal(wordOf([0.2], baseline), "better");
    equal(wordOf([0.45], baseline), "worse");
    equal(wordOf([0.29], baseline), "within noise");
    equal(wordOf(baseline, [0.45]), "better");
    match(
      because([0.2], baseline),
      /^Outside what another seed of the baseline would give\. .*1 against 5 runs.* Rank 1 of 6\.$/,
    );
  });

  it("of a side of two is unclear, however far apart they are, and one more run would settle it", () => {
    equal(wordOf([0.1, 0.1001], baseline), "unclear");
    equal(wordOf(baseline, [0.1, 0.1001]), "unclear");
    equal(wordOf([0.1], [0.3, 0.3001]), "unclear");
    equal(wordOf([0.1, 0.11], [0.3, 0.31]), "unclear");
    equal(settle([0.1, 0.1001], baseline), "Repeat it with 1 more seed.");
    equal(settle(baseline, [0.1, 0.11]), "Repeat the baseline with 1 more seed.");
    ok(verdictOf([0.1, 0.1001], baseline).low !== undefined, "the interval is shown");
  });

  it("of one run against one borrows the spread of the project's seed groups, and says whose it is", () => {
    equal(wordOf([0.3], [0.31]), "unclear");
    equal(
      because([0.3], [0.31]),
      "One seed each, and no seed group of the project to borrow a spread from. It differs by 3.2% of the baseline.",
    );
    equal(settle([0.3], [0.31]), "Repeat it, or the baseline, with 2 more seeds.");
    equal(wordOf([0.3], [0.306], { borrowed }), "within noise");
    equal(
      because([0.3], [0.306], { borrowed }),
      "One seed each: 0.6 × the seed sd of resnet-base, n = 4. It differs by 2% of the baseline.",
    );
    equal(verdictOf([0.3], [0.306], { borrowed }).p, undefined);
    equal(wordOf([0.1], [0.3], { borrowed }), "unclear");
    equal(settle([0.1], [0.3], { borrowed }), "Repeat it with 2 more seeds.");
  });

  it("of identical values is within noise, and asks whether the seed is used", () => {
    equal(wordOf([0.3], [0.3]), "within noise");
    equal(because([0.3], [0.3]), "Both values are identical.");
    equal(wordOf([0.3, 0.3, 0.3], [0.3, 0.3, 0.3]), "within noise");
    match(because([0.3, 0.3, 0.3], [0.3]), /identical; is the seed used\?/);
    equal(
      because([Math.fround(0.9722)], [0.9722]),
      "Both values are identical.",
      "to the 32 bits that event files keep",
    );
  });

  it("without any variance is unclear: nothing is divided", () => {
    const found = verdictOf([0.3, 0.3, 0.3], [0.4, 0.4, 0.4]);
    equal(found.verdict, "unclear");
    deepEqual(found.because, { kind: "no variance" });
    equal(settleText(found.settle), "Check that the seed is used.");
    equal(wordOf([0.2], [0.4, 0.4, 0.4]), "unclear");
  });

  it("of pairs that all differ by the same is unclear, also where 32 bits have rounded them", () => {
    const own = [0.9888889, 0.9944444, 0.9888889].map(Math.fround);
    const theirs = [0.9833333, 0.9888889, 0.9833333].map(Math.fround);
    const found = verdictOf(side("x", own, { seeds: true }), side("b", theirs, { seeds: true }), {
      direction: "higher",
    });
    deepEqual([found.verdict, found.because.kind], ["unclear", "no variance"]);
    match(becauseText(found), /^Every pair differs by the same amount/);
  });

  it("would take more runs than there were to show", () => {
    const found = verdictOf(
      side("x", [0.3, 0.32, 0.28], { seeds: true }),
      side("b", [0.33, 0.33, 0.32], { seeds: true }),
    );
    equal(found.verdict, "within noise");
    ok(found.settle?.kind === "more a side" && found.settle.runs > 3);
  });

  it("with one side without variance goes by the other's, and says so", () => {
    const found = verdictOf([0.1, 0.1, 0.1], baseline);
    equal(found.verdict, "better");
    match(becauseText(found), /All of its runs have the same value; is the seed used\?/);
  });

  it("against fixed values goes by the candidate's spread alone", () => {
    equal(wordOf([0.1, 0.11, 0.12], { target: 0.3 }), "better");
    equal(verdictOf([0.1, 0.11, 0.12], { target: 0.3 }).rule, "target");
    equal(wordOf([0.1], { target: 0.3 }), "unclear");
    equal(wordOf([0.1, 0.11], { target: 0.3 }), "unclear");
    near(verdictOf([0.3], { target: 0.306 }, { borrowed }).high, -0.006 + 3.182446 * 0.01, 1e-6);
  });

  it("counts crashed and NaN seeds: 4 of 5 finished", () => {
    const found = verdictOf([NaN, 0.3, 0.31, 0.32, 0.29], baseline);
    deepEqual([found.candidate.n, found.candidate.of, found.candidate.notFinite], [4, 5, 1]);
    match(becauseText(found), /4 of 5 finished: 1 NaN or infinite\./);
    const members = [
      ...side("x", [0.3, 0.31, undefined]).members,
      { id: "x3", value: 0.9, status: "failed", leftOut: "cut short" } as const,
    ];
    match(because({ members }, baseline), /2 of 4 finished: 1 ended early, 1 without a value\./);
  });

  it("can't be made without a common metric, a finite value, a direction, or on other data", () => {
    const cases = [
      verdictOf([0.3], baseline, { obstacle: "no common metric" }),
      verdictOf([NaN], baseline),
      verdictOf([0.3], [NaN, Infinity]),
      verdictOf([], []),
      verdictOf([0.3], baseline, { direction: "unknown" }),
      verdictOf([0.3], baseline, { obstacle: "other data" }),
      verdictOf([0.3], baseline, { obstacle: "other definition" }),
    ];
    for (const { verdict, comparisons } of cases) deepEqual([verdict, comparisons], ["can't be compared", 0]);
    ok(cases[4]?.delta !== undefined, "numbers are there, also where nobody knows what they mean");
  });

  it("never measures a run by a group that it belongs to: it is left out", () => {
    const all = side("b", baseline);
    const found = verdictOf({ members: [all.members[4]!] }, all);
    deepEqual([found.candidate.n, found.baseline.n], [1, 4]);
    match(becauseText(found), /belongs to the baseline, and was left out of it\./);
    equal(wordOf(all, all), "can't be compared");
    equal(because(all, all), "It is the baseline.");
  });

  it("says what luck alone gives to a baseline that was chosen as the best of k", () => {
    match(because([0.3], side("b", [0.29], { bestOf: 10 })), /chosen as best of 10: optimistic by about 1\.539 sd\./);
    match(
      because(side("x", baseline, { bestOf: 2 }), baseline),
      /Chosen as best of 2: optimistic by about 0\.2523 sd\./,
    );
  });

  it("pairs by seed only where three seeds are shared, and lists the runs without a partner", () => {
    const own = side("x", [0.3, 0.31, 0.32, 0.33], { seeds: true });
    const two = side("b", [0.4, 0.41, 0.43], { seeds: true });
    equal(verdictOf(own, { members: two.members.slice(0, 2) }).rule, "welch");
    const found = verdictOf(own, two);
    equal(found.rule, "paired");
    match(becauseText(found), /Paired on seed = 0, 1, 2, higher in 0 of 3\. Without a partner: x3\./);
    const twice = { members: two.members.map((member) => ({ ...member, seed: "0" })) };
    equal(verdictOf(own, twice).rule, "welch", "one seed three times tells no pairs");
  });

  it("of many is corrected by Holm's method, while the interval stays the plain one", () => {
    const noise = Array.from({ length: 19 }, () => comparison([0.32], baseline));
    const one = comparison([0.25], baseline);
    const alone = judgeOne(one);
    const among = judgeFamily([...noise, one])[19]!;
    equal(alone.verdict, "better");
    equal(among.verdict, "within noise");
    deepEqual([among.low, among.high, among.p], [alone.low, alone.high, alone.p]);
    equal(among.comparisons, 20);
    near(among.pAdjusted, 20 * alone.p!, 1e-12);
    match(
      becauseText(among),
      /^Alone it would stand out, among so many comparisons it doesn't\..*corrected for 20 comparisons/,
    );
  });

  it("counts in its family what could be measured, and nothing else", () => {
    const family = [comparison([0.2], baseline), comparison([NaN], baseline), comparison([0.3, 0.31], baseline)];
    deepEqual(
      judgeFamily(family).map(({ comparisons }) => comparisons),
      [2, 0, 2],
    );
  });

  it("says that it depends on assumptions where the permutation test disagrees", () => {
    // One wild value makes Welch's spread too large to tell what the order of the values does.
    const given = comparison([1, 1.1, 1.2, 1.15, 1.05, 1.12], [2, 2.1, 2.2, 2.15, 2.05, 9]);
    const found = withEvidence(judgeOne(given), evidenceOf(given));
    equal(found.verdict, "within noise");
    match(becauseText(found), /It depends on assumptions: a permutation test gives p = 0\.0\d+\./);
  });

  it("of three or four runs against more than twice as many needs Student's test to say the same", () => {
    const many = [0.1, 0.35, 0.2, 0.6, 0.15, 0.5, 0.55, 0.05, 0.4, 0.1];
    const found = verdictOf([0.148, 0.15, 0.152], many);
    ok(found.p! < 0.05 && found.high! < 0, "Welch's test calls it better");
    deepEqual([found.verdict, found.because.kind], ["within noise", "lopsided"]);
    match(becauseText(found), /^It depends on assumptions: Student's t/);
    equal(wordOf([0.01, 0.0102, 0.0104], [0.3, 0.31, 0.32, 0.33, 0.34, 0.35, 0.36]), "better");
  });

  it("has as evidence what the number of runs allows", () => {
    const few = evidenceOf(comparison([0.3, 0.31, 0.32], baseline));
    deepEqual([few.permutation, few.superiority, few.g], [undefined, undefined, undefined]);
    ok(few.leastEffect! > 0.03);
    const five = evidenceOf(comparison([0.1, 0.11, 0.12, 0.13, 0.14], baseline));
    near(five.permutation?.p, 2 / 252, 1e-12);
    equal(five.superiority, 1);
    ok(five.g! < -10);
    const pairs = comparison(
      side("x", [0.1, 0.12, 0.13, 0.11, 0.15], { seeds: true }),
      side("b", baseline, { seeds: true }),
    );
    equal(evidenceOf(pairs).permutation, undefined, "five pairs can't reach 0.05");
  });
});
