import { deepEqual, equal } from "node:assert/strict";
import { makeJudge, type Chosen } from "../../../src/runs/judging/judge";
import { seedGroups } from "../../../src/runs/judging/groups/groups";
import { usualSeedLike } from "../../../src/runs/judging/groups/seedLike";
import type { BaselineSpec } from "../../../src/state/baselines";
import { lostBaselines, referenceOf, referencesTo } from "../../../src/state/references";
import { judgeAgainst } from "../../../src/runs/judging/judge";
import { makeRun, mapOf, root } from "../../support/runs";

const chosen: Chosen = { headlineMetric: undefined, direction: () => undefined, version: 0, at: "last" };
const seeds = (lr: number, values: readonly number[]) =>
  values.map((value, seed) => makeRun(`lr${lr}_s${seed}`, { "val/acc": [value] }, { params: { lr, seed } }));
const all = [...seeds(0.1, [0.9, 0.8]), ...seeds(0.3, [0.86, 0.88, 0.87]), makeRun("nan", { "val/acc": [NaN] })];
const groups = seedGroups(all, usualSeedLike);
const found = {
  runs: mapOf(...all),
  groupOf: (id: string) => groups.find(({ runs }) => runs.some((run) => run.id === id)),
  nameOf: ({ name }: { readonly name: string }) => name,
};
const of = (spec: BaselineSpec, name?: string) =>
  referenceOf({ folder: root, spec, ...(name !== undefined && { name }) }, found, chosen);
const names = (spec: BaselineSpec) => of(spec)?.runs.map(({ name }) => name);
const id = (path: string) => `${root}/${path}`;

describe("what a baseline comes to", () => {
  it("is the runs that are there of those it names, or nothing", () => {
    deepEqual(names({ kind: "runs", runs: [id("lr0.1_s1"), id("gone")] }), ["lr0.1_s1"]);
    equal(of({ kind: "runs", runs: [id("gone")] }), undefined);
  });

  it("is lost where none of its runs is there, and partly where some are", () => {
    const lost = (spec: BaselineSpec, name?: string) =>
      lostBaselines([{ folder: root, spec, ...(name !== undefined && { name }) }], found.runs);
    deepEqual(lost({ kind: "runs", runs: [id("gone")] }), [{ name: "gone", missing: 1, isPartly: false }]);
    deepEqual(lost({ kind: "group", run: id("gone") }, "main"), [{ name: "main", missing: 1, isPartly: false }]);
    const some: BaselineSpec = { kind: "runs", runs: [id("lr0.1_s1"), id("gone")] };
    deepEqual(lost(some, "main"), [{ name: "main", missing: 1, isPartly: true }]);
    deepEqual(lost({ kind: "runs", runs: [id("lr0.1_s1")] }), []);
    deepEqual(lost({ kind: "targets", targets: new Map() }), []);
  });

  it("is a run's whole seed group, by the group's name", () => {
    deepEqual(names({ kind: "group", run: id("lr0.3_s1") }), ["lr0.3_s0", "lr0.3_s1", "lr0.3_s2"]);
    equal(of({ kind: "group", run: id("lr0.3_s1") })?.name, "lr0.3");
    equal(of({ kind: "group", run: id("gone") }), undefined);
  });

  it("is the group with the best mean of those a filter lets through, and says of how many", () => {
    const best = of({ kind: "best", filter: "" }, "top");
    deepEqual([best?.runs[0]?.name, best?.runs.length, best?.bestOf, best?.name], ["lr0.3_s0", 3, 2, "top"]);
    deepEqual(names({ kind: "best", filter: "lr0.1" }), ["lr0.1_s0", "lr0.1_s1"]);
    equal(of({ kind: "best", filter: "nothing has this" }), undefined);
  });

  it("is judged by the best of its metrics where it is fixed values", () => {
    const targets = new Map([
      ["train_loss", { value: 0.1, direction: undefined }],
      ["val/acc", { value: 0.91, direction: undefined }],
    ]);
    const references = referencesTo(
      [{ folder: root, name: "paper", spec: { kind: "targets", targets } }],
      found,
      chosen,
    );
    const judge = judgeAgainst(references, chosen);
    equal(judge.headline, "val/acc");
    equal(judge.baseline, undefined);
    equal(judge.isBaseline(all[0]!), false);
  });

  it("is each folder's own; folders without one go by the first", () => {
    const other = makeRun("runs/x", { loss: [1] }, { root: "/other", id: "/other/runs/x" });
    const third = makeRun("runs/y", { loss: [1] }, { root: "/third", id: "/third/runs/y" });
    const both = { ...found, runs: mapOf(...all, other, third) };
    const baselines = [
      { folder: root, spec: { kind: "runs", runs: [id("lr0.1_s0")] } },
      { folder: "/other", spec: { kind: "runs", runs: [other.id] } },
    ] as const;
    const judge = judgeAgainst(referencesTo(baselines, both, chosen), chosen);
    equal(judge.referenceFor(other)?.name, "x");
    equal(judge.referenceFor(third)?.name, "lr0.1_s0");
    equal(judge.isBaseline(other), true);
    equal(makeJudge(undefined, chosen).referenceFor(other), undefined);
  });
});
