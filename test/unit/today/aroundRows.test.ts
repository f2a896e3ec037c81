import { deepEqual } from "node:assert/strict";
import { aroundRows } from "../../../src/features/today/aroundRows";
import type { TodayRow } from "../../../src/features/today/row";

const opening = ({ label, opens, rows }: TodayRow): unknown[] => [label, opens ?? rows.map(opening)];

describe("What Today shows beside runs", () => {
  it("opens what it names: tests, code, data, and a way to free the disk", () => {
    const around = {
      commits: ["a1b2c3d Fix the loader"],
      branch: "main",
      others: ["feature/theirs"],
      data: [{ path: "data/train.csv", change: "3 rows more" }],
      redTests: ["/p/train.py"],
      bytesFree: 1e9,
    };
    deepEqual(aroundRows(around).map(opening), [
      ["Tests of train.py failed", { file: "/p/train.py" }],
      ["1 commit", [["a1b2c3d Fix the loader", "scm"]]],
      ["1 other branch", [["feature/theirs", "scm"]]],
      ["1 change of data", [["data/train.csv", { place: "data/train.csv" }]]],
      ["Little disk space: 1 GB free", "clean-up"],
    ]);
  });

  it("says how many commits there are beyond those that are shown, and nothing of what did not happen", () => {
    const commits = Array.from({ length: 205 }, (_, at) => `${at} x`);
    const [all] = aroundRows({ commits, data: [], redTests: [] });
    deepEqual([all?.label, all?.rows.length, all?.rows.at(-1)?.label], ["205 commits", 201, "and 5 more"]);
    deepEqual(aroundRows({ commits: [], data: [], redTests: [] }), []);
  });
});
