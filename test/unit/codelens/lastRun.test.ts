import assert from "node:assert/strict";
import { lastRunOf, lastRunText } from "../../../src/launches/lastRun";
import { lastRunNamed } from "../../../src/launches/lastRunNamed";
import { makeJudge, type Judge } from "../../../src/runs/judging/judge";
import type { Verdict } from "../../../src/runs/judging/verdicts/verdict";
import type { RunSummary, SeriesSummary } from "../../../src/shared/run";
import { standingAlone } from "../../support/drawnTree";
import { launch, noon, run } from "../launch/support";

const hour = 3_600_000;

function series(name: string, value: number): SeriesSummary {
  const at = { value, step: 10 };
  return {
    name,
    tag: name,
    source: "/w/runs/a/metrics.csv",
    stepKind: "step",
    hasWalls: false,
    hasEpochs: false,
    count: 1,
    superseded: 0,
    nanCount: 0,
    infCount: 0,
    first: at,
    last: at,
    min: at,
    max: at,
    sum: value,
    firstNanStep: undefined,
    direction: "unknown",
  };
}

const judge = (baseline?: RunSummary): Judge =>
  makeJudge(baseline, { headlineMetric: undefined, direction: () => undefined, version: 0, at: "last" });

describe("a script's last run", () => {
  const script = "/w/src/train.py";
  const of = (launches: Parameters<typeof lastRunOf>[1], ...runs: RunSummary[]) =>
    lastRunOf(script, launches, new Map(runs.map((each) => [each.id, each])))?.id;

  it("is the latest that its launches are bound to", () => {
    const launches = [
      launch({ id: "1", script, runs: ["old", "new"] }),
      launch({ id: "2", script: "/w/src/other.py", runs: ["other"] }),
      launch({ id: "3", script, kind: "tests", runs: ["tested"] }),
    ];
    const runs = ["new", "old", "other", "tested"].map((id, age) => run({ id, startedAt: noon - age * hour }));
    assert.equal(of(launches, ...runs), "new");
  });

  it("is one that says so itself, if that is later", () => {
    const bound = launch({ script, runs: ["bound"] });
    const byHand = run({ id: "byHand", startedAt: noon + hour, command: "python train.py --lr 1" });
    assert.equal(of([bound], run({ id: "bound", startedAt: noon }), byHand), "byHand");
    assert.equal(of([bound], run({ id: "bound", startedAt: noon + 2 * hour }), byHand), "bound");
  });

  it("is, before anything was launched, the latest in a folder that the script names, of those that don't say what made them", () => {
    const named = (text: string, ...runs: RunSummary[]) => {
      const found = lastRunNamed(text, script, runs);
      return found && [found.run.id, found.folder];
    };
    const first = run({ id: "first", path: "plain_runs/first", startedAt: noon });
    const second = run({ id: "second", path: "plain_runs/second", startedAt: noon + hour });
    assert.deepEqual(named('parser.add_argument("--out", default="plain_runs")', second, first), [
      "second",
      "plain_runs",
    ]);
    assert.deepEqual(named("out = Path(f'./plain_runs/{name}')", first), ["first", "plain_runs"]);
    assert.deepEqual(named('"logs"', run({ id: "it", path: "src/logs/a" })), ["it", "logs"], "beside the script");
    assert.equal(named('"plain_runs"', run({ path: "plain_runs/a", command: "python other.py" })), undefined);
    assert.equal(named("plain_runs = 3  # plain_runs/first", first), undefined);
    assert.equal(named('"data"', run({ path: "data/a" })), undefined, "what many scripts name");
    assert.equal(named('"plain"', first), undefined, "a whole name");
  });

  it("is none of another script with the same end of its name, nor of another folder", () => {
    for (const command of ["python pretrain.py", "python lib/train.py", "/x/src/train.py", "train.python", ""])
      assert.equal(of([], run({ command })), undefined, command);
    for (const command of ["python train.py", "./src/train.py --lr 1", "/w/src/train.py", "python 'src/train.py'"])
      assert.equal(of([], run({ id: "it", command })), "it", command);
    assert.equal(of([], run({ root: "/elsewhere", command: "python train.py" })), undefined);
  });
});

describe("the lens of a script's last run", () => {
  const acc = (value: number, more: Partial<RunSummary> = {}) =>
    run({ status: "finished", lastWriteAt: noon, series: [series("val/acc", value)], ...more });
  const baseline = acc(0.951, { id: "baseline" });
  const text = (of: RunSummary, against?: RunSummary, age = 2 * hour) => {
    const judged = judge(against);
    return lastRunText(of, judged, standingAlone(judged, of)?.verdict, noon + age);
  };

  it("tells its metric against the baseline, and its age", () => {
    assert.equal(text(acc(0.958), baseline), "last: val/acc 0.958 +0.007 unclear vs baseline, 2 h ago");
    assert.match(text(acc(0.9), baseline), /0.9 −0.051 unclear vs baseline/);
    assert.equal(text(acc(0.958)), "last: val/acc 0.958, 2 h ago");
    const better = { verdict: "better", delta: 0.007, notes: [] } as unknown as Verdict;
    assert.match(lastRunText(acc(0.958), judge(baseline), better, noon), /0.958 ▲ \+0.007 better vs baseline/);
    assert.equal(text(baseline, baseline), "last: val/acc 0.951 ◆ baseline, 2 h ago");
  });

  it("has no icon in it but its own", () => {
    const failed = acc(0.5, { status: "failed", statusReason: "exit $(bell)" });
    assert.equal(text(failed), "last: failed (exit $\u200b(bell)), val/acc 0.5, 2 h ago");
  });

  it("tells how it went wrong", () => {
    const failed = acc(0.5, { status: "failed", statusReason: "exit 1" });
    assert.equal(text(failed), "last: failed (exit 1), val/acc 0.5, 2 h ago");
  });

  it("tells that it went silent, or that nobody knows how it ended", () => {
    assert.equal(text(acc(0.5, { status: "stale" })), "last: stale, val/acc 0.5, 2 h ago");
    const gone = { status: "unknown", statusCause: "gone", statusReason: "ended, exit code unknown" } as const;
    assert.equal(text(acc(0.5, gone)), "last: ended, exit code unknown, val/acc 0.5, 2 h ago");
    assert.equal(text(acc(0.5, { status: "unknown" })), "last: val/acc 0.5, 2 h ago");
  });

  it("tells that it still runs, and of a run without a metric how it stands", () => {
    assert.equal(text(acc(0.5, { status: "running" })), "running: val/acc 0.5");
    assert.equal(text(run({ status: "running" })), "running: no metrics yet");
    assert.equal(text(run({ status: "finished", lastWriteAt: noon })), "last: finished, 2 h ago");
  });

  it("says just now of what ended within seconds", () => {
    assert.equal(text(acc(0.5), undefined, 1000), "last: val/acc 0.5, just now");
  });
});
