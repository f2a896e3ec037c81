import { deepEqual, equal, match } from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { SameMetrics } from "../../../src/runs/judging/aliases";
import { makeJudge } from "../../../src/runs/judging/judge";
import type { FileUserState } from "../../../src/state/userState";
import { makeRun } from "../../support/runs";
import { eachWithStateFolders } from "../../support/stateFolders";

describe("metrics that the user said to be one", () => {
  let file: string;
  let state: FileUserState;

  eachWithStateFolders((made) => ({ file, state } = made));

  const read = async (text: string) => {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    await state.reload();
  };

  it("are read from the state file, mistakes apart", async () => {
    await read('{"sameMetrics": [["val_acc", "val/accuracy"], "x", ["a", 3, "b"]]}');
    deepEqual(state.sameMetrics, [["val_acc", "val/accuracy"], [], ["a", "b"]]);
    match(state.problems[0]?.message ?? "", /each of "sameMetrics" must be a list in brackets/);
    await read('{"sameMetrics": {}}');
    deepEqual(state.sameMetrics, []);
    match(state.problems[0]?.message ?? "", /"sameMetrics" must be a list in brackets/);
  });

  it("are added to those of the state file, whatever else is written there", async () => {
    await read('{"sameMetrics": [["a", "b"]], "other": 1}');
    await state.countAsOne(["val_acc", "val/acc"]);
    deepEqual(state.sameMetrics, [
      ["a", "b"],
      ["val_acc", "val/acc"],
    ]);
    match(readFileSync(file, "utf8"), /"other": 1/);
  });

  it("are taken back alone, whatever was said before or after them", async () => {
    await read('{"sameMetrics": [["a", "b"]], "other": 1}');
    await state.countAsOne(["val_acc", "val/acc"]);
    await state.countAsOne(["c", "d"]);
    await state.countApart(["val_acc", "val/acc"]);
    deepEqual(state.sameMetrics, [
      ["a", "b"],
      ["c", "d"],
    ]);
    await state.countApart(["never", "said"]);
    await state.countApart(["a", "b"]);
    await state.countApart(["c", "d"]);
    deepEqual(JSON.parse(readFileSync(file, "utf8")), { version: 1, other: 1 });
  });

  it("are judged and measured as one, and only then", () => {
    const baseline = makeRun("base", { val_acc: [0.5] });
    const run = makeRun("a", { "val/accuracy": [0.75], "val/f1": [0.1] });
    const chosen = { version: 1, headlineMetric: undefined, direction: () => undefined, at: "last" } as const;
    const apart = makeJudge(baseline, chosen).headlineOf(run);
    equal(apart?.series.name, "val/f1");
    const same = new SameMetrics([["val_acc", "val/accuracy"]]);
    const one = makeJudge(baseline, { ...chosen, same }).headlineOf(run);
    equal(one?.series.name, "val/accuracy");
    equal(makeJudge(baseline, { ...chosen, same }).headlineOf(baseline)?.series.name, "val_acc");
  });
});
