import type { VerdictWord } from "../../../src/shared/verdict";
import { deepEqual, equal, match, ok } from "node:assert/strict";
import { parseFilter } from "../../../src/runs/judging/filter";
import type { RunSummary } from "../../../src/shared/run";
import { makeRun } from "../../support/runs";
import { filterOf, judgeFor } from "../../support/drawnTree";
import { processorTime } from "../../support/processorTime";

const runs: readonly RunSummary[] = [
  makeRun(
    "runs/lr0.3_s0",
    { "val/acc": [0.5, 0.96], loss: [1, 0.2] },
    { params: { lr: 0.3, optimizer: "adam" }, status: "finished" },
  ),
  makeRun(
    "runs/lr0.03_s0",
    { "val/acc": [0.5, 0.9], loss: [1, NaN] },
    { params: { lr: 0.03, optimizer: "sgd" }, status: "failed" },
  ),
  makeRun(
    "other/base",
    { "val/acc": [0.5, 0.93] },
    { params: { "model.depth": 12, "optim/lr": 1 }, tags: ["Best"], formats: ["csv"] },
  ),
];

const words: Readonly<Record<string, VerdictWord>> = {
  "lr0.3_s0": "better",
  "lr0.03_s0": "worse",
  base: "within noise",
};

function matching(text: string): string[] {
  const judge = judgeFor(runs, { baseline: "other/base" });
  const filter = filterOf(text);
  return runs
    .filter(
      (run) =>
        filter?.(run, {
          nameOf: ({ name }) => name,
          valueOf: (_, series) => judge.value(series).at?.value,
          verdictOf: (of) => words[of.name],
        }) ?? true,
    )
    .map(({ name }) => name);
}

function mistakeIn(text: string): string {
  const filter = parseFilter(text);
  ok(filter !== undefined && "mistake" in filter, `${text} is a filter`);
  return filter.mistake;
}

describe("filter of runs", () => {
  const cases: readonly (readonly [string, readonly string[]])[] = [
    ["lr0.3", ["lr0.3_s0"]],
    ["LR0.3", ["lr0.3_s0"]],
    ["s0 runs/", ["lr0.3_s0", "lr0.03_s0"]],
    ["optimizer=adam", ["lr0.3_s0"]],
    ["adam", ["lr0.3_s0"]],
    ["status:failed", ["lr0.03_s0"]],
    ["-status:failed", ["lr0.3_s0", "base"]],
    ["-lr0 -nothing", ["base"]],
    ["is:better", ["lr0.3_s0"]],
    ["is:worse", ["lr0.03_s0"]],
    ["is:noise", ["base"]],
    ["is:unclear", []],
    ["is:incomparable", []],
    ["is:nan", ["lr0.03_s0"]],
    ["group:other", ["base"]],
    ["tag:best", ["base"]],
    ["format:csv name:base", ["base"]],
    ["val/acc > 0.95", ["lr0.3_s0"]],
    ["val/acc>=0.93", ["lr0.3_s0", "base"]],
    ["acc < 0.95 and lr < 0.1", ["lr0.03_s0"]],
    ["acc ≥ 0.96", ["lr0.3_s0"]],
    ["lr != 0.3", ["lr0.03_s0", "base"]],
    ["lr == 3e-1", ["lr0.3_s0"]],
    ["depth = 12", ["base"]],
    ["optimizer != adam", ["lr0.03_s0"]],
    ["loss = nan", ["lr0.03_s0"]],
    ["loss < 1", ["lr0.3_s0"]],
    ["lr0.3 or base", ["lr0.3_s0", "base"]],
    ["status:failed lr0.03 or acc > 0.95 adam", ["lr0.3_s0", "lr0.03_s0"]],
    ['"or"', []],
    ['"other/base"', ["base"]],
    ["s0) (.* [", []],
    ["constructor = 1", []],
    ["__proto__ != 1", []],
  ];
  for (const [text, expected] of cases) {
    it(`${text} finds ${expected.join(", ") || "nothing"}`, () => deepEqual(matching(text), expected));
  }

  it("is none for a text without terms", () => {
    equal(parseFilter("  "), undefined);
    equal(parseFilter("and"), undefined);
  });

  it("says what is wrong with a text that is none", () => {
    match(mistakeIn("status:broken"), /Unknown status “broken”.*running, finished, failed/);
    match(mistakeIn("is:good"), /is:better/);
    match(mistakeIn("acc > high"), /high is not a number/);
    match(mistakeIn("acc >"), /a value after acc >/);
    match(mistakeIn("> 3"), /before >/);
    match(mistakeIn("a > > 3"), /a value after a >/);
    match(mistakeIn("or a"), /before/);
    match(mistakeIn("a or"), /after/);
    match(mistakeIn("status:"), /after status:/);
    match(mistakeIn("-status:x"), /Unknown status/);
  });

  it("takes its time from the length of the text only", () => {
    const long = "a".repeat(50_000);
    const took = processorTime();
    matching(`${long} ${"(".repeat(10_000)} ${'"'.repeat(10_000)}`);
    ok(took() < 500);
  });
});
