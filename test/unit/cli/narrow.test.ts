import { deepEqual, equal, match } from "node:assert/strict";
import { mkdirSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { lossline } from "../../support/commandLine";
import { useTempFolder } from "../../support/tempFolder";

describe("JSON of which a part is asked for", () => {
  const temp = useTempFolder();
  before(() => {
    for (const [index, name] of ["a", "b", "c"].entries()) {
      const folder = join(temp(), "runs", name);
      mkdirSync(folder, { recursive: true });
      writeFileSync(join(folder, "metrics.csv"), `epoch,val/acc\n0,0.${index + 1}\n`);
      writeFileSync(join(folder, "hparams.yaml"), `lr: 0.${index}\n`);
      const days = Date.now() / 1000 - index * 86_400;
      for (const file of ["metrics.csv", "hparams.yaml"]) utimesSync(join(folder, file), days, days);
    }
  });
  const asked = async (...args: string[]) => {
    const { code, out, err } = await lossline(...args, "--json");
    equal(code, 0, err);
    return JSON.parse(out) as Readonly<Record<string, unknown>>;
  };

  it("has so many entries, with only these fields, and says how many there are in all", async () => {
    const { runs, ...rest } = await asked("scan", temp(), "--limit", "2", "--fields", "id,status");
    deepEqual(runs, [
      { id: "runs/a", status: "unknown" },
      { id: "runs/b", status: "unknown" },
    ]);
    deepEqual([rest["total"], rest["returned"], rest["truncated"]], [3, 2, true]);
  });

  it("has only what was written since a time", async () => {
    const { runs, total, truncated } = await asked("scan", temp(), "--since", "36h", "--fields", "id");
    deepEqual([runs, total, truncated], [[{ id: "runs/a" }, { id: "runs/b" }], 2, false]);
    const today = await asked("today", temp(), "--since", "36h", "--limit", "1");
    deepEqual([today["total"], today["returned"]], [2, 1]);
  });

  it("says what is wrong with what was asked", async () => {
    const wrong = async (...args: string[]) => {
      const { code, err } = await lossline(...args, "--json");
      equal(code, 2);
      return err;
    };
    match(await wrong("scan", temp(), "--limit", "-1"), /--limit/);
    match(await wrong("scan", temp(), "--limit", "many"), /--limit takes a whole number/);
    match(await wrong("scan", temp(), "--fields", "id,nothing"), /no field nothing\. There are: id, name/);
    match(await wrong("diff", "runs/a", "--baseline", "runs/b", "--dir", temp(), "--since", "1h"), /have no times/);
    match((await lossline("scan", temp(), "--limit", "2")).err, /does not take --limit/, "without --json");
    match(await wrong("promote", "runs/a", "--dir", temp(), "--limit", "2"), /does not take --/);
  });

  it("has a schema version, whatever is asked", async () => {
    const dir = ["--dir", temp()];
    for (const args of [
      ["scan", temp()],
      ["show", "runs/a", ...dir],
      ["diff", "runs/a", "--baseline", "runs/b", ...dir],
      ["importance", ...dir],
      ["data", join(temp(), "runs", "a", "metrics.csv"), ...dir],
      ["today", temp()],
      ["clean", temp()],
      ["ledger", temp()],
    ])
      equal((await asked(...args))["schemaVersion"], 1, args[0]);
  });
});
