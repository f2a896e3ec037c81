import { deepEqual, match, ok } from "node:assert/strict";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { lossline } from "../../support/commandLine";
import { writeLossRun } from "../../support/lossRuns";
import { near } from "../../support/statistics";
import { temporaryFolder } from "../../../scripts/lib/processes.mjs";

describe("what stands beside verdicts in a terminal", () => {
  let root: string;
  before(() => {
    root = temporaryFolder("evidence");
    for (const [seed, value] of [0.3, 0.31, 0.32, 0.33, 0.34].entries()) {
      writeLossRun(root, `runs/base_s${seed}`, [1, 0.5, value], { lr: 0.1, seed });
      writeLossRun(root, `runs/same_s${seed}`, [1, 0.5, value + 0.002 * (seed % 3)], { lr: 0.2, seed: seed + 20 });
    }
    writeLossRun(root, "runs/worse", [1, 0.9, 0.8], { lr: 3 });
  });

  interface MetricJson {
    readonly metric: string;
    readonly low: number | null;
    readonly high: number | null;
    readonly rule: string;
    readonly p: number | null;
    readonly verdict: string;
    readonly because: string;
  }
  const diff = async (run: string) => {
    const { out } = await lossline("diff", run, "--baseline", "evals/old", "--json", "--dir", root);
    return JSON.parse(out) as { readonly metrics: readonly MetricJson[] };
  };

  it("diff of two evaluations goes by the standard errors that lm-evaluation-harness gives them", async () => {
    const text = readFileSync("test/fixtures/lm-eval/v0_4_2/out/results.json", "utf8");
    const evaluation = (name: string, accuracy: number) => {
      mkdirSync(join(root, "evals", name), { recursive: true });
      const error = Math.sqrt((accuracy * (1 - accuracy)) / 1000);
      const said = text.replace(/"acc,none": [\d.]+/, `"acc,none": ${accuracy}`);
      const known = said.replace(/"acc_stderr,none": [\d.]+/, `"acc_stderr,none": ${error}`);
      writeFileSync(join(root, "evals", name, "results.json"), known);
    };
    for (const [name, accuracy] of [["old", 0.5] as const, ["like", 0.51] as const, ["new", 0.9] as const])
      evaluation(name, accuracy);
    const accuracyOf = async (name: string) => {
      const found = await diff(`evals/${name}`);
      return found.metrics.find(({ metric }) => metric === "sums/acc,none")!;
    };
    const like = await accuracyOf("like");
    deepEqual([like.rule, like.verdict, like.p], ["borrowed", "within noise", null]);
    // 0.01 ± 1.959964 · √(0.5 · 0.5 / 1000 + 0.51 · 0.49 / 1000)
    near(like.low!, 0.01 - 0.0438217, 1e-5);
    near(like.high!, 0.01 + 0.0438217, 1e-5);
    match(like.because, /^One run each: 0\.447 × the standard error .* It differs by 2% of the baseline\.$/);
    deepEqual([(await accuracyOf("new")).rule, (await accuracyOf("new")).verdict], ["borrowed", "unclear"]);
    rmSync(join(root, "evals"), { recursive: true });
  });

  it("diff gives what stands beside t, and says from when on it is meaningful", async () => {
    const args = ["runs/same_s*", "--baseline", "runs/base_s*", "--dir", root];
    const { out } = await lossline("diff", ...args);
    match(out, /P\(better\) = 0\.\d+ \(meaningful from 0\.75\)\. 0\.0\d+ would show in 80 of 100\./);
    const { metrics } = JSON.parse((await lossline("diff", ...args, "--json")).out) as {
      metrics: readonly { evidence: Readonly<Record<string, number | null>> }[];
    };
    const { pBetter, permutationP, leastEffect, hedgesG } = metrics[0]!.evidence;
    // 10 of 25 pairs are less, ties half: mannwhitneyu's U / 25; leastEffect is 2.05 pooled standard deviations.
    ok(pBetter! > 0.3 && pBetter! < 0.5 && permutationP! > 0.5 && leastEffect! > 0.03 && hedgesG! > 0);
  });

  it("names groups by their folder where their runs' names are seeds alone, a single run by its own, and cuts long params", async () => {
    for (const seed of [0, 1, 2])
      writeLossRun(root, `sweep/wide/seed${seed}`, [0.5, 0.3 + seed / 100], { lr: 7, seed });
    const against = ["--dir", root, "--baseline", "runs/base_s*", "--metric", "val_loss"];
    const group = await lossline("check", join(root, "sweep"), ...against);
    match(group.out, /^ok {2}wide \(3 runs\)/m);
    const single = await lossline("check", join(root, "runs/worse"), ...against);
    match(single.out, /^REGRESSION {2}worse /m);
    const text = "x".repeat(10_000);
    writeFileSync(join(root, "sweep/wide/seed0/hparams.yaml"), `lr: 7\nseed: 0\nprompt: ${text}\n`);
    const { out } = await lossline("diff", "sweep/wide/seed0", "--baseline", "runs/base_s0", "--dir", root);
    match(out, /^prompt +– +x{59}…$/m);
    rmSync(join(root, "sweep"), { recursive: true });
  });
});
