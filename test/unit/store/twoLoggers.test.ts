import assert from "node:assert/strict";
import { appendFileSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { drain } from "../../../src/util/drain";
import { indexOf } from "../../support/reading";
import { useTempFolder } from "../../support/tempFolder";

describe("Two logs of one training", () => {
  const temp = useTempFolder();

  it("are two runs once their ends are seen to differ, without another look at the folder", () => {
    const root = join(temp(), "project");
    const [table, lines] = [join(root, "a", "metrics.csv"), join(root, "b", "metrics.jsonl")];
    for (const folder of ["a", "b"]) mkdirSync(join(root, folder), { recursive: true });
    const grow = (from: number, to: number, other: number) => {
      for (let step = from; step < to; step++) {
        const loss = 1 / (step + 1.5);
        appendFileSync(table, `${step},${loss}\n`);
        appendFileSync(lines, `${JSON.stringify({ step, loss: loss + other })}\n`);
      }
    };
    appendFileSync(table, "step,loss\n");
    grow(0, 15, 0);
    const index = indexOf(root);
    assert.deepEqual([...index.runs.keys()].length, 1);
    grow(15, 20, 0.25);
    drain(index.read());
    index.update(Date.now());
    const fresh = indexOf(root);
    assert.deepEqual(
      [...fresh.runs.keys()].sort(),
      ["a", "b"].map((name) => join(root, name)),
    );
    assert.deepEqual([...index.runs.keys()].sort(), [...fresh.runs.keys()].sort());
  });
});
