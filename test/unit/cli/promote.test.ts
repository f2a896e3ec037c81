import { deepEqual, equal, match, ok } from "node:assert/strict";
import { mkdirSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promotionIn } from "../../../src/models/promotion";
import { lossline } from "../../support/commandLine";
import { useTempFolder } from "../../support/tempFolder";

describe("lossline promote", () => {
  const temp = useTempFolder();
  const epochs = [0, 1, 2, 3, 4];

  before(() => {
    for (const [seed, best] of [0.9, 0.91, 0.89, 0.5].entries()) {
      const folder = join(temp(), "runs", seed === 3 ? "bad" : `base_s${seed}`);
      mkdirSync(join(folder, "checkpoints"), { recursive: true });
      const rows = epochs.map((epoch) => `${epoch},${best - Math.abs(epoch - 2) / 20},${1 - epoch / 10}`);
      writeFileSync(join(folder, "metrics.csv"), `epoch,val_acc,val_loss\n${rows.join("\n")}\n`);
      writeFileSync(join(folder, "hparams.yaml"), `lr: 0.1\nseed: ${seed}\nwandb_api_key: ${"a1B2".repeat(10)}\n`);
      for (const epoch of epochs) writeFileSync(join(folder, "checkpoints", `epoch=${epoch}.ckpt`), String(epoch));
    }
  });
  const promote = (...words: string[]) => lossline("promote", ...words, "--dir", temp(), "--name", "digits");

  it("takes the checkpoint of the best step, and that step's values, with secrets masked", async () => {
    const { code, out } = await promote("runs/base_s0");
    equal(code, 0);
    match(out, /epoch=2\.ckpt \(saved where the headline metric was best\)/);
    const folder = join(temp(), "models", "digits", "v1");
    const made = promotionIn(folder);
    deepEqual(
      made?.metrics.map(({ metric, value, step }) => [metric, value, step]),
      [
        ["val_acc", 0.9, 2],
        ["val_loss", 0.8, 2],
      ],
    );
    equal(made.run.params["wandb_api_key"], "•••");
    equal(readFileSync(join(folder, "epoch=2.ckpt"), "utf8"), "2");
  });

  it("writes nothing that is a run or a problem itself", async () => {
    const { runs, problems } = JSON.parse((await lossline("scan", temp(), "--json")).out) as Record<string, unknown[]>;
    deepEqual([runs?.length, problems], [4, []]);
  });

  it("refuses what is worse than the baseline, unless it is forced", async () => {
    const asked = [
      "runs/bad",
      "--baseline",
      "runs/base_s0",
      "--baseline",
      "runs/base_s1",
      "--baseline",
      "runs/base_s2",
    ];
    const refused = await promote(...asked);
    equal(refused.code, 1);
    match(refused.out, /^Not promoted\. val_acc: worse\./);
    deepEqual(readdirSync(join(temp(), "models", "digits")), ["v1"]);
    const forced = await promote(...asked, "--force");
    equal(forced.code, 0);
    match(promotionIn(join(temp(), "models", "digits", "v2"))?.verdict ?? "", /worse/);
  });

  it("marks the run in the project's state file, as the editor does, wherever the model goes", async () => {
    const stateIn = (folder: string) => readFileSync(join(folder, ".lossline", "state.json"), "utf8");
    await promote("runs/base_s1", "--to", join(temp(), "elsewhere"));
    match(stateIn(temp()), /"runs\/base_s1": \{\s*"promoted": "elsewhere\/digits\/v1"/);
    await lossline("promote", "base_s2", "--dir", join(temp(), "runs"), "--name", "digits");
    match(stateIn(temp()), /"runs\/base_s2": \{\s*"promoted": "runs\/models\/digits\/v1"/);
    writeFileSync(join(temp(), ".lossline", "state.json"), "<<<<<<< HEAD\n");
    const { code, out } = await promote("runs/base_s0");
    equal(code, 0);
    match(out, /could not be marked as promoted/);
    equal(stateIn(temp()), "<<<<<<< HEAD\n");
    rmSync(join(temp(), ".lossline"), { recursive: true });
  });

  it("tells what changed since the version before, and lists in the card what the run recorded of its environment", async () => {
    const again = (...more: string[]) =>
      lossline("promote", "runs/base_s1", "--dir", temp(), "--name", "since", ...more);
    const first = await again("--file", join(temp(), "runs", "base_s1", "checkpoints", "epoch=4.ckpt"));
    ok(!first.out.includes("from version"), first.out);
    writeFileSync(join(temp(), "runs", "base_s1", "requirements.txt"), "torch==2.13.0\nnumpy\n");
    const second = await again();
    // The first was promoted with its last value, 0.81, the second with that of epoch 2.
    match(second.out, /^val_acc 0\.91, \+0\.1 from version 1\.$/m);
    const card = readFileSync(join(temp(), "models", "since", "v2", "README.md"), "utf8");
    match(card, /## Environment\n\n- numpy\n- torch==2\.13\.0\n/);
    rmSync(join(temp(), "models", "since", "v1", "promotion.json"));
    ok(!(await again()).out.includes("version 1"), "a version without its record is passed over");
  });

  it("names what to do where there is no model file", async () => {
    mkdirSync(join(temp(), "bare"));
    writeFileSync(join(temp(), "bare", "metrics.csv"), "epoch,loss\n0,1\n1,2\n2,3\n");
    const { code, err } = await promote("bare");
    equal(code, 2);
    match(err, /No model file was found/);
  });

  it("takes no model that the run began with, though nothing tells when it began", async () => {
    const [folder, base] = [join(temp(), "tuned"), join(temp(), "pretrained", "best.ckpt")];
    for (const path of [folder, join(temp(), "pretrained")]) mkdirSync(path);
    writeFileSync(base, "base");
    utimesSync(base, 1_600_000_000, 1_600_000_000);
    writeFileSync(join(folder, "hparams.yaml"), "init_from: pretrained/best.ckpt\n");
    writeFileSync(join(folder, "metrics.csv"), "epoch,loss\n0,1\n1,2\n2,3\n");
    match((await promote("tuned")).err, /No model file was found/);
    writeFileSync(join(folder, "epoch=1.ckpt"), "own");
    match((await promote("tuned")).out, /Promoted tuned\/epoch=1\.ckpt/);
  });
});
