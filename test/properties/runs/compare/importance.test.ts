import { deepEqual, equal, ok } from "node:assert/strict";
import { readFileSync } from "node:fs";
import { forestImportance } from "../../../../src/runs/compare/settings/forest";
import { columnsOf, settingsOf } from "../../../../src/runs/compare/settings/setting";
import { growTree, orderOf, predict } from "../../../../src/runs/compare/settings/tree";
import { usualSeedLike } from "../../../../src/runs/judging/groups/seedLike";
import { makeRun } from "../../../support/runs";
import { near } from "../../../support/statistics";

interface TreeCase {
  readonly x: readonly (readonly number[])[];
  readonly y: readonly number[];
  readonly grown: readonly number[];
  readonly asked: readonly number[];
  readonly predicted: readonly number[];
  readonly nodes: number;
}

interface ForestCase {
  readonly name: string;
  readonly params: Readonly<Record<string, readonly (number | string)[]>>;
  readonly y: readonly number[];
  readonly r2: { readonly mean: number; readonly sd: number };
  readonly importances: readonly { readonly name: string; readonly mean: number; readonly sd: number }[];
  readonly fanova: Readonly<Record<string, number>> | null;
}

function read(name: string): unknown {
  return JSON.parse(readFileSync(`test/fixtures/importance/${name}.json`, "utf8"));
}

/** scikit-learn's means are of 20 forests: one forest is allowed so many of their standard deviations. */
const allowed = 4;

describe("Importance of params", () => {
  it("grows trees that say what scikit-learn's say", () => {
    for (const { x, y, grown, asked, predicted, nodes } of read("trees") as readonly TreeCase[]) {
      const columns = x.map((column) => Float64Array.from(column));
      const tree = growTree(columns, columns.map(orderOf), Float64Array.from(y), Uint32Array.from(grown), 10);
      equal(tree.mean.length, nodes);
      asked.forEach((row, at) => near(predict(tree, columns, row), predicted[at]!, 1e-9, 1));
    }
  });

  for (const { name, params, y, r2, importances, fanova } of read("forests") as readonly ForestCase[]) {
    it(`is what scikit-learn says, but for chance: ${name}`, () => {
      const runs = y.map((_, at) =>
        makeRun(
          `run${at}`,
          {},
          { params: Object.fromEntries(Object.entries(params).map(([key, own]) => [key, own[at]!])) },
        ),
      );
      const { settings } = settingsOf(runs, usualSeedLike);
      const parts = settings.map(columnsOf);
      let next = 0;
      const groups = parts.map((part) => part.map(() => next++));
      const answer = forestImportance(parts.flat(), groups, Float64Array.from(y));
      near(answer.r2, r2.mean, allowed * r2.sd, 1);
      const ours = new Map(settings.map(({ names }, at) => [names[0], answer.importances[at]!.mean]));
      equal(ours.size, importances.length);
      for (const { name: param, mean, sd } of importances) near(ours.get(param), mean, allowed * sd, 1);
      if (!fanova || r2.mean < 0.1) return;
      // fANOVA shares the same variance out in another way: what it calls negligible is so here too.
      const negligible = Object.keys(fanova).filter((param) => fanova[param]! < 0.02);
      for (const param of negligible) ok(ours.get(param)! < 0.05, `${param} is ${ours.get(param)}`);
    });
  }

  it("finds that shuffling an idle param changes nothing, and the same each time", () => {
    const columns = [Float64Array.from({ length: 40 }, (_, at) => at), new Float64Array(40)];
    const y = Float64Array.from({ length: 40 }, (_, at) => at * at);
    const [first, again] = [0, 1].map(() => forestImportance(columns, [[0], [1]], y));
    deepEqual(first, again);
    equal(first!.importances[1]!.mean, 0);
    ok(first!.importances[0]!.mean > 1);
  });
});
