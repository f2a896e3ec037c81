import { deepEqual, equal, match } from "node:assert/strict";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { lossline } from "../../support/commandLine";
import { temporaryFolder } from "../../../scripts/lib/processes.mjs";

describe("a metric that two frameworks spell differently, in a terminal", () => {
  let root: string;

  before(() => (root = temporaryFolder("spellings")));
  after(() => rmSync(root, { recursive: true }));
  beforeEach(() => {
    rmSync(join(root, ".lossline"), { recursive: true, force: true });
    for (const [seed, value] of [0.9, 0.91, 0.92].entries()) {
      writeRun(`torch_s${seed}`, "val/acc", value, { lr: 0.1, seed });
      writeRun(`keras_s${seed}`, "val_acc", value + 0.05 + 0.003 * (seed % 2), { lr: 0.2, seed });
    }
  });

  const writeRun = (name: string, metric: string, value: number, params: Readonly<Record<string, number>>) => {
    mkdirSync(join(root, name), { recursive: true });
    writeFileSync(join(root, name, "metrics.csv"), `step,${metric}\n0,0.1\n1,${value}\n`);
    const lines = Object.entries(params).map(([key, param]) => `${key}: ${param}\n`);
    writeFileSync(join(root, name, "hparams.yaml"), lines.join(""));
  };
  const say = (state: object) => {
    mkdirSync(join(root, ".lossline"), { recursive: true });
    writeFileSync(join(root, ".lossline", "state.json"), JSON.stringify({ version: 1, ...state }));
  };
  const check = (metric: string) => lossline("check", root, "--baseline", "torch_s*", "--metric", metric);
  /** What it complains about. */
  const said = ({ err }: { readonly err: string }) => err.split("\n", 1)[0]?.replace(/^lossline: /, "");
  const diff = async () => {
    const { out } = await lossline("diff", "keras_s*", "--baseline", "torch_s*", "--json", "--dir", root);
    return (JSON.parse(out) as { readonly metrics: readonly Readonly<Record<string, unknown>>[] }).metrics;
  };

  it("is named by diff on both sides as what is likely meant", async () => {
    const found = await diff();
    deepEqual(
      found.map(({ metric, verdict }) => `${String(metric)}: ${String(verdict)}`),
      ["val_acc: can't be compared", "val/acc: can't be compared"],
    );
    match(String(found[0]?.["because"]), /^The baseline lacks this metric; its val\/acc is likely the same/);
    match(String(found[1]?.["because"]), /^It lacks this metric; its val_acc is likely the same/);
  });

  it("is what check asks back for, by the baseline, by the runs and by targets", async () => {
    equal(said(await check("val_acc")), "The baseline torch (3 runs) has no metric val_acc. Did you mean val/acc?");
    equal(said(await check("val/acc")), "No run but the baseline has a metric val/acc. Did you mean val_acc?");
    writeFileSync(join(root, "paper.json"), JSON.stringify({ "val/acc": 0.9 }));
    const found = await lossline("check", root, "--baseline", join(root, "paper.json"), "--metric", "val_acc");
    equal(said(found), "The targets have no metric val_acc. Did you mean val/acc?");
    equal(said(await check("val/f1")), "The baseline torch (3 runs) has no metric val/f1.");
  });

  it("is one to diff and to check once the state file says so", async () => {
    say({ sameMetrics: [["val_acc", "val/acc"]] });
    const [only, ...others] = await diff();
    equal(others.length, 0);
    deepEqual([only?.["metric"], only?.["verdict"], only?.["headline"]], ["val_acc", "better", true]);
    const { code, out } = await check("val_acc");
    equal(code, 0);
    match(out, /keras \(3 runs\)/);
  });

  it("is grouped by the seeds that the state file names", async () => {
    say({ sameMetrics: [["val_acc", "val/acc"]], rules: { seedLike: ["-seed"] } });
    match((await check("val_acc")).out, /keras_s0/);
  });
});
