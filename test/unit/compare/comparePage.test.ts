import { deepEqual, equal, ok } from "node:assert/strict";
import { ComparePage, type CompareHost, type ReportContent } from "../../../src/features/compare/comparePage";
import { savedSides, sidesOf } from "../../../src/features/compare/saved";
import { reportHtml } from "../../../src/runs/report/html";
import { settingsAround } from "../../../src/runs/compare/settings/around";
import { compareSides } from "../../../src/runs/compare/compare";
import { Channel } from "../../../src/shared/channel";
import { pageChannels, type FromPage, type ToPage } from "../../../src/shared/pages/page";
import {
  applyCompareDelta,
  type CompareDelta,
  type CompareModel,
  type FromCompare,
  type ToCompare,
} from "../../../src/shared/pages/compare";
import type { RunsChange } from "../../../src/store/runStore";
import { Emitter } from "../../../src/util/emitter";
import { panelPair, until } from "../../support/ports";
import { makeRun, mapOf } from "../../support/runs";
import { assembled, noChoices } from "../../support/tables";

const runs = ["a", "b", "c"].map((name, at) =>
  makeRun(name, { acc: [0.5, 0.7 + at / 10], rows: [3] }, { params: { lr: at } }),
);
const [a, b, c] = runs.map(({ id }) => id) as [string, string, string];

function opened(trusted = true) {
  const changed = new Emitter<RunsChange>();
  const done: unknown[] = [];
  const errors: unknown[] = [];
  const shown: string[] = [];
  const host: CompareHost = {
    store: {
      runs: mapOf(...runs),
      start: () => Promise.resolve(),
      onDidChange: changed.event,
      curves: (queries) =>
        Promise.resolve(
          queries.map(({ run, name }) => ({ run, name, xs: Float64Array.of(1), ys: Float64Array.of(2), total: 1 })),
        ),
      settings: (query) => Promise.resolve(settingsAround(assembled(...runs), query)),
      compare: (query) =>
        Promise.resolve(
          compareSides(
            query.sides.map((ids) => assembled(...runs.filter(({ id }) => ids.includes(id)))),
            [],
            query,
          ),
        ),
    },
    onDidChangeChoices: new Emitter<void>().event,
    choices: () => noChoices,
    trusted: () => trusted,
    onTrusted: new Emitter<void>().event,
    patchOf: (run, beside) => Promise.resolve(run === a ? "/kept/patch.diff" : beside),
    patchText: (path) => Promise.resolve(`--- ${path}`),
    launched: (ids) =>
      Promise.resolve(
        ids
          .filter((id) => id !== b)
          .map((id) => [id, [["host", "box"]], [["torch", id === a ? "2.12.0" : "2.13.0"]]] as const),
      ),
    openPatches: (from, to) => Promise.resolve(void done.push(["patches", from, to])),
    setApart: (param, apart) => Promise.resolve(void done.push(["apart", param, apart])),
    code: (from, to) => {
      done.push(["code", from, to]);
      return Promise.resolve(null);
    },
    diff: (from, to) => Promise.resolve(`from ${from} to ${to} <b>`),
    openCode: (from, to, file) => Promise.resolve(void done.push(["open", from, to, file])),
    plot: (ids) => Promise.resolve(void done.push(["plot", ids])),
    saveReport: async (title, content) => void done.push([title, await content()]),
    onError: (error) => errors.push(error),
  };
  const [panel, port] = panelPair();
  const page = new ComparePage(host, panel, []);
  let model: CompareModel | undefined;
  const base = new Channel<FromPage, ToPage<CompareModel, CompareDelta>>(
    port,
    pageChannels.base,
    {
      speak: () => undefined,
      snapshot: (next) => (model = next),
      delta: (delta) => (model = model && applyCompareDelta(model, delta)),
    },
    (error) => errors.push(error),
  );
  const own = new Channel<FromCompare, ToCompare>(
    port,
    pageChannels.own,
    { showMetric: (metric) => shown.push(metric) },
    (error) => errors.push(error),
  );
  const listen = async () => {
    base.show("ready");
    await until(() => model !== undefined);
  };
  return { page, panel, own, done, errors, shown, changed, listen, model: () => model! };
}

describe("The Compare page's host", () => {
  it("answers with the sides chosen, and with their curves by side", async () => {
    const { page, own, listen, errors, shown } = opened();
    page.show([[a, b], [c]], "acc");
    await listen();
    await until(() => shown.length === 1);
    const answer = await own.ask("answer");
    deepEqual(
      answer.metrics[0]!.values.map(({ text }) => text),
      ["0.750 ± 0.071 (2)", "0.9"],
    );
    deepEqual(
      (await own.ask("curves", "acc")).map((curves) => curves.map(({ run }) => run)),
      [[a, b], [c]],
    );
    deepEqual(errors, []);
  });

  it("tells what our launches recorded of machines and packages, on the page and in the report", async () => {
    const { page, own, listen, done, errors } = opened();
    page.show([[a], [c], [b]]);
    await listen();
    const { environment } = await own.ask("answer");
    deepEqual(environment.rows, [{ name: "package torch", kind: "environment", values: ["2.12.0", "2.13.0", null] }]);
    deepEqual([environment.alike, environment.known], [1, [true, true, false]]);
    own.show("report");
    await until(() => done.some((each) => Array.isArray(each) && each.length === 2));
    const [title, content] = done.at(-1) as [string, ReportContent];
    ok(reportHtml({ ...content, title, made: 0 }).includes("package torch"));
    deepEqual(content.patches, [{ side: 0, patch: "--- /kept/patch.diff" }]);
    deepEqual(errors, []);
  });

  it("measures against another side, and takes one out, but never leaves less than two", async () => {
    const { page, own, listen, model } = opened();
    page.show([[a], [b], [c]]);
    await listen();
    own.show("makeFirst", 2);
    await until(() => model().sides[0]![0] === c);
    deepEqual(model().sides, [[c], [a], [b]]);
    own.show("removeSide", 1);
    await until(() => model().sides.length === 2);
    own.show("removeSide", 1);
    own.show("plot");
    await own.ask("answer");
    deepEqual(model().sides, [[c], [b]]);
  });

  it("writes what is compared into a report, with its curves; a single value is none", async () => {
    const { page, own, listen, done } = opened();
    page.show([[a], [b]]);
    await listen();
    own.show("report");
    await until(() => done.length === 1);
    const [title, { charts, answer }] = done[0] as [string, ReportContent];
    equal(title, "b against a");
    deepEqual(
      charts.map(({ metric }) => metric),
      ["acc"],
    );
    const html = reportHtml({ title, made: 0, charts, answer, notes: [{ run: "a", text: "<b>odd</b>" }] });
    ok(html.includes("&#60;b&#62;odd") && html.includes("<svg ") && !html.includes("<b>odd"));
  });

  it("says so when runs change", async () => {
    const { page, listen, model, changed } = opened();
    page.show([[a], [b]]);
    await listen();
    const { stamp } = model();
    changed.fire({ changed: [a], removed: [], problems: false });
    await until(() => model().stamp > stamp);
  });

  it("asks git in a trusted workspace only", async () => {
    const trusted = opened();
    trusted.page.show([[a], [b]]);
    await trusted.listen();
    deepEqual(await trusted.own.ask("code"), [null]);
    trusted.own.show("openCode", 1, "train.py");
    await until(() => trusted.done.length === 2);
    deepEqual(trusted.done, [
      ["code", a, b],
      ["open", a, b, "train.py"],
    ]);
    const restricted = opened(false);
    restricted.page.show([[a], [b]]);
    await restricted.listen();
    deepEqual(await restricted.own.ask("code"), [null]);
    restricted.own.show("openCode", 1, "train.py");
    await restricted.own.ask("answer");
    deepEqual(restricted.done, []);
  });

  it("compares what is selected: each by itself, one with the baseline, and the baseline first", () => {
    deepEqual(sidesOf([a, b], []), [[a], [b]]);
    deepEqual(sidesOf([b], [a]), [[a], [b]]);
    deepEqual(sidesOf([b, a, c], [a]), [[a], [b], [c]]);
    deepEqual(sidesOf([b, c], [a]), [[b], [c]]);
    equal(sidesOf([a], []).length, 1);
    const groupOf = (run: string) => (run === a ? [a] : [b, c]);
    deepEqual(sidesOf([b, c], [a], groupOf), [[a], [b, c]]);
    deepEqual(sidesOf([b], [a], groupOf), [[a], [b]]);
    deepEqual(sidesOf([c], [a, b]), [[a, b], [c]]);
    deepEqual(savedSides({ sides: [[a, 3], "x", [], [b]] }), [[a], [b]]);
    deepEqual(savedSides("nothing"), []);
  });
});

describe("The Compare page's ways on", () => {
  it("says of which sides uncommitted changes are recorded, and opens them beside each other", async () => {
    const { page, own, listen, done } = opened();
    page.show([[a], [b]]);
    await listen();
    deepEqual(await own.ask("patches"), [true, false]);
    own.show("openPatch", 1);
    await until(() => done.length === 1);
    own.show("openPatch", 7);
    deepEqual(done, [["patches", "/kept/patch.diff", undefined]]);
  });

  it("tells which setting matters among the runs beside those that are compared", async () => {
    const { page, own, listen } = opened();
    page.show([[a], [b]]);
    await listen();
    const { ablations, n } = await own.ask("settings", "acc");
    equal(n, 3);
    deepEqual(ablations[0]!.names, ["lr"]);
  });

  it("compares a pair instead, of which only runs that are there count", async () => {
    const { page, own, listen, model } = opened();
    page.show([[a], [b]]);
    await listen();
    own.show("compareInstead", [[b], [c, "gone"]]);
    await until(() => model().sides[0]![0] === b);
    deepEqual(model().sides, [[b], [c]]);
    own.show("compareInstead", [["gone"], [a]]);
    own.show("setApart", "lr", true);
    equal(model().sides.length, 2);
  });
});
