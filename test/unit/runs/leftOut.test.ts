import assert from "node:assert/strict";
import { LeftOutLog } from "../../../src/readers/leftOut";
import { leftOutLines } from "../../../src/runs/describe/leftOut";

describe("What a reader leaves out", () => {
  const wide = { path: "/a.csv", unit: "row", cause: "width" } as const;

  it("is counted by file and cause, and said in a line for each reason", () => {
    const log = new LeftOutLog();
    log.add(wide);
    log.add(wide, 2);
    log.add({ ...wide, path: "/b.csv" });
    log.set({ path: "/a.csv", unit: "line", cause: "not-json" }, 1);
    assert.equal(log.list.length, 3);
    assert.deepEqual(leftOutLines(log.list), [
      "4 rows left out: wider or narrower than the header.",
      "1 line left out: not valid JSON objects.",
    ]);
  });

  it("is nothing once a reader says that there are none of it", () => {
    const log = new LeftOutLog();
    log.set(wide, 3);
    log.set(wide, 0);
    assert.deepEqual(log.list, []);
  });

  it("loses no count where thousands of files have something of it", () => {
    const log = new LeftOutLog();
    for (let file = 0; file < 5000; file++) log.add({ ...wide, path: `/${file}.csv` });
    assert.equal(log.list.length, 100);
    assert.equal(
      log.list.reduce((sum, { count }) => sum + count, 0),
      5000,
    );
  });
});
