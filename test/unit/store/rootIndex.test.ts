import assert from "node:assert/strict";
import {
  appendFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { skippedText } from "../../../src/store/index/skipped";
import { RootIndex } from "../../../src/store/index/rootIndex";
import { drain } from "../../../src/util/drain";
import { runMeta } from "../../support/mlflowStore";

const lines = (count: number, from = 0) =>
  Array.from(
    { length: count },
    (_, index) => `{"step": ${from + index}, "val/loss": ${1 / (from + index + 1)}}\n`,
  ).join("");

describe("the index of a workspace folder", () => {
  let root: string;
  let index: RootIndex;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), "lossline-"));
    index = new RootIndex({ path: root, exclude: [] });
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  function write(path: string, text: string): void {
    mkdirSync(join(root, path, ".."), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  function look(all = false) {
    drain(index.discover(all));
    drain(index.read());
    return index.update(Date.now());
  }
  const paths = () => [...index.runs.values()].map(({ summary }) => summary.path).sort();
  const count = (path: string) => index.runs.get(join(root, path))?.series.get("val/loss")?.summary.count;

  it("finds the runs below it, and says which are new", () => {
    write("runs/a/metrics.jsonl", lines(5));
    write("runs/deep/er/b/metrics.jsonl", lines(5));
    const { changed } = look();
    assert.deepEqual(paths(), ["runs/a", "runs/deep/er/b"]);
    assert.deepEqual(changed.sort(), [join(root, "runs/a"), join(root, "runs/deep/er/b")]);
    assert.deepEqual(look(), { changed: [], removed: [] }, "a second look finds nothing new");
  });

  it("shows the first runs while folders are still being looked into, and all of them in the end", () => {
    const runs = 100;
    for (let at = 0; at < runs; at++) write(`runs/${at}/metrics.jsonl`, lines(5));
    const found: number[] = [];
    for (const looking = index.discover(false); !looking.next().done;) {
      index.update(Date.now());
      found.push(index.runs.size);
    }
    const first = found.findIndex((count) => count > 0);
    assert.ok(first > 0 && first < runs / 4, `after ${first} of ${found.length} steps`);
    assert.ok(found.at(-1)! < runs, "most wait until all are found");
    assert.equal(look().removed.length, 0);
    assert.equal(index.runs.size, runs);
  });

  it("reads an ended run of MLflow whose metric and param are completed in place when the user asks for another look", () => {
    const run = "mlruns/0/a";
    write("mlruns/0/meta.yaml", "experiment_id: '0'\nname: Default\nlifecycle_stage: active\n");
    write(`${run}/meta.yaml`, runMeta("a").replace("status: 1", "status: 3").replace("end_time: null", "end_time: 1700000009000")); // prettier-ignore
    write(`${run}/metrics/val/loss`, "1700000000000 1 0\n");
    write(`${run}/params/lr`, "0");
    look();
    appendFileSync(join(root, run, "params/lr"), ".1");
    appendFileSync(join(root, run, "metrics/val/loss"), "1700000000001 0.5 1\n");
    look();
    look(true);
    const [read] = index.runs.values();
    assert.equal(read?.series.get("val/loss")?.summary.count, 2);
    assert.deepEqual(read.summary.params, { lr: 0.1 });
  });

  it("names a copy of a log at the first look, and no longer once it is gone", () => {
    const copied = () => index.problems.filter(({ message }) => message.includes("a copy of what is read already"));
    cpSync("test/fixtures/cases/yolo_cloud_copies/input/train", join(root, "train"), { recursive: true });
    look();
    assert.deepEqual(
      copied().map(({ path }) => path),
      [join(root, "train", "results (1).csv")],
    );
    rmSync(join(root, "train", "results (1).csv"));
    look();
    assert.deepEqual(copied(), []);
  });

  it("sees a run grow", () => {
    write("runs/a/metrics.jsonl", lines(5));
    look();
    appendFileSync(join(root, "runs/a/metrics.jsonl"), lines(3, 5));
    assert.deepEqual(look().changed, [join(root, "runs/a")]);
    assert.equal(count("runs/a"), 8);
    assert.equal(index.runs.get(join(root, "runs/a"))?.summary.status, "running");
  });

  it("forgets a run that was deleted or moved, and finds it at its new place", () => {
    write("runs/a/metrics.jsonl", lines(5));
    look();
    renameSync(join(root, "runs/a"), join(root, "runs/b"));
    assert.deepEqual(look(), { changed: [join(root, "runs/b")], removed: [join(root, "runs/a")] });
    rmSync(join(root, "runs"), { recursive: true });
    assert.deepEqual(look(), { changed: [], removed: [join(root, "runs/b")] });
  });

  it("starts a run over when its file was replaced by a shorter one", () => {
    write("runs/a/metrics.jsonl", lines(9));
    look();
    write("runs/a/metrics.jsonl", lines(4));
    look();
    assert.equal(count("runs/a"), 4);
  });

  it("finds a log that was too short to be recognised at first", () => {
    write("runs/a/metrics.csv", "step,val_loss\n");
    look();
    assert.deepEqual(paths(), []);
    appendFileSync(join(root, "runs/a/metrics.csv"), "0,0.5\n1,0.4\n2,0.3\n3,0.2\n");
    look();
    assert.deepEqual(paths(), ["runs/a"]);
  });

  it("reads params that were written beside a log after it", () => {
    write("runs/a/metrics.jsonl", lines(5));
    look();
    write("runs/a/config.json", '{"lr": 0.1}');
    utimesSync(join(root, "runs/a"), 1e9, 1e9); // whatever the clock's resolution, the folder's time is another
    look();
    assert.deepEqual(index.runs.get(join(root, "runs/a"))?.summary.params, { lr: 0.1 });
  });

  it("looks only where file events point, into what is new there, and at what was deleted", () => {
    write("runs/a/metrics.jsonl", lines(5));
    look();
    const touch = (...paths: string[]) => {
      drain(index.touch(paths.map((path) => join(root, path))));
      return index.update(Date.now());
    };
    write("runs/b/x/metrics.jsonl", lines(5));
    appendFileSync(join(root, "runs/a/metrics.jsonl"), lines(1, 5));
    assert.deepEqual(touch("runs/a/metrics.jsonl").changed, [join(root, "runs/a")]);
    assert.equal(count("runs/a"), 6);
    assert.deepEqual(touch("runs/b/x/metrics.jsonl").changed, [join(root, "runs/b/x")]);
    rmSync(join(root, "runs/b"), { recursive: true });
    assert.deepEqual(touch("runs/b").removed, [join(root, "runs/b/x")]);
    assert.deepEqual(touch("../elsewhere", "no/such/file"), { changed: [], removed: [] });
  });

  it("ends in a loop of symbolic links, and shows a linked folder once", () => {
    write("runs/a/metrics.jsonl", lines(5));
    symlinkSync(root, join(root, "runs/loop"));
    symlinkSync(join(root, "runs/a"), join(root, "latest"));
    look();
    assert.equal(paths().length, 1);
  });

  it("does not enter environments, caches, or what the user left out, and says so", () => {
    const left = ["node_modules", "py312", "old", "data/raw", "hidden/exp1"];
    for (const folder of left) write(`${folder}/x/metrics.jsonl`, lines(5));
    write("py312/pyvenv.cfg", "home = /usr/bin\n");
    write("data/runs/metrics.jsonl", lines(5));
    write("env/ppo/metrics.jsonl", lines(5));
    index = new RootIndex({ path: root, exclude: ["old", "data/raw"], hidden: ["**/exp*", "((", "+(a|aa)b"] });
    look();
    assert.deepEqual(paths(), ["data/runs", "env/ppo"]);
    assert.deepEqual(index.skipped.map(({ path }) => relative(root, path)).sort(), left.sort());
    assert.deepEqual(skippedText(index.skipped).sort(), [
      "Not searched (an environment or a cache): py312",
      "Not searched (excluded by files.exclude): exp1",
      "Not searched (excluded by lossline.discovery.exclude): old, raw",
      "Not searched (never holds runs): node_modules",
    ]);
  });

  it("looks for no run among the artifacts of an MLflow run", () => {
    const run = "mlruns/0/0123456789abcdef0123456789abcdef";
    write(`${run}/meta.yaml`, "run_id: 0123456789abcdef0123456789abcdef\nstatus: 3\nstart_time: 1\n");
    write(`${run}/metrics/loss`, "1 0.5 0\n");
    write(`${run}/artifacts/tensorboard/metrics.jsonl`, lines(5));
    look();
    assert.deepEqual(paths(), [run]);
  });

  it("looks for no run among the artifacts beside MLflow's database, where no file tells that a folder is a run's", () => {
    write("mlruns/1/0123456789abcdef0123456789abcdef/artifacts/history.csv", "epoch,loss\n0,1\n1,2\n");
    write("mlruns/1/models/m-0123456789abcdef0123456789abcdef/artifacts/history.csv", "epoch,loss\n0,1\n1,2\n");
    look();
    assert.deepEqual(paths(), []);
    assert.deepEqual(skippedText(index.skipped), ["Not searched (never holds runs): artifacts ×2"]);
  });

  it("opens a file that the user added, until it is taken back; what no format can read is a problem", () => {
    write("data/table.csv", "round,price\n5,10\n3,11\n9,12\n");
    write("data/notes.csv", "just some words\n");
    look();
    assert.deepEqual(paths(), []);
    index.added = [join(root, "data/table.csv"), join(root, "data/notes.csv")];
    look();
    assert.deepEqual(paths(), ["data/table.csv"]);
    assert.deepEqual(
      index.problems.map(({ path }) => path),
      [join(root, "data/notes.csv")],
    );
    index.added = [];
    assert.deepEqual(look().removed, [join(root, "data/table.csv")]);
    assert.deepEqual(index.problems, []);
  });

  it("shows a broken file as a problem with its reason, and everything else still", () => {
    cpSync("sample/runs/digits_lr0.05_s0", join(root, "runs/good"), { recursive: true });
    write("runs/bad/events.out.tfevents.1790000000.host", "this is not an event file, and long enough to tell");
    look();
    assert.deepEqual(paths(), ["runs/good"]);
    assert.deepEqual(
      index.problems.map(({ path }) => path),
      [join(root, "runs/bad")],
    );
    assert.ok(index.problems[0]!.message.length > 10);
  });
});
