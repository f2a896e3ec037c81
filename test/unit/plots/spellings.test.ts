import { deepEqual, equal } from "node:assert/strict";
import { chartsOf } from "../../../src/features/plots/charts";
import { Spellings } from "../../../src/features/plots/spellings";
import type { Curve, CurveQuery } from "../../../src/shared/curve";
import { makeRun } from "../../support/runs";

const keras = makeRun("keras", { val_acc: [0.5, 0.75], lr: [1, 2] });
const torch = makeRun("torch", { "val/acc": [0.25, 0.5] });
const both = makeRun("both", { val_acc: [0.1, 0.2], "val/acc": [0.3, 0.4] });
const lists = [["val/acc", "val_acc"]];
const query = (run: string, name: string, x: CurveQuery["x"] = "step"): CurveQuery => {
  return { run, name, x, smoothing: 0, maxPoints: 10 };
};
const charts = (runs: readonly ReturnType<typeof makeRun>[]) => {
  const made = chartsOf(
    runs,
    () => "higher",
    (_, metric) => ({ own: { word: "better", text: metric, because: "" } }),
    () => "",
    new Spellings(runs, lists),
  );
  return new Map(made.map((chart) => [chart.name, chart]));
};

describe("metrics that are one, in Plots", () => {
  it("have one chart, named as the first run has it, which tells the other spellings", () => {
    const made = charts([keras, torch]);
    deepEqual([...made.keys()], ["val_acc", "lr"]);
    const chart = made.get("val_acc");
    deepEqual([...(chart?.runs ?? [])], [0, 1]);
    deepEqual([...(chart?.lasts ?? [])], [0.75, 0.5]);
    deepEqual(chart?.spellings, ["val/acc"]);
    equal(made.get("lr")?.spellings.length, 0);
  });

  it("are judged by what each run calls them", () => {
    deepEqual(
      charts([keras, torch])
        .get("val_acc")
        ?.verdicts.map((verdict) => verdict?.text),
      ["val_acc", "val/acc"],
    );
  });

  it("keep a chart of their own in a run that has two of them", () => {
    const made = charts([keras, both]);
    deepEqual([...(made.get("val_acc")?.runs ?? [])], [0, 1]);
    deepEqual([...(made.get("val/acc")?.runs ?? [])], [1]);
  });

  it("are asked for by each run's own name, as x too, and come back under the chart's", async () => {
    const asked: CurveQuery[] = [];
    const load = (queries: readonly CurveQuery[]): Promise<readonly Curve[]> => {
      asked.push(...queries);
      const none = new Float64Array(0);
      return Promise.resolve(queries.map(({ run, name }) => ({ run, name, xs: none, ys: none, total: 0 })));
    };
    const spellings = new Spellings([keras, torch, both], lists);
    const names = [query(torch.id, "val_acc"), query(both.id, "val/acc"), query(torch.id, "lr", "metric:val_acc")];
    const curves = await spellings.load([...names, query("gone", "val_acc")], load);
    deepEqual(
      asked.map(({ name, x }) => `${name} by ${x}`),
      ["val/acc by step", "val/acc by step", "lr by metric:val/acc", "val_acc by step"],
    );
    deepEqual(
      curves.map(({ name }) => name),
      ["val_acc", "val/acc", "lr", "val_acc"],
    );
  });
});
