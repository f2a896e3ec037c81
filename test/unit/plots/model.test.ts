import assert from "node:assert/strict";
import fc from "fast-check";
import { deltaOf } from "../../../src/features/plots/delta";
import { groupOf } from "../../../src/features/plots/groups";
import { pageHtml } from "../../../src/host/webview/html";
import { strokeIndexOf } from "../../../src/runs/describe/colors";
import { plotsModel, type ModelInput } from "../../../src/features/plots/model";
import { inferDirection } from "../../../src/runs/judging/direction";
import { applyDelta, type PlotsModel } from "../../../src/shared/pages/plots";
import type { RunSummary, SeriesSummary } from "../../../src/shared/run";
import { makeRun } from "../../support/runs";

function series(name: string, more: Partial<SeriesSummary> = {}): SeriesSummary {
  return {
    name,
    tag: name,
    source: "",
    stepKind: "step",
    hasWalls: true,
    hasEpochs: false,
    count: 10,
    superseded: 0,
    nanCount: 0,
    infCount: 0,
    first: { value: 1, step: 0 },
    last: { value: 0.5, step: 9 },
    min: undefined,
    max: undefined,
    sum: 7,
    firstNanStep: undefined,
    direction: "unknown",
    ...more,
  };
}

function run(id: string, ...own: readonly SeriesSummary[]): RunSummary {
  const facts = {
    id,
    name: id.split("/").at(-1)!,
    root: "/p",
    path: id,
    folder: ".",
    formats: [],
    sources: [],
    params: {},
  };
  return {
    ...facts,
    status: "finished",
    statusCause: "exit",
    statusReason: "exit code 0",
    lastWriteAt: 0,
    series: own,
  };
}

function model(runs: readonly RunSummary[], more: Partial<ModelInput> = {}): PlotsModel {
  return plotsModel({
    selection: { runs: [], baseline: true },
    smoothing: 0,
    runs,
    baselines: [],
    colors: new Map(),
    label: () => undefined,
    direction: ({ name }) => inferDirection(name),
    headline: undefined,
    leftOut: 0,
    scanning: false,
    ...more,
  });
}

const names = ({ charts }: PlotsModel) => charts.map((chart) => chart.name);

describe("the model of the Plots page", () => {
  it("has one chart for each series name, and says which runs have it", () => {
    const both = model([
      run("a", series("loss"), series("acc")),
      run("b", series("loss", { last: { value: 2, step: 1 } })),
    ]);
    const loss = both.charts.find((chart) => chart.name === "loss")!;
    assert.deepEqual([...loss.runs], [0, 1]);
    assert.deepEqual([...loss.lasts], [0.5, 2]);
    assert.deepEqual([...both.charts.find((chart) => chart.name === "acc")!.runs], [0]);
  });

  it("leaves out series without a point", () => {
    assert.deepEqual(names(model([run("a", series("loss", { count: 0, last: undefined }))])), []);
  });

  it("begins with what runs are judged by, and puts groups and charts in the order of their worth", () => {
    const own = ["lr", "train/loss", "val/loss", "val/acc", "layer/10", "layer/9"].map((name) => series(name));
    assert.deepEqual(names(model([run("a", ...own)])), [
      "val/acc",
      "val/loss",
      "train/loss",
      "lr",
      "layer/9",
      "layer/10",
    ]);
    assert.equal(names(model([run("a", ...own)], { headline: "lr" }))[0], "lr");
  });

  it("says the verdict on a seed group once, and sends it again once it is another", () => {
    const runs = [run("a", series("acc")), run("b", series("acc")), run("c", series("acc"))];
    const judged = (text: string) =>
      model(runs, {
        groupOf: (id) => (id === "c" ? undefined : { key: "lr", name: "lr 0.1" }),
        verdict: ({ id }) => (id === "c" ? {} : { mean: { word: "better", text, because: "so" }, count: 2 }),
      });
    const before = judged("+1 better");
    assert.deepEqual(before.charts[0]!.meanVerdicts, [
      { group: "lr", count: 2, word: "better", text: "+1 better", because: "so" },
    ]);
    const after = judged("+2 better");
    assert.deepEqual(applyDelta(before, deltaOf(before, after)!), after);
  });

  it("draws a baseline of several runs as one group under its name, each of them as the baseline", () => {
    const runs = [makeRun("a", { loss: [1] }), makeRun("b", { loss: [2] }), makeRun("c", { loss: [3] })];
    const groupOf = () => ({ key: "lr", name: "lr 0.1" });
    const drawn = model(runs, {
      baselines: [{ root: "/p", name: "lr 0.3", runs: [runs[0]!.id, runs[1]!.id] }],
      groupOf,
    }).runs;
    assert.deepEqual(
      drawn.map(({ isBaseline, group, groupName }) => [isBaseline, group, groupName]),
      [
        [true, "baseline", "lr 0.3"],
        [true, "baseline", "lr 0.3"],
        [false, "lr", "lr 0.1"],
      ],
    );
    const alone = model(runs, { baselines: [{ root: "/p", name: "a", runs: [runs[0]!.id] }], groupOf }).runs[0]!;
    assert.deepEqual([alone.isBaseline, alone.group], [true, ""], "a run by itself is no band");
  });

  it("says of each run which workspace folder's baseline it is measured against, where there are several", () => {
    const place = (id: string, root: string) => ({ ...run(id, series("acc")), root });
    const runs = [
      place("/p/a", "/p"),
      place("/p/b", "/p"),
      place("/q/c", "/q"),
      place("/q/d", "/q"),
      place("/r/e", "/r"),
    ];
    const baselines = [
      { root: "/p", name: "a", runs: ["/p/a"] },
      { root: "/q", name: "c", runs: ["/q/c"] },
    ];
    const drawn = model(runs, { baselines }).runs.map(({ isBaseline, measure }) => [isBaseline, measure]);
    assert.deepEqual(drawn, [
      [true, "/p"],
      [false, "/p"],
      [true, "/q"],
      [false, "/q"],
      [false, "/p"],
    ]);
    assert.equal(model(runs, { baselines: baselines.slice(0, 1) }).runs[0]?.measure, undefined);
  });

  it("says that a run has another color than its own here, chosen or not", () => {
    const runs = [run("/p/a", series("acc"))];
    const note = (stroke: number, chosen: "blue" | undefined) =>
      model(runs, { colors: new Map([["/p/a", stroke]]), chosenColor: () => chosen }).runs[0]!.note;
    const own = strokeIndexOf("/p/a");
    assert.doesNotMatch(note(own, undefined), /color/);
    assert.match(note((own + 1) % 32, undefined), /another run has its color here/);
    assert.doesNotMatch(note(8, "blue"), /color/, "dashed, in the color that was chosen");
    assert.match(note(1, "blue"), /another run has its color here/);
  });

  it("puts what only few runs have after what they share with the baseline", () => {
    const runs = [run("a", series("train/loss")), run("b", series("train/loss")), run("c", series("val/acc"))];
    assert.deepEqual(names(model(runs, { baselines: [{ root: "/p", name: "a", runs: ["a"] }] })), [
      "train/loss",
      "val/acc",
    ]);
    assert.deepEqual(names(model(runs, { baselines: [{ root: "/p", name: "c", runs: ["c"] }] })), [
      "val/acc",
      "train/loss",
    ]);
  });

  it("offers the x axes that were logged", () => {
    const axes = (more: Partial<SeriesSummary>) => model([run("a", series("loss", more))]).charts[0]!.axes;
    assert.deepEqual(axes({}), ["step", "relative", "wall"]);
    assert.deepEqual(axes({ hasWalls: false }), ["step"]);
    assert.deepEqual(axes({ hasWalls: false, stepKind: "epoch" }), ["step", "epoch"]);
  });

  it("tells runs of one name apart by the folders that differ", () => {
    const labels = model([run("x/r"), run("y/r"), run("other")]).runs.map(({ label }) => label);
    assert.deepEqual(labels, ["r · x", "r · y", "other"]);
  });

  it("says where a run's numbers broke", () => {
    const [broken] = model([run("a", series("loss", { nanCount: 3, firstNanStep: 37 }))]).runs;
    assert.equal(broken!.diverged, true);
    assert.match(broken!.note, /exit code 0; NaN in loss from step 37/);
  });

  it("stamps a series anew whenever its points may be others", () => {
    const stamp = (more: Partial<SeriesSummary>) => model([run("a", series("loss", more))]).charts[0]!.stamps[0];
    assert.equal(stamp({}), stamp({}));
    for (const more of [
      { count: 11 },
      { sum: 8 },
      { superseded: 1 },
      { last: { value: 0.5, step: 10 } },
      { nanCount: 1 },
    ]) {
      assert.notEqual(stamp(more), stamp({}), JSON.stringify(more));
    }
  });
});

describe("a chart's group", () => {
  it("is the name's prefix, or the split that it begins with", () => {
    assert.equal(groupOf("val/acc"), "val");
    assert.equal(groupOf("a/b/c"), "a");
    assert.equal(groupOf("val_loss"), "val");
    assert.equal(groupOf("train-loss"), "train");
    for (const name of ["loss", "value_loss", "/loss", "validity", "val_"]) assert.equal(groupOf(name), "");
  });
});

describe("deltas between models", () => {
  const anyRun = fc.record({
    tags: fc.uniqueArray(fc.constantFrom("loss", "val/acc", "val/loss", "lr")),
    count: fc.integer({ min: 0, max: 3 }),
  });
  const anyModel = fc
    .tuple(fc.array(anyRun, { maxLength: 4 }), fc.integer({ min: 0, max: 1 }), fc.boolean())
    .map(([runs, leftOut, scanning]) =>
      model(
        runs.map(({ tags, count }, i) => run(`r${i}`, ...tags.map((tag) => series(tag, { count })))),
        { leftOut, scanning },
      ),
    );

  it("lead from any model to any other", () => {
    fc.assert(
      fc.property(anyModel, anyModel, (before, after) => {
        const delta = deltaOf(before, after);
        assert.deepEqual(delta ? applyDelta(before, delta) : before, after);
      }),
    );
  });

  it("hold nothing of what did not change", () => {
    const before = model([run("a", series("loss"), series("acc"))]);
    assert.equal(deltaOf(before, model([run("a", series("loss"), series("acc"))])), undefined);
    const delta = deltaOf(before, model([run("a", series("loss"), series("acc", { count: 11, sum: 9 }))]));
    assert.deepEqual(Object.keys(delta!), ["charts"]);
    assert.deepEqual(
      delta!.charts!.map((chart) => chart.name),
      ["acc"],
    );
  });
});

describe("the page's document", () => {
  it("lets nothing run but its one script, and nothing be loaded but its styles", () => {
    const html = pageHtml(
      { script: "https://x/plots.js", style: "https://x/plots.css", source: "https://x" },
      "Plots",
      "N0NCE",
    );
    const policy = /content="([^"]+)"/.exec(html)![1]!;
    assert.match(policy, /^default-src 'none'; script-src 'nonce-N0NCE'; style-src https:\/\/x;/);
    assert.doesNotMatch(policy, /unsafe|\*|data:/);
    assert.equal(html.match(/<script/g)!.length, 1);
    assert.doesNotMatch(html, / style=| on\w+=/);
  });
});
