import assert from "node:assert/strict";
import { mkdirSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { claimsBelow, indexOf } from "../../support/reading";
import { useTempFolder } from "../../support/tempFolder";
import { describeCases } from "../../support/truth/cases";

describeCases("spinning-up");

describe("a progress.txt of Spinning Up", () => {
  const temp = useTempFolder();
  let folders = 0;
  const write = (progress: string, config?: string) => {
    const folder = join(temp(), String(folders++), "run");
    mkdirSync(folder, { recursive: true });
    const path = join(folder, "progress.txt");
    writeFileSync(path, progress);
    utimesSync(path, 1, 1);
    if (config !== undefined) writeFileSync(join(folder, "config.json"), config);
    return folder;
  };
  const runOf = (folder: string) => indexOf(folder).runs.values().next().value;

  it("is told from other texts of that name", () => {
    const others = [
      "",
      "Epoch\tNote\n0\tgood\n",
      "Epoch AverageEpRet\n0 1\n",
      "Name\tLossPi\nx\t1\n",
      "Epoch\tUser\tCity\n1\t2\t3\n",
    ];
    for (const other of others) assert.deepEqual(claimsBelow(write(other)), [], other);
    assert.equal(claimsBelow(write("Epoch\tAverageEpRet\tTime\n"))[0]?.format.id, "spinning-up");
  });

  it("leaves out rows that do not fit, and texts, and says so", () => {
    const run = runOf(
      write(
        "Epoch\tAverageEpRet\tNote\t__proto__\n0\t1\ta\t1\n1\t2\n2\t1e999\tb\t2\nx\t1\tc\t3\n",
        '{"__proto__": 5, "lr": 1e999}',
      ),
    );
    const left = run?.summary.leftOut?.map(({ count, unit, cause }) => [count, unit, cause]) ?? [];
    assert.deepEqual(
      left.sort(),
      [
        [1, "column", "not-a-number"],
        [1, "row", "no-step"],
        [1, "row", "width"],
      ].sort(),
    );
    assert.deepEqual([...run!.series.keys()], ["AverageEpRet", "__proto__"]);
    assert.deepEqual([...run!.series.get("AverageEpRet")!.raw.points.view().values], [1, Infinity]);
    assert.equal(run!.summary.params["lr"], Infinity);
  });

  it("keeps what it logged where its config cannot be read", () => {
    const run = runOf(write("Epoch\tAverageEpRet\tTime\n0\t1\t2\n", '{"epochs": 3, "log'));
    assert.equal(run?.series.size, 2);
    assert.equal(run.summary.progress, undefined);
  });
});
