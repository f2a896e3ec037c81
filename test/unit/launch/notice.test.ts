import assert from "node:assert/strict";
import { evaluationTold, isSeen, noticeOf, runOf } from "../../../src/features/launch/notice";
import { provenanceOf } from "../../../src/launches/provenance";
import { launch, noon, run } from "./support";

const ended = (exitCode: number, seconds = 754) =>
  launch({ ending: "exited", exitCode, endedAt: noon + seconds * 1000 });

describe("the notice that a training ended", () => {
  it("says how long it took and what came out", () => {
    assert.deepEqual(noticeOf(ended(0), "train.py", "val/acc 0.958 ▲ +0.007 vs baseline"), {
      kind: "information",
      message: "train.py finished after 12 min: val/acc 0.958 ▲ +0.007 vs baseline",
    });
    assert.equal(noticeOf(ended(0), "train.py", undefined)?.message, "train.py finished after 12 min");
  });

  it("tells how a promoted model did that it evaluated, and warns where that is worse than it was", () => {
    const told = { metric: "val/acc", value: 0.5, was: 0.9 };
    const of = (isWorse: boolean) =>
      noticeOf(ended(0), "eval.py", "no headline", "best", evaluationTold({ ...told, isWorse }, "digits, version 1"));
    assert.deepEqual(of(true), {
      kind: "warning",
      message: "eval.py finished after 12 min: val/acc 0.5, worse than digits, version 1 when it was promoted (0.9)",
    });
    assert.deepEqual(of(false), {
      kind: "information",
      message: "eval.py finished after 12 min: val/acc 0.5; digits, version 1 had 0.9 when it was promoted",
    });
  });

  it("warns of a failure with its exit code", () => {
    assert.deepEqual(noticeOf(ended(1), "train.py", undefined), {
      kind: "warning",
      message: "train.py failed after 12 min (exit code 1)",
    });
  });

  it("is not given to who stopped it, closed its terminal, or is not followed", () => {
    assert.equal(noticeOf(ended(130), "train.py", undefined), undefined);
    assert.equal(noticeOf(launch({ ending: "closed" }), "train.py", undefined), undefined);
    assert.equal(noticeOf(launch({ ending: "lost" }), "train.py", undefined), undefined);
  });

  it("says that the exit code is unknown where the process is gone and nobody told how", () => {
    const message = "train.py ended, exit code unknown";
    assert.equal(noticeOf(launch({ ending: "exited" }), "train.py", undefined)?.message, message);
    const process = { pid: 1, started: "a" };
    const whereabouts = { shell: process, process };
    assert.equal(noticeOf(launch({ ending: "lost", whereabouts }), "train.py", undefined)?.message, message);
  });

  it("is not needed by who looks at the plot, or at the terminal of a brief launch", () => {
    const looking = { focused: true, terminalActive: false, plotVisible: false };
    assert.equal(isSeen(ended(0), looking), false);
    assert.equal(isSeen(ended(0), { ...looking, plotVisible: true }), true);
    assert.equal(isSeen(ended(0), { ...looking, terminalActive: true }), false);
    assert.equal(isSeen(ended(0, 5), { ...looking, terminalActive: true }), true);
    assert.equal(isSeen(ended(0, 5), { focused: false, terminalActive: true, plotVisible: true }), false);
  });

  it("speaks for the last run that is still there", () => {
    const runs = new Map([["/w/runs/a", run()]]);
    assert.equal(runOf(launch({ runs: ["/w/runs/a", "/w/runs/gone"] }), runs)?.id, "/w/runs/a");
    assert.equal(runOf(launch(), runs), undefined);
  });
});

describe("the script that made a run", () => {
  it("is its launch's", () => {
    const known = launch({ args: ["--lr", "1"] });
    assert.deepEqual(provenanceOf(run(), known, false), { script: "/w/train.py", args: ["--lr", "1"] });
  });

  it("is read from the command that the format recorded", () => {
    assert.deepEqual(provenanceOf(run({ command: "python src/train.py --name 'a b'" }), undefined, false), {
      script: "/w/src/train.py",
      args: ["--name", "a b"],
    });
    assert.equal(provenanceOf(run({ command: "/abs/train.py" }), undefined, false)?.script, "/abs/train.py");
  });

  it("is unknown if nothing says", () => {
    assert.equal(provenanceOf(run(), undefined, false), undefined);
    assert.equal(provenanceOf(run({ command: "python -m train" }), undefined, false), undefined);
    assert.equal(provenanceOf(run({ command: "python 'unclosed" }), undefined, false), undefined);
  });
});
