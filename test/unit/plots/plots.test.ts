import { deepEqual, equal, rejects } from "node:assert/strict";
import { Plots, type PlotsHost } from "../../../src/features/plots/plots";
import { Plotted } from "../../../src/host/plotted";
import { Channel, ChannelClosed } from "../../../src/shared/channel";
import type { Curve, CurveQuery } from "../../../src/shared/curve";
import { pageChannels, type FromPage, type ToPage } from "../../../src/shared/pages/page";
import {
  applyDelta,
  type FromPlots,
  type PlotsDelta,
  type PlotsModel,
  type PlotsView,
  type ToPlots,
} from "../../../src/shared/pages/plots";
import type { RunSummary } from "../../../src/shared/run";
import type { RunsChange } from "../../../src/store/runStore";
import { Emitter } from "../../../src/util/emitter";
import { panelPair, until } from "../../support/ports";
import { noTable } from "../../support/tables";
import { makeRun } from "../../support/runs";

const [a, b] = [makeRun("a", { loss: [3, 2, 1] }), makeRun("b", { loss: [4, 2, 1] })] as const;
const query = { run: a.id, name: "loss", x: "step", smoothing: 0, maxPoints: 100 } as const;

/** The Plots page over made-up runs, and the page's end of its channels. */
function opened(curves: (queries: readonly CurveQuery[]) => Promise<readonly Curve[]> = () => Promise.resolve([])) {
  const runs = new Map([a, b].map((run) => [run.id, run]));
  const changed = new Emitter<RunsChange>();
  const chosen = new Emitter<void>();
  const errors: unknown[] = [];
  const judged = new Emitter<void>();
  let kept: unknown;
  const left: string[] = [];
  const host: PlotsHost = {
    baselines: () => [],
    verdict: () => ({}),
    groupOf: () => undefined,
    gpuHours: () => undefined,
    pickMetric: (_, metrics) => Promise.resolve(metrics.at(-1)),
    onDidChangeVerdicts: judged.event,
    store: {
      runs,
      table: noTable,
      compare: () => Promise.reject(new Error("not asked")),
      settings: () => Promise.reject(new Error("not asked")),
      records: {
        places: () => Promise.resolve([]),
        load: () => Promise.resolve({ refusal: "none" }),
        media: () => Promise.resolve([]),
      },
      problems: [],
      scanned: true,
      progress: undefined,
      onDidProgress: new Emitter<void>().event,
      stopLooking: () => undefined,
      onDidChange: changed.event,
      start: () => Promise.resolve(),
      rescan: () => Promise.resolve(),
      touch: () => undefined,
      verdicts: () => Promise.resolve([]),
      detail: () => Promise.resolve(),
      curves,
    },
    state: {
      headlineMetric: undefined,
      label: () => undefined,
      color: () => undefined,
      direction: () => undefined,
      sameMetrics: [],
      onDidChange: chosen.event,
    },
    plotted: new Plotted(),
    onDidChangeSettings: () => ({ dispose: () => undefined }),
    maxRuns: () => 100,
    smoothing: () => 0.5,
    pickRuns: () => Promise.resolve([b.id]),
    openSetting: () => undefined,
    keptView: () => kept,
    keepView: (view) => (kept = view),
    media: () => undefined,
    copyLines: (lines) => Promise.resolve(void left.push([...lines].join(""))),
    saveLines: async (_, lines) => void left.push([...(await lines())].join("")),
    saveImage: () => Promise.resolve(),
    onError: (error) => errors.push(error),
  };
  const [panel, port] = panelPair();
  const plots = new Plots(host, panel, { runs: [a.id], baseline: true });
  let model: PlotsModel | undefined;
  const deltas: PlotsDelta[] = [];
  const base = new Channel<FromPage, ToPage<PlotsModel, PlotsDelta>>(
    port,
    pageChannels.base,
    {
      speak: () => undefined,
      snapshot: (whole) => void (model = whole),
      delta: (delta) => {
        deltas.push(delta);
        model = applyDelta(model!, delta);
      },
    },
    () => undefined,
  );
  const revealed: string[] = [];
  const own = new Channel<FromPlots, ToPlots>(
    port,
    pageChannels.own,
    { reveal: (name) => void revealed.push(name) },
    () => undefined,
  );
  const replace = (run: RunSummary) => {
    runs.set(run.id, run);
    changed.fire({ changed: [run.id], removed: [], problems: false });
  };
  const begin = async () => {
    model = undefined;
    base.show("ready");
    await until(() => model !== undefined);
  };
  const labels = () => model!.runs.map(({ label }) => label);
  return { plots, panel, own, begin, replace, deltas, revealed, errors, left, labels, model: () => model! };
}

describe("the Plots page's host", () => {
  it("gives the page its runs, the selection and the smoothing to start with", async () => {
    const { begin, labels, model } = opened();
    await begin();
    deepEqual(labels(), ["a"]);
    deepEqual(model().selection, { runs: [a.id], baseline: true });
    equal(model().smoothing, 0.5);
  });

  it("keeps the view for the next page of the workspace, and names its tab by its runs", async () => {
    const { own, panel, begin, model, plots } = opened();
    await begin();
    equal(panel.title, "Plots: a");
    equal(model().keptView, undefined);
    own.show("keepView", { smoothing: 0.9 } as PlotsView);
    plots.show([a.id, b.id], {});
    equal(panel.title, "Plots: a +1");
    await until(() => model().runs.length === 2);
    await begin();
    deepEqual(model().keptView, { smoothing: 0.9 });
  });

  it("lets all points out of a chart as text, and a name is no formula there", async () => {
    const asked: CurveQuery[] = [];
    const { own, begin, left } = opened((queries) => {
      asked.push(...queries);
      const [xs, ys] = [Float64Array.of(1, 2), Float64Array.of(0.5, NaN)];
      return Promise.resolve([{ run: a.id, name: "=cmd()", xs, ys, total: 2 }]);
    });
    await begin();
    own.show("copyData", ["loss"], { x: "step", range: [1, 2] });
    await until(() => left.length === 1);
    equal(left[0], "run\tmetric\tstep\tvalue\na\t'=cmd()\t1\t0.5\na\t'=cmd()\t2\tNaN\n");
    deepEqual(asked, [{ run: a.id, name: "loss", x: "step", smoothing: 0, maxPoints: Infinity, range: [1, 2] }]);
    own.show("exportData", ["loss"], { x: "step", range: null });
    await until(() => left.length === 2);
    equal(left[1]?.startsWith("run,metric,step,value\na,"), true);
  });

  it("has a log that was rewritten at equal length drawn anew", async () => {
    const { begin, replace, deltas, model } = opened();
    await begin();
    const stamp = model().charts[0]!.stamps[0];
    // As many points and the same last value: only what lies before it differs.
    replace(makeRun("a", { loss: [3, 2.5, 1] }));
    await until(() => deltas.length === 1);
    deepEqual(
      deltas[0]!.charts?.map(({ name }) => name),
      ["loss"],
    );
    equal(model().charts[0]!.stamps[0] === stamp, false);
  });

  it("shows other runs, brings the page to the front, and brings a chart into view once it listens", async () => {
    const { plots, panel, begin, labels, revealed } = opened();
    plots.show([b.id], { add: true, series: "loss" });
    equal(panel.revealed, 1);
    deepEqual(panel.posted, []);
    await begin();
    deepEqual(labels(), ["a", "b"]);
    await until(() => revealed.length === 1);
    deepEqual(revealed, ["loss"]);
  });

  it("does what the user does in the page", async () => {
    const { own, begin, labels, model } = opened();
    await begin();
    own.show("addRuns");
    await until(() => labels().includes("b"));
    own.show("removeRun", b.id);
    await until(() => model().runs.length === 0);
    own.show("showBaseline", false);
    await until(() => !model().selection.baseline);
  });

  it("answers with the store's curves, and passes on why there are none while the reader is down", async () => {
    let down = true;
    const { own, begin } = opened(() =>
      down ? Promise.reject(new ChannelClosed("The reader ended.")) : Promise.resolve([]),
    );
    await begin();
    await rejects(own.ask("curves", [query]), /^Error: The reader ended\.$/);
    down = false;
    deepEqual(await own.ask("curves", [query]), []);
  });
});
