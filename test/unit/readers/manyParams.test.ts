import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { load } from "../../../src/cli/load";
import { useTempFolder } from "../../support/tempFolder";

describe("A run with many parameters", () => {
  const temp = useTempFolder();
  /** A run beside which files hold so many parameters each. */
  const written = async (name: string, ...counts: readonly number[]) => {
    const folder = join(temp(), name);
    mkdirSync(folder);
    writeFileSync(join(folder, "metrics.csv"), "epoch,loss\n0,2\n1,1\n2,0.5\n");
    for (const [at, count] of counts.entries()) {
      const params = Object.fromEntries(Array.from({ length: count }, (_, of) => [`p${at}_${of}`, of]));
      writeFileSync(join(folder, ["config.json", "args.json"][at]!), JSON.stringify(params));
    }
    const { runs, problems } = await load(folder);
    return [Object.keys(runs[0]!.summary.params).length, problems.map(({ message }) => message)];
  };
  const said = ["Only the first 2000 parameters of a run are read."];

  it("has them all up to the limit, and no word is said", async () => {
    assert.deepEqual(await written("1999", 1999), [1999, []]);
    assert.deepEqual(await written("2000", 2000), [2000, []]);
  });

  it("says where some are left out", async () => {
    assert.deepEqual(await written("2001", 2001), [2000, said]);
  });

  it("has those of two files, each within the limit", async () => {
    assert.deepEqual(await written("two", 1500, 1500), [3000, []]);
    assert.deepEqual(await written("one of two", 1500, 2100), [3500, said]);
  });
});
