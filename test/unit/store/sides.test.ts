import { equal } from "node:assert/strict";
import { mkdirSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { RunIndex } from "../../../src/store/index/runIndex";
import { drain } from "../../../src/util/drain";
import { useTempFolder } from "../../support/tempFolder";

describe("What lies beside a log", () => {
  const temp = useTempFolder();
  const written = 1.7e9;

  for (const [log, text, beside] of [
    ["metrics.jsonl", '{"step": 1, "loss": 0.5}\n{"step": 2, "loss": 0.25}\n', "config.json"],
    ["history.csv", "epoch,loss,val_loss\n0,0.5,0.6\n1,0.4,0.5\n", "params.json"],
    ["metrics.csv", "epoch,step,train_loss\n0,1,0.5\n0,2,0.4\n", "hparams.yaml"],
  ] as const) {
    it(`is no log: ${beside} edited by hand does not make the run of ${log} one that writes`, () => {
      const folder = join(temp(), log.replace(".", "-"));
      mkdirSync(folder);
      writeFileSync(join(folder, log), text);
      writeFileSync(join(folder, beside), beside.endsWith("json") ? '{"lr": 0.1}' : "lr: 0.1\n");
      for (const name of [log, beside]) utimesSync(join(folder, name), written, written);
      const index = new RunIndex();
      index.open([{ path: folder, exclude: [], added: [] }]);
      const look = (now: number) => {
        drain(index.discover(true));
        drain(index.read());
        index.update(now);
        const [run] = [...index.runs()];
        return run?.summary;
      };
      equal(look((written + 1e6) * 1000)?.params["lr"], 0.1);
      writeFileSync(join(folder, beside), beside.endsWith("json") ? '{"lr": 0.25}' : "lr: 0.25\n");
      const later = look(Date.now());
      equal(later?.params["lr"], 0.25);
      equal(later.lastWriteAt, written * 1000);
      equal(later.status === "running", false);
    });
  }
});
