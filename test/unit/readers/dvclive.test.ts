import assert from "node:assert/strict";
import { cpSync, mkdirSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { claimsBelow, indexOf } from "../../support/reading";
import { useTempFolder } from "../../support/tempFolder";
import { describeCases } from "../../support/truth/cases";

describeCases("dvclive");

describe("the status of a DVCLive run", () => {
  const temp = useTempFolder();
  let project = "";
  let made = 0;

  beforeEach(() => {
    project = resolve(temp(), String(made++));
    cpSync("test/fixtures/dvclive/resumed", project, { recursive: true });
    mkdirSync(join(project, ".dvc", "tmp", "exps", "run"), { recursive: true });
  });
  const signal = () => join(project, ".dvc", "tmp", "exps", "run", "DVCLIVE_ONLY");
  const written = (path: string, secondsAgo: number) => {
    const time = Date.now() / 1000 - secondsAgo;
    utimesSync(path, time, time);
  };
  function summary() {
    const [run, ...others] = indexOf(project).runs.values();
    assert.ok(run && others.length === 0);
    return run.summary;
  }

  it("is running while its process is, under the experiment's name", () => {
    writeFileSync(signal(), JSON.stringify({ exp_name: "shaky-rum", pid: process.pid }));
    written(signal(), 60);
    written(join(project, "out", "live", "metrics.json"), 5);
    const { status, name, sources } = summary();
    assert.deepEqual({ status, name }, { status: "running", name: "shaky-rum" });
    assert.ok(sources.includes(signal()));

    rmSync(signal());
    assert.notEqual(summary().status, "finished", "that it stopped does not say how");
    assert.equal(summary().name, "live");
  });

  it("is not told by what a dead process, or a later run in another folder, left", () => {
    const log = join(project, "out", "live", "metrics.json");
    for (const [pid, signalled] of [
      [2 ** 22 + 1, 60],
      [process.pid, 1],
    ] as const) {
      writeFileSync(signal(), JSON.stringify({ exp_name: "shaky-rum", pid }));
      written(signal(), signalled);
      written(log, 30);
      assert.equal(summary().name, "live");
    }
    writeFileSync(signal(), "{half");
    written(signal(), 60);
    assert.equal(summary().name, "live");
  });

  it("is no matter of other pipelines' metrics.json and plots", () => {
    const folder = join(temp(), "pipeline");
    mkdirSync(join(folder, "plots"), { recursive: true });
    writeFileSync(join(folder, "metrics.json"), '{"accuracy": 0.9, "loss": 0.1}');
    writeFileSync(join(folder, "plots", "roc.tsv"), "fpr\ttpr\n0\t0\n1\t1\n");
    assert.deepEqual(claimsBelow(folder), []);
  });
});
