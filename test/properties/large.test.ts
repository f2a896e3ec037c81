import assert from "node:assert/strict";
import { statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { lookAt } from "../../src/data/look";
import { OutputLog, outputTail } from "../../src/launches/outputLog";
import { argumentsOf } from "../../src/python/arguments/read";
import { RawSource } from "../../src/readers/raw";
import { formatOf } from "../../src/readers/registry";
import { leftOutLines } from "../../src/runs/describe/leftOut";
import { processorTime } from "../support/processorTime";
import { drain } from "../support/reading";
import { useTempFolder } from "../support/tempFolder";

describe("what is very large", () => {
  const temp = useTempFolder();
  let files = 0;
  const write = (content: string | Buffer): string => {
    const path = join(temp(), `${files++}.csv`);
    writeFileSync(path, content);
    return path;
  };

  it("as a log with a new key on every line has no more than 4096 series", () => {
    const rows = Array.from({ length: 20_000 }, (_, step) => `{"step": ${step}, "key${step}": 1}\n`).join("");
    const reader = formatOf("jsonl").open(write(rows));
    const source = new RawSource();
    drain(reader, source);
    assert.equal(source.run().series.size, 4096);
    assert.match(leftOutLines(source.run().leftOut.list).join(), /4096/);
  });

  it("as a log without line ends is given up on, not taken into memory", () => {
    for (const format of ["csv", "jsonl"]) {
      const outcome = drain(formatOf(format).open(write(Buffer.alloc(40 << 20, "1,"))), new RawSource(), 1 << 20);
      assert.deepEqual(outcome, { state: "broken", reason: "It has a line longer than 16 MB." });
    }
  }).timeout(20_000);

  it("as a table of data is gone through in pieces as through one", async () => {
    const rows = Array.from({ length: 150_000 }, (_, row) => `${row},"name ${row % 7}"`);
    const item = await lookAt(temp(), write(`id,"name"\n${rows.join("\n")}`), undefined);
    const table = item?.table;
    assert.equal(table?.rows, 150_000);
    assert.equal(table.columns[0]?.sample?.length, 1000);
    assert.equal(Object.keys(table.columns[1]?.categories ?? {}).length, 7);
    const middle = table.columns[0].sample[500]!;
    assert.ok(Math.abs(middle - 75_000) < 10_000, `the sample is drawn from all rows: its middle is ${middle}`);
  });

  it("as a script that nobody would write is read quickly for its arguments", async () => {
    const nested = `parser.add_argument("--x", default=${"(".repeat(3000)}1${")".repeat(3000)})\n`;
    const loop = (depth: number) => `${" ".repeat(depth)}for a in (1, 2, 3, 4, 5, 6, 7, 8, 9):\n`;
    const loops = `${Array.from({ length: 30 }, (_, depth) => loop(depth)).join("")}${" ".repeat(30)}p.add_argument("--x")\n`;
    const many = 'parser.add_argument("--x", type=int)\n'.repeat(2000);
    for (const text of [nested, many, `X = ${"[".repeat(5000)}`, loops]) {
      const took = processorTime();
      await argumentsOf("/no/such/train.py", text, "/no/such");
      assert.ok(took() < 4000, text.slice(0, 40));
    }
  });

  it("as what a launch prints has an end, however much that is, and however long a line is written over", () => {
    const log = new OutputLog(join(temp(), "output.log"));
    for (let at = 0; at < 40; at++) log.add("x".repeat(1023).concat("\n").repeat(512));
    log.add("more\n");
    assert.ok(statSync(log.path).size < 16 * 1024 * 1024 + 100);
    assert.match(outputTail(log.path) ?? "", /keeps no more than 16 MB/);
    const bar = new OutputLog(join(temp(), "bar.log"));
    for (let at = 0; at < 2000; at++) bar.add(`\r${"#".repeat(400)} ${at}`);
    bar.add("\n");
    bar.close();
    assert.ok(statSync(bar.path).size < 1000);
  });
});
