import assert from "node:assert/strict";
import { appendFileSync, mkdirSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { drain } from "../../../src/util/drain";
import { indexOf } from "../../support/reading";
import { useTempFolder } from "../../support/tempFolder";

const temp = useTempFolder();
let made = 0;

/** The status of a table's run, once it was seen to grow by a row, a while after that. @param time of its rows, by step */
function statusAfter(seconds: number, time: (step: number) => string): string | undefined {
  const root = join(temp(), String(made++));
  mkdirSync(join(root, "exp"), { recursive: true });
  const log = join(root, "exp", "metrics.csv");
  const row = (step: number) => `${step},1,${time(step)}\n`;
  writeFileSync(log, `step,loss,timestamp\n${row(0)}${row(1)}`);
  const index = indexOf(root);
  appendFileSync(log, row(2));
  drain(index.read());
  index.update(Date.now() + seconds * 1000);
  return index.runs.get(join(root, "exp"))?.summary.status;
}

describe("A log that is seen to grow", () => {
  const times: readonly (readonly [what: string, time: (step: number) => string])[] = [
    ["say a day of long ago (data of a market)", (step) => `2015-03-0${step + 1} 00:00:00`],
    ["come from a machine whose clock is behind", (step) => String(Date.now() / 1000 - 86_400 + step)],
    ["come from a machine whose clock is ahead", (step) => String(Date.now() / 1000 + 86_400 + step)],
  ];
  for (const [what, time] of times) {
    it(`is running, though its times ${what}`, () => {
      assert.equal(statusAfter(1, time), "running");
      assert.equal(statusAfter(100_000_000, time), "unknown");
    });
  }

  it("is not running for ever because its file is of the next century", () => {
    const root = join(temp(), String(made++));
    mkdirSync(join(root, "exp"), { recursive: true });
    const log = join(root, "exp", "metrics.csv");
    writeFileSync(log, "step,loss\n0,1\n1,1\n");
    utimesSync(log, 8.8e9, 8.8e9);
    const { status, lastWriteAt } = indexOf(root).runs.get(join(root, "exp"))!.summary;
    assert.equal(status, "unknown");
    assert.ok(lastWriteAt < Date.now() + 1000, String(lastWriteAt));
  });
});
