import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { RunIndex } from "../../../src/store/index/runIndex";
import { drain } from "../../../src/util/drain";
import { useTempFolder } from "../../support/tempFolder";

const rows = "step,loss\n1,2.5\n2,1.5\n";

describe("a folder of very many files", () => {
  const temp = useTempFolder();

  function lookAt(name: string, files: Iterable<readonly [string, string]>): RunIndex {
    const folder = join(temp(), name);
    mkdirSync(folder);
    for (const [file, text] of files) writeFileSync(join(folder, file), text);
    const index = new RunIndex();
    index.open([{ path: folder, exclude: [], added: [] }]);
    drain(index.discover(true));
    drain(index.read());
    index.update(Date.now());
    return index;
  }

  it("shows each of them that is a log", () => {
    const logs = Array.from({ length: 250 }, (_, at) => [`run${at}.csv`, rows] as const);
    assert.equal([...lookAt("logs", logs).runs()].length, 250);
  });

  it("shows the log among tables of data, by its name", () => {
    const data = Array.from({ length: 250 }, (_, at) => [`a${at}.csv`, "x,y\nred,blue\n"] as const);
    assert.equal([...lookAt("data", [...data, ["results.csv", rows]]).runs()].length, 1);
  });

  it("says how many were not looked at", () => {
    const files = Array.from({ length: 20_010 }, (_, at) => [`${at}.png`, ""] as const);
    assert.deepEqual(
      lookAt("pictures", files).skipped.map(({ reason }) => reason),
      ["only the first 20000 of its files were looked at, and 10 were not"],
    );
  }).timeout(20_000);

  it("names one whose name is not UTF-8", function () {
    if (process.platform !== "linux") this.skip();
    const folder = join(temp(), "names");
    mkdirSync(folder);
    mkdirSync(Buffer.concat([Buffer.from(`${folder}/run`), Buffer.from([0xff])]));
    const index = new RunIndex();
    index.open([{ path: folder, exclude: [], added: [] }]);
    drain(index.discover(true));
    assert.match(index.problems[0]?.message ?? "", /not valid UTF-8/);
  });

  it("names a table whose header is too long to be told", () => {
    const columns = Array.from({ length: 20_000 }, (_, at) => `c${at}`).join();
    assert.match(
      lookAt("wide", [["metrics.csv", `step,${columns}\n`]]).problems[0]?.message ?? "",
      /first line is longer than 64 KB/,
    );
  });
});
