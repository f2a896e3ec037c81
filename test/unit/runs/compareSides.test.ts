import { deepEqual, equal, match, throws } from "node:assert/strict";
import { compareSides } from "../../../src/runs/compare/compare";
import { paramKind } from "../../../src/runs/compare/params";
import { usualSeedLike } from "../../../src/runs/judging/groups/seedLike";
import { sidesFound } from "../../../src/store/reading/sides";
import type { RunSummary } from "../../../src/shared/run";
import { makeRun } from "../../support/runs";
import { assembled, noChoices } from "../../support/tables";

const query = { sides: [], choices: noChoices };

function compared(...sides: readonly (readonly RunSummary[])[]) {
  const runs = sides.map((side) => assembled(...side));
  return compareSides(runs, runs.flat(), query);
}

describe("A few runs side by side", () => {
  const base = makeRun(
    "base",
    { "val/acc": [0.5, 0.9], lr: [1, 1] },
    { params: { lr: 0.1, seed: 1, out_dir: "x/base", data: "v1" } },
  );
  const other = makeRun(
    "other",
    { "val/acc": [0.5, 0.95] },
    { params: { lr: 0.2, seed: 2, out_dir: "x/other", data: "v2", "env.python": "3.12" } },
  );

  it("have every metric with its delta and verdict, the headline first", () => {
    const { metrics } = compared([base], [other]);
    deepEqual(
      metrics.map(({ name, isHeadline, values }) => [name, isHeadline, ...values.map(({ text }) => text)]),
      [
        ["val/acc", true, "0.9", "0.95"],
        ["lr", false, "1", ""],
      ],
    );
    const [, value] = metrics[0]!.values;
    deepEqual([value?.delta, value?.standing], ["+0.05", "unclear"]);
    match(value?.because ?? "", /^Unclear: One seed each/);
  });

  it("tell groups by mean, deviation and n", () => {
    const seeds = [0.7, 0.8, 0.9].map((acc, seed) =>
      makeRun(`g_s${seed}`, { "val/acc": [acc] }, { params: { lr: 1, seed } }),
    );
    const { metrics, sides } = compared(seeds, [other]);
    equal(metrics[0]!.values[0]!.text, "0.80 ± 0.10 (3)");
    deepEqual([sides[0]!.runs.length, sides[0]!.seed], [3, "0, 1, 2"]);
  });

  it("list the params that differ in the order of suspicion, and what tells of the run itself last", () => {
    const { params, alike } = compared([base], [other]);
    deepEqual(
      params.map(({ name, kind, values }) => [name, kind, ...values]),
      [
        ["data", "data", "v1", "v2"],
        ["lr", "setting", "0.1", "0.2"],
        ["env.python", "environment", null, "3.12"],
        ["out_dir", "circumstance", "x/base", "x/other"],
        ["seed", "circumstance", "1", "2"],
      ],
    );
    equal(alike, 0);
    equal(paramKind("model.database_layers", 1, "r", usualSeedLike), "setting");
  });

  it("say why they can't be compared: other data, another length, no metric in common", () => {
    const short = makeRun("short", { loss: [1] }, { params: { data: "v1" } });
    deepEqual(compared([base], [other]).obstacles, ["They were trained or measured on other data: data differ."]);
    deepEqual(compared([makeRun("long", { loss: [3, 2, 1] })], [makeRun("cut", { loss: [3, 2] })]).obstacles, [
      "cut ended at step 10, long at step 20: they are compared at the last step that both have.",
    ]);
    deepEqual(compared([base], [short]).obstacles, ["They have no metric in common."]);
    deepEqual(compared([base], [{ ...base, id: "again" }]).obstacles, []);
  });

  it("leave out runs that are gone and count them; one side alone is no comparison", () => {
    const found = new Map(assembled(base, other).map((run) => [run.summary.id, run]));
    const asked = {
      sides: [
        [base.id, "gone"],
        [other.id, other.id],
      ],
      choices: noChoices,
    };
    const { sides, missing } = sidesFound(asked, found);
    deepEqual([sides.map(({ length }) => length), missing], [[1, 1], 1]);
    throws(() => sidesFound({ ...asked, sides: [[base.id], ["gone"]] }, found), /at least two runs/);
  });
});
