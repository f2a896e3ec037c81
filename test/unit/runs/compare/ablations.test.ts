import { deepEqual, equal, match } from "node:assert/strict";
import type { RunSummary } from "../../../../src/shared/run";
import { matter } from "../../../support/matter";
import { makeRun } from "../../../support/runs";

/** Three seeds each, about a mean. */
function seeds(name: string, mean: number, params: RunSummary["params"], more: Partial<RunSummary> = {}): RunSummary[] {
  return [-0.01, 0, 0.01].map((off, seed) =>
    makeRun(`${name}_s${seed}`, { "val/acc": [mean + off * (1 + mean)] }, { params: { ...params, seed }, ...more }),
  );
}

describe("Free ablations", () => {
  const base = seeds("base", 0.8, { lr: 0.1, dropout: 0, output_dir: "runs/base" });
  const lower = seeds("lower", 0.6, { lr: 0.01, dropout: 0, output_dir: "runs/lower" });
  const dropped = seeds("dropped", 0.8, { lr: 0.1, dropout: 0.5, output_dir: "runs/dropped" });
  const both = seeds("both", 0.5, { lr: 0.001, dropout: 0.3, output_dir: "runs/both" });

  it("are the pairs of seed groups that differ in one setting alone, with delta and verdict", () => {
    const { ablations, groups, comparisons, n } = matter([...base, ...lower, ...dropped, ...both]);
    deepEqual([n, groups, comparisons], [12, 4, 2]);
    deepEqual(
      ablations.map(({ names, contrasts }) => [
        ...names,
        ...contrasts.map(({ from, to, count, delta, verdicts }) => [from, to, count, delta?.toFixed(3), verdicts]),
      ]),
      [
        ["dropout", [0, 0.5, 1, "0.000", { "within noise": 1 }]],
        ["lr", [0.01, 0.1, 1, "0.200", { better: 1 }]],
      ],
    );
    const [pair] = ablations[1]!.contrasts[0]!.pairs;
    deepEqual([pair!.from.length, pair!.to.length, pair!.otherCode], [3, 3, false]);
  });

  it("say where the code may have changed as well", () => {
    const one = seeds("one", 0.8, { lr: 1 }, { git: { commit: "aaa" } });
    const other = seeds("other", 0.9, { lr: 2 }, { git: { commit: "bbb" } });
    equal(matter([...one, ...other]).ablations[0]!.contrasts[0]!.pairs[0]!.otherCode, true);
    const unknown = seeds("unknown", 0.9, { lr: 2 });
    equal(matter([...one, ...unknown]).ablations[0]!.contrasts[0]!.pairs[0]!.otherCode, false);
  });

  it("count a setting that has two names once, and what tells of the run itself not at all", () => {
    const runs = [0.1, 0.2, 0.3].map((lr, at) =>
      makeRun(
        `r${at}`,
        { "val/acc": [lr] },
        { params: { lr, "optimizer.lr": lr, run_name: `r${at}`, host: `h${at}` } },
      ),
    );
    const { ablations, warnings } = matter(runs);
    deepEqual(
      ablations.map(({ names }) => names),
      [["lr", "optimizer.lr"]],
    );
    equal(warnings.filter((text) => text.includes("always change together")).length, 1);
  });

  it("keep what wasn't logged apart from every value", () => {
    const { ablations } = matter([...seeds("with", 0.9, { wd: 0.1, lr: 1 }), ...seeds("without", 0.8, { lr: 1 })]);
    deepEqual(
      ablations[0]!.contrasts.map(({ from, to }) => [from, to]),
      [[0.1, undefined]],
    );
  });

  it("are judged up to a hundred for a setting, and all counted", () => {
    const grid = Array.from({ length: 60 }, (_, at) => [1, 2, 3].map((lr) => ({ lr, width: at })));
    const runs = grid.flat().map((params, at) => makeRun(`g${at}`, { "val/acc": [params.lr] }, { params }));
    const { ablations } = matter(runs);
    const lr = ablations.find(({ names }) => names[0] === "lr")!;
    equal(
      lr.contrasts.reduce((sum, { count }) => sum + count, 0),
      180,
    );
    equal(
      lr.contrasts.reduce((sum, { pairs }) => sum + pairs.length, 0),
      99,
    );
    const width = ablations.find(({ names }) => names[0] === "width")!;
    equal(width.contrasts.flatMap(({ pairs }) => pairs).length, 100);
  });
});

describe("Which setting matters", () => {
  const sweep = Array.from({ length: 80 }, (_, at) =>
    makeRun(
      `s${at}`,
      { "val/acc": [(at % 8) / 10] },
      { params: { lr: at % 8, idle: (at * 7) % 10, note: `text ${at}` } },
    ),
  );

  it("is told with n, the method and its R²", () => {
    const { importances, forest, n, warnings } = matter(sweep);
    deepEqual(
      importances.map(({ names }) => names[0]),
      ["lr", "idle"],
    );
    equal(n, 80);
    equal(forest!.trees, 100);
    equal(forest!.r2 > 0.95, true);
    deepEqual(warnings, ["Not looked at, as they have a value of their own in most runs: note."]);
  });

  it("is not told of fewer than ten runs, and with a warning of few", () => {
    const few = matter(sweep.slice(0, 9));
    deepEqual([few.importances, few.forest], [[], undefined]);
    match(few.warnings[0]!, /9 runs are too few/);
    match(matter(sweep.slice(0, 15)).warnings[0]!, /15 runs are few for 2 settings/);
  });

  it("says that importances say nothing where the settings explain nothing", () => {
    const noise = sweep.map((run, at) => ({
      ...makeRun(run.name, { "val/acc": [((at * 7919) % 101) / 101] }, { params: { coin: (at * 31) % 7 } }),
    }));
    equal(
      matter(noise).warnings.some((text) => text.startsWith("The settings explain next to nothing")),
      true,
    );
  });

  it("leaves out and counts runs that still run and those that ended in NaN", () => {
    const odd = [
      makeRun("nan", { "val/acc": [NaN] }, { params: { lr: 1 } }),
      makeRun("on", { "val/acc": [1] }, { params: { lr: 1 }, status: "running" }),
    ];
    const { n, asked, warnings } = matter([...sweep, ...odd]);
    deepEqual([n, asked], [80, 82]);
    match(warnings[0]!, /^2 runs are left out/);
  });

  it("has an answer without a metric, without runs and without params", () => {
    for (const runs of [[], [makeRun("a", {})], [makeRun("a", { "val/acc": [1] }), makeRun("b", { "val/acc": [2] })]])
      deepEqual(matter(runs).ablations, []);
  });
});
