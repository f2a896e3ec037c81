import { deepEqual, match } from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { main } from "../../../src/cli/main";
import { useTempFolder } from "../../support/tempFolder";

async function lossline(...args: string[]): Promise<string> {
  let said = "";
  const write = (text: string) => {
    said += text;
  };
  const print = (text: string) => {
    write(text);
    return Promise.resolve();
  };
  await main(args, print, write);
  return said;
}

describe("lossline, on what a run is judged by", () => {
  const folder = useTempFolder();
  const table = (path: string, text: string) => {
    mkdirSync(join(folder(), path, ".."), { recursive: true });
    writeFileSync(join(folder(), path), text);
  };
  const headline = async (run: string) =>
    (JSON.parse(await lossline("show", run, "--json", "--dir", folder())) as { headline: unknown }).headline;

  it("says it with its direction and reason, as JSON and as text", async () => {
    table("a/metrics.csv", "step,train_loss,val_acc\n1,2,0.5\n2,1,0.6\n");
    table("b/metrics.csv", "step,x,y\n1,2,0.5\n2,1,0.6\n");
    const because = "it is the evaluation metric that is usually quoted";
    deepEqual(await headline("a"), { metric: "val_acc", direction: "higher", because });
    deepEqual(await headline("b"), null);
    match(await lossline("show", "a", "--dir", folder()), /headline +val_acc, higher is better: it is the evaluation/);
    match(await lossline("show", "b", "--dir", folder()), /headline +none: no metric’s name suggests/);
    const { runs } = JSON.parse(await lossline("scan", folder(), "--json")) as { runs: { headline: unknown }[] };
    deepEqual(
      runs.map((run) => run.headline !== null),
      [true, false],
    );
  });

  it("goes by what is chosen in the state file, and by what the baseline is judged by", async () => {
    table(".lossline/state.json", JSON.stringify({ version: 1, primaryMetric: "train_loss" }));
    deepEqual(await headline("a"), { metric: "train_loss", direction: "lower", because: "you chose it" });
    table("base/metrics.csv", "step,val_loss\n1,2\n");
    table("c/metrics.csv", "step,val_loss,val_acc\n1,2,0.5\n");
    table(".lossline/state.json", JSON.stringify({ version: 1, baseline: "base" }));
    deepEqual(await headline("c"), { metric: "val_loss", direction: "lower", because: "the baseline is judged by it" });
    match(await lossline("scan", folder()), /c +unknown +val_loss/);
  });

  it("says where other evaluation metrics contradict it", async () => {
    table(".lossline/state.json", JSON.stringify({ baseline: "g", baselines: { g: { group: "base_s0" } } }));
    for (const seed of [0, 1, 2]) {
      const noise = seed / 1000;
      table(`base_s${seed}/metrics.csv`, `step,train_loss,val_loss,val_acc\n1,2,${2 + noise},${0.5 + noise}\n`);
      table(`c_s${seed}/metrics.csv`, `step,train_loss,val_loss,val_acc\n1,3,${3 + noise},${0.6 + noise}\n`);
    }
    const out = await lossline("scan", folder());
    match(out, /◆ base_s1 /);
    match(out, /c_s0 +unknown +val_acc +0\.6 +\+0\.099 better +1 other worse/);
  });
});
