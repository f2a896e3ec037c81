import assert from "node:assert/strict";
import { decoding, editing } from "../../../src/state/stateContent";
import { drain } from "../../../src/util/drain";

/** Steps of a piece of work, which is done to its end. */
function stepsOf(work: Generator<void>): number {
  let steps = 1;
  while (!work.next().done) steps++;
  return steps;
}

const marks = (runs: number) =>
  JSON.stringify({
    version: 1,
    runs: Object.fromEntries(Array.from({ length: runs }, (_, at) => [`sweep/run-${at}`, { pinned: true }])),
  });

describe("a state file of very many runs", () => {
  it("is read, changed and written in steps, so that nothing else waits for all of it", () => {
    const runs = 30_000;
    const text = marks(runs);
    const decoded = drain(decoding(text));
    assert.equal(decoded.content.runs.size, runs);
    assert.ok(stepsOf(decoding(text)) > runs, "about one for each run");
    const edits = [{ path: ["runs", "sweep/run-7", "pinned"], value: undefined }];
    const steps = stepsOf(editing(drain(decoding(text)).root, edits));
    assert.ok(steps > 100, `${steps} steps`);
    const written = drain(editing(decoded.root, edits));
    assert.deepEqual(Object.keys((JSON.parse(written ?? "") as { runs: object }).runs).length, runs - 1);
  });

  it("is refused where it holds more than anybody sets", () => {
    const { mistakes } = drain(decoding(marks(200_000)));
    assert.deepEqual(
      mistakes.map(({ reason }) => reason),
      ["it holds more than 250,000 values"],
    );
  });
});
