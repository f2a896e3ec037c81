import assert from "node:assert/strict";
import { appendFileSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { RunIndex } from "../../../src/store/index/runIndex";
import { drain } from "../../../src/util/drain";
import { lookAtAll, newIndex, pictureOf } from "../../fuzz/look";
import { useTempFolder } from "../../support/tempFolder";

const temp = useTempFolder();
const rows = "step,loss\n1,0.5\n2,0.4\n";

function put(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

/** Looks as the follower does by itself, without file events. */
function follow(index: RunIndex): void {
  drain(index.discover(false));
  drain(index.read());
  index.update(Date.now());
}

function assertFresh(index: RunIndex, folder: string): void {
  const fresh = newIndex(folder);
  lookAtAll(fresh);
  assert.deepEqual(pictureOf(index), pictureOf(fresh));
}

describe("What is written in another order than usual", () => {
  it("is the run's, where MLflow's client logs on for a while after the run has ended", () => {
    const root = join(temp(), "late");
    const run = join(root, "mlruns", "0", "0123456789abcdef0123456789abcdef");
    put(join(root, "mlruns/0/meta.yaml"), "experiment_id: '0'\nname: e\nlifecycle_stage: active\n");
    const ended = `status: 3\nstart_time: ${Date.now() - 5000}\nend_time: ${Date.now()}\nlifecycle_stage: active\n`;
    put(join(run, "meta.yaml"), `run_id: 0123456789abcdef0123456789abcdef\nrun_name: a\nexperiment_id: '0'\n${ended}`);
    put(join(run, "metrics/loss"), "1790000000000 0.5 0\n");
    const index = newIndex(root);
    lookAtAll(index);
    appendFileSync(join(run, "metrics/loss"), "1790000001000 0.25 1\n");
    follow(index);
    const [assembled] = [...index.runs()];
    assert.equal(assembled?.series.get("loss")?.raw.points.length, 2);
    assertFresh(index, root);
  });

  it("is what is there now, where a log becomes a folder of logs, and a log again", () => {
    const root = join(temp(), "swapped");
    const path = join(root, "exp", "metrics.csv");
    put(path, rows);
    const index = newIndex(root);
    lookAtAll(index);
    renameSync(path, `${path}.old`);
    put(join(path, "metrics.csv"), `${rows}3,0.3\n`);
    follow(index);
    assertFresh(index, root);
    rmSync(path, { recursive: true });
    put(path, `${rows}3,0.3\n4,0.2\n`);
    follow(index);
    assertFresh(index, root);
    assert.equal([...index.runs()].length, 1);
  });
});
