import { deepEqual, equal, match } from "node:assert/strict";
import { mkdirSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { lossline } from "../../support/commandLine";
import { useTempFolder } from "../../support/tempFolder";

describe("lossline monitor", () => {
  const temp = useTempFolder();
  const write = (run: string, params: string, value: number, day = 1) => {
    const folder = join(temp(), run);
    mkdirSync(folder, { recursive: true });
    const log = join(folder, "metrics.csv");
    writeFileSync(log, `epoch,val_acc\n0,${value}\n`);
    writeFileSync(join(folder, "hparams.yaml"), params);
    for (const name of ["metrics.csv", "hparams.yaml"]) utimesSync(join(folder, name), day * 86_400, day * 86_400);
    return folder;
  };
  const monitor = (...args: string[]) => lossline("monitor", temp(), ...args);
  const verdicts = async () => {
    const { out } = await monitor("--json");
    const { models } = JSON.parse(out) as {
      models: { name: string; evaluations: { run: string; verdict: string }[] }[];
    };
    return models.map(({ name, evaluations }) => [name, evaluations.map(({ run, verdict }) => [run, verdict])]);
  };

  it("asks for a promoted model where there is none", async () => {
    write("train", "lr: 1\n", 0.9);
    const { code, err } = await monitor();
    equal(code, 2);
    match(err, /No model is promoted here/);
  });

  it("lists the runs that name a promoted model, the oldest first, and no others", async () => {
    writeFileSync(join(write("train", "lr: 1\n", 0.9), "best.pt"), "weights");
    await lossline("promote", "train", "--dir", temp(), "--name", "m");
    match((await monitor()).out, /^models\/m\/v1: val_acc 0\.9 when it was promoted .*\nNo run names it/);
    write("evals/b", "model: models/m/v1/best.pt\n", 0.88, 3);
    write("evals/a", `checkpoint: ${join(temp(), "models", "m", "v1")}\n`, 0.9, 2);
    write("evals/other", "model: models/m/v12/best.pt\nnote: my_models/m/v1x\n", 0.1, 4);
    deepEqual(await verdicts(), [
      [
        "m",
        [
          ["evals/a", "within noise"],
          ["evals/b", "unclear"],
        ],
      ],
    ]);
  });

  it("ends with 1 where the last evaluation is worse by more than what the model's evaluations differ by", async () => {
    for (const [index, value] of [0.9, 0.899, 0.901, 0.9].entries())
      write(`more/seed${index}`, `model: models/m/v1\nseed: ${index}\n`, value, 5 + index);
    equal((await monitor()).code, 0);
    write("more/bad", "model: models/m/v1\ndata: new\n", 0.5, 20);
    const { code, out } = await monitor();
    equal(code, 1);
    match(out, /more\/bad +0\.5 +−0\.4 +worse by more than its evaluations differ/);
  });
});
