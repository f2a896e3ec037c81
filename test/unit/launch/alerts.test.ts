import assert from "node:assert/strict";
import { AlertWatch } from "../../../src/launches/alerts";
import { standoutOf, type Ranking } from "../../../src/launches/standing";
import { makeSeries } from "../../support/runs";
import type { RunSummary } from "../../../src/shared/run";
import { run } from "./support";

const good = makeSeries("val/loss", [0.5]);
const broken = makeSeries("val/loss", [0.5, NaN]);

describe("an alert", () => {
  it("comes once when a running run turns NaN, and not for one that was NaN when it was first seen", () => {
    const watch = new AlertWatch();
    const running = run({ status: "running", series: [good] });
    assert.deepEqual(watch.see(running), []);
    assert.deepEqual(watch.see({ ...running, series: [broken] }), [{ kind: "nan", step: 10 }]);
    assert.deepEqual(watch.see({ ...running, series: [broken] }), []);
    assert.deepEqual(watch.see(running), [], "it recovers");
    assert.deepEqual(watch.see({ ...running, series: [broken] }), [], "and is NaN again");
    assert.deepEqual(new AlertWatch().see({ ...running, series: [broken] }), []);
  });

  it("comes when a run that was running has stopped writing, not for one that stopped long ago", () => {
    const watch = new AlertWatch();
    assert.deepEqual(watch.see(run({ status: "stale" })), []);
    watch.see(run({ status: "running" }));
    assert.deepEqual(watch.see(run({ status: "stale" })), [{ kind: "stale" }]);
    assert.deepEqual(watch.see(run({ status: "stale" })), []);
    assert.deepEqual(watch.see(run({ status: "running" })), [], "a long validation is over");
    assert.deepEqual(watch.see(run({ status: "stale" })), [], "and the next one begins");
  });
});

describe("a run that stands out", () => {
  const valued = (id: string, value: number) => run({ id, params: { value } });
  const ranking = (direction: "lower" | "higher" | "unknown"): Ranking => ({
    headlineOf: ({ params }: RunSummary) => ({
      series: { name: "val/loss" },
      direction,
      at: { value: Number(params["value"]) },
    }),
  });
  const [own, worse, equal] = [valued("own", 1), valued("worse", 2), valued("equal", 1)];

  it("is the best of at least two, strictly, by a metric whose direction is known", () => {
    assert.equal(standoutOf(own, [own, worse], ranking("lower"), undefined), "best");
    assert.equal(standoutOf(own, [own, worse], ranking("higher"), undefined), undefined);
    assert.equal(standoutOf(own, [own, worse, equal], ranking("lower"), undefined), undefined);
    assert.equal(standoutOf(own, [own], ranking("lower"), undefined), undefined, "the first run is no record");
    assert.equal(standoutOf(own, [own, worse], ranking("unknown"), undefined), undefined);
    assert.equal(standoutOf(valued("own", NaN), [worse], ranking("lower"), undefined), undefined);
  });

  it("is a regression where the judge says worse", () => {
    assert.equal(standoutOf(own, [own, worse], ranking("lower"), "worse"), "regression");
    assert.equal(standoutOf(own, [own, equal], ranking("lower"), "unclear"), undefined);
  });
});
