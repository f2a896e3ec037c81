import assert from "node:assert/strict";
import { activityOf } from "../../../src/launches/activity";
import { launch, noon } from "./support";

const runs = new Map([
  ["half", { progress: { done: 50, total: 100, unit: "epoch" as const } }],
  ["fifth", { progress: { done: 1, total: 5, unit: "epoch" as const } }],
  ["begun", { progress: { done: 1, total: 100, unit: "epoch" as const } }],
  ["silent", {}],
]);
const after = noon + 60_000;
const left = (...lists: readonly (readonly string[])[]) =>
  activityOf(
    lists.map((own) => launch({ runs: own })),
    runs,
    after,
  );

describe("what runs", () => {
  it("is as far from its end as its slowest run says", () => {
    assert.deepEqual(left(["half"]), { running: 1, secondsLeft: 60 });
    assert.deepEqual(left(["half"], ["fifth"], ["silent"]), { running: 3, secondsLeft: 240 });
  });

  it("has no known end where its run has just begun, says nothing, or is one of several", () => {
    assert.deepEqual(left(["begun"]), { running: 1, secondsLeft: undefined });
    assert.deepEqual(left(["silent"], ["half", "fifth"], []), { running: 3, secondsLeft: undefined });
  });

  it("is not what ended", () => {
    assert.equal(activityOf([launch({ ending: "exited", runs: ["half"] })], runs, after).running, 0);
  });
});
