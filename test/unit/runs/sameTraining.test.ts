import assert from "node:assert/strict";
import { dirname } from "node:path";
import { RawRun, RawSource } from "../../../src/readers/raw";
import { layOut } from "../../../src/runs/assembly/layout";
import type { SourceState } from "../../../src/runs/assembly/parts";
import { processorTime } from "../../support/processorTime";

/** By tag, the values at the steps 0, 1, 2 … */
type Metrics = Readonly<Record<string, readonly number[]>>;
interface Given {
  readonly wall?: number;
  readonly firstStep?: number;
  readonly nativeId?: string;
  readonly place?: string;
}

/** A source as the store holds it. Paths that end like a file's are files'. */
function source(format: string, path: string, metrics: Metrics, given: Given = {}): SourceState {
  const { wall, firstStep = 0, nativeId = "", place } = given;
  const raw = new RawSource();
  const run = raw.run(nativeId);
  for (const [tag, values] of Object.entries(metrics))
    for (const [at, value] of values.entries())
      run.seriesOf(tag).points.push(firstStep + at, value, wall === undefined ? undefined : wall + at);
  const isFile = /\.\w+$/.test(path);
  const claim = {
    path,
    runFolder: isFile ? dirname(path) : path,
    scope: isFile ? ("file" as const) : ("folder" as const),
    ...(place !== undefined && { place }),
  };
  return { format, claim, raw, files: [path], modifiedAt: 0, isReleased: false, grew: false };
}

/** A curve of values that nobody logs twice by chance. */
const curve = (seed: number, count = 12) => Array.from({ length: count }, (_, at) => 1 / (at + 1 + seed / 7));
/** Ids, each with those that are the same training. */
const idsOf = (...sources: SourceState[]) =>
  Object.fromEntries(layOut(sources, "/w").map(({ id, also = [] }) => [id, also]));

describe("One training that several loggers tell", () => {
  it("is one entry, whose names are those of the tool that writes first", () => {
    const [run, ...others] = layOut(
      [
        source("csv", "/w/logs/history.csv", { loss: curve(1), val_acc: curve(2), lr: curve(3) }),
        source("tensorboard", "/w/tb/a", { "Loss/train": curve(1), "Accuracy/val": curve(2) }),
      ],
      "/w",
    );
    assert.deepEqual(others, []);
    assert.equal(run?.id, "/w/tb/a");
    assert.deepEqual(run.also, ["/w/logs"]);
    assert.deepEqual(
      run.parts.flatMap(({ raw, nameOf }) => [...raw.series.keys()].map(nameOf)),
      ["Loss/train", "Accuracy/val", "Loss/train", "Accuracy/val", "lr"],
    );
  });

  it("is one entry where files that differ in their endings alone hold few points, all alike", () => {
    const few = { loss: curve(1, 4), reward: [3, 1, 2, 5] };
    const ids = (name: string) =>
      Object.keys(idsOf(source("csv", "/w/a/scores.csv", few), source("history-json", name, few)));
    assert.equal(ids("/w/a/scores.json").length, 1);
    assert.equal(ids("/w/a/others.json").length, 2);
  });

  it("is one entry where all of its folds were printed, and its tracker logged them, too", () => {
    const folds = [curve(1, 5), curve(2, 6), curve(3, 4)];
    const ids = (logged: readonly number[]) => {
      const tracker = source("wandb", "/w/wandb/run-1", { val_acc: logged });
      const printed = source("text-log", "/w/wandb/run-1/output.log", { "Val Acc": folds[2]! });
      const [run] = printed.raw.runs.values();
      for (const fold of folds.slice(0, 2)) {
        const before = new RawRun("");
        for (const [at, value] of fold.entries()) before.seriesOf("Val Acc").points.push(at, value);
        run!.earlier.push(before);
      }
      return layOut([tracker, printed], "/w").map(({ id, attempt }) => [id, attempt?.index]);
    };
    assert.deepEqual(ids(folds.flat()), [["/w/wandb/run-1", undefined]]);
    assert.equal(ids([0.5, 0.6, 0.7]).length, 3, "a value for each fold");
    assert.equal(ids([...folds[2]!, ...curve(4, 30)]).length, 3, "as many values of the last training alone");
  });

  it("keeps its id when the copy appears later, whatever order they are found in", () => {
    const board = source("tensorboard", "/w/z", { loss: curve(1) });
    const table = source("csv", "/w/a/metrics.csv", { loss: curve(1) });
    assert.deepEqual(idsOf(board), { "/w/z": [] });
    assert.deepEqual(idsOf(board, table), { "/w/z": ["/w/a"] });
    assert.deepEqual(idsOf(table, board), { "/w/z": ["/w/a"] });
  });

  it("is found where values were kept as 32-bit floats, epochs count from 1, or a log ends early", () => {
    const table = source("csv", "/w/a/metrics.csv", { loss: curve(1).slice(0, 7), val_loss: curve(2).slice(0, 7) });
    const single = (values: readonly number[]) => values.map(Math.fround);
    const board = source(
      "tensorboard",
      "/w/z",
      { loss: single(curve(1)), val_loss: single(curve(2)) },
      { firstStep: 1 },
    );
    assert.deepEqual(idsOf(board, table), { "/w/z": ["/w/a"] });
  });

  it("is found after its points were given back", () => {
    const sources = [
      source("tensorboard", "/w/z", { loss: curve(1) }),
      source("csv", "/w/a/metrics.csv", { loss: curve(1) }),
    ];
    for (const { raw } of sources) for (const run of raw.runs.values()) run.release();
    assert.deepEqual(idsOf(...sources), { "/w/z": ["/w/a"] });
  });

  it("of NaN from some step on is found, too", () => {
    const diverged = [...curve(1), NaN, NaN];
    assert.deepEqual(
      idsOf(source("tensorboard", "/w/z", { loss: diverged }), source("csv", "/w/a/metrics.csv", { loss: diverged })),
      { "/w/z": ["/w/a"] },
    );
  });
});

describe("Trainings that are none of each other's", () => {
  const apart = (...sources: SourceState[]) => assert.equal(layOut(sources, "/w").length, sources.length);

  it("stay apart where few points are equal, or equal by chance", () => {
    const both = (metrics: Metrics) => [
      source("tensorboard", "/w/z", metrics),
      source("csv", "/w/a/metrics.csv", metrics),
    ];
    apart(...both({ loss: [0.5, 0.25, 0.125] }));
    apart(...both({ acc: Array<number>(50).fill(0.5) }));
    apart(...both({ reward: Array.from({ length: 50 }, (_, at) => at) }));
    apart(...both({ lr: curve(1), learning_rate: curve(2) }));
  });

  it("stay apart where one metric contradicts", () => {
    apart(
      source("tensorboard", "/w/z", { val_loss: curve(1), loss: curve(2) }),
      source("csv", "/w/a/metrics.csv", { val_loss: curve(1), loss: curve(3) }),
    );
  });

  it("stay apart where they differ late", () => {
    apart(
      source("tensorboard", "/w/z", { loss: curve(1, 11) }),
      source("csv", "/w/a/metrics.csv", { loss: [...curve(1, 10), 0.123] }),
    );
    apart(
      source("tensorboard", "/w/z", { loss: curve(1, 60) }),
      source("csv", "/w/a/metrics.csv", { loss: [...curve(1, 40), ...curve(2, 20)] }),
    );
  });

  it("stay apart in the same tool: a training and its repetition", () => {
    apart(source("tensorboard", "/w/y", { loss: curve(1) }), source("tensorboard", "/w/z", { loss: curve(1) }));
  });

  it("stay apart where they began at other times", () => {
    apart(
      source("tensorboard", "/w/z", { loss: curve(1) }, { wall: 1.7e9 }),
      source("wandb", "/w/wandb/run-20240101_000000-abc", { loss: curve(1) }, { wall: 1.7e9 + 3600 }),
    );
  });

  it("are paired one to one where a training was repeated exactly", () => {
    assert.deepEqual(
      idsOf(
        source("tensorboard", "/w/tb/0", { loss: curve(1) }),
        source("tensorboard", "/w/tb/1", { loss: curve(1) }),
        source("csv", "/w/csv/0/metrics.csv", { loss: curve(1) }),
        source("csv", "/w/csv/1/metrics.csv", { loss: curve(1) }),
      ),
      { "/w/tb/0": ["/w/csv/0"], "/w/tb/1": ["/w/csv/1"] },
    );
  });
});

describe("Runs of MLflow with one id", () => {
  const id = "0d7d230ef1ac48c0adb4801b81cac6f5";
  it("are one run, that of the folder, in whatever order they are found", () => {
    const folder = source("mlflow", "/w/mlruns/1", { loss: [1] }, { nativeId: id, place: `/w/mlruns/1/${id}` });
    const database = source("mlflow", "/w/a/mlflow", { loss: [1] }, { nativeId: id });
    const expected = { [`/w/mlruns/1#${id}`]: [`/w/a/mlflow#${id}`] };
    assert.deepEqual(idsOf(folder, database), expected);
    assert.deepEqual(idsOf(database, folder), expected);
  });
});

describe("Looking for trainings told twice", () => {
  /** Half of the runs by one logger, half by the other; all begin alike, as those of one seed may. */
  const project = (count: number) =>
    Array.from({ length: count / 2 }, (_, at) => {
      const values = [0.7, 0.6, 0.5, ...curve(at + 10)];
      return [
        source("tensorboard", `/w/tb/${at}`, { loss: values }),
        source("csv", `/w/csv/${at}/metrics.csv`, { loss: values.map((value) => value + 1e-3 * (at + 1)) }),
      ];
    }).flat();
  const timeOf = (sources: readonly SourceState[]) => {
    const took = processorTime();
    assert.equal(layOut(sources, "/w").length, sources.length);
    return took();
  };

  it("takes ten times as long for ten times as many, though all begin alike", () => {
    timeOf(project(200));
    const few = Math.max(3, timeOf(project(200)));
    assert.ok(timeOf(project(2000)) < few * 40);
  });
});
