import assert from "node:assert/strict";
import { basename, dirname } from "node:path";
import { RawSource } from "../../../src/readers/raw";
import { layOut } from "../../../src/runs/assembly/layout";
import { assemble } from "../../../src/runs/assembly/summary";
import type { SourceState } from "../../../src/runs/assembly/parts";
import { areApart } from "../../../src/runs/assembly/siblings";

/** A source as the store holds it, with one point in each of these tags. */
function source(
  format: string,
  path: string,
  tags: readonly string[],
  scope: "folder" | "file" = "folder",
): SourceState {
  const raw = new RawSource();
  const run = raw.run();
  for (const tag of tags) run.seriesOf(tag).points.push(1, 1);
  const runFolder = scope === "file" ? dirname(path) : path;
  return {
    format,
    claim: { path, runFolder, scope },
    raw,
    files: [path],
    modifiedAt: 0,
    isReleased: false,
    grew: false,
  };
}
const events = (folder: string, ...tags: string[]) => source("tensorboard", folder, tags);
const log = (path: string, ...tags: string[]) => source("csv", path, tags, "file");

/** Runs by path, each with the names of its series. */
function runs(...sources: SourceState[]): Record<string, string[]> {
  return Object.fromEntries(
    layOut(sources, "/w").map(({ path, parts }) => [
      path,
      parts.flatMap(({ raw, nameOf }) => [...raw.series.keys()].map(nameOf)).sort(),
    ]),
  );
}

describe("one run, one entry", () => {
  it("a folder of event files is a run", () => {
    assert.deepEqual(runs(events("/w/runs/a", "loss"), events("/w/runs/b", "loss")), {
      "/w/runs/a": ["loss"],
      "/w/runs/b": ["loss"],
    });
  });

  it("Keras's train/ and validation/ and the CSV beside them are one run", () => {
    assert.deepEqual(
      runs(
        events("/w/k/a/train", "epoch_loss"),
        events("/w/k/a/validation", "epoch_loss"),
        log("/w/k/a/history.csv", "loss"),
      ),
      { "/w/k/a": ["loss", "train/epoch_loss", "validation/epoch_loss"] },
    );
  });

  it("a folder of event files that tells nothing is a run, but not above others", () => {
    assert.deepEqual(Object.keys(runs(events("/w/logs"))), ["/w/logs"]);
    assert.deepEqual(Object.keys(runs(events("/w/logs"), events("/w/logs/hp/a", "loss"))), ["/w/logs/hp/a"]);
    assert.deepEqual(Object.keys(runs(events("/w/logs", "lr"), events("/w/logs/a", "loss"))), ["/w/logs", "/w/logs/a"]);
  });

  it("a run called test among other runs stays a run", () => {
    assert.deepEqual(
      Object.keys(runs(events("/w/runs/test", "loss"), events("/w/runs/b", "loss"))).map((path) => basename(path)),
      ["test", "b"],
    );
  });

  it("a run of a trainer that calls its runs train is not a part of the folder above it", () => {
    const yolo = source("ultralytics", "/w/runs/detect/train", ["train/box_loss"]);
    assert.deepEqual(Object.keys(runs(yolo)), ["/w/runs/detect/train"]);
    assert.deepEqual(runs(yolo, events("/w/runs/detect/train", "lr/pg0")), {
      "/w/runs/detect/train": ["lr/pg0", "train/box_loss"],
    });
  });

  it("the workspace folder itself is never left, whatever it is called", () => {
    const inRoot = source("tensorboard", "/w/train", ["loss"]);
    assert.deepEqual(
      layOut([inRoot], "/w/train").map(({ path }) => path),
      ["/w/train"],
    );
  });

  it("CatBoost's tables and its event files of every test set are one run", () => {
    const table = source("catboost", "/w/catboost_info", ["learn/RMSE", "test/RMSE:0", "test1/RMSE"]);
    const sets = ["learn", "test", "test1"].map((name) => events(`/w/catboost_info/${name}`, "RMSE"));
    assert.deepEqual(Object.keys(runs(table, ...sets)), ["/w/catboost_info"]);
    assert.deepEqual(Object.keys(runs(events("/w/runs", "loss"), events("/w/runs/test1", "loss"))), [
      "/w/runs",
      "/w/runs/test1",
    ]);
  });

  it("MMEngine's logs in vis_data are those of the folder of the start", () => {
    const folder = "/w/work_dirs/frcnn/20261120_101112";
    assert.deepEqual(
      runs(source("mmengine", `${folder}/vis_data`, ["loss", "coco/bbox_mAP"]), events(`${folder}/vis_data`, "lr")),
      { [folder]: ["coco/bbox_mAP", "loss", "lr"] },
    );
  });

  it("MMCV's event files in tf_logs are of the run that its log makes of the folder above", () => {
    assert.deepEqual(runs(source("mmengine", "/w/work_dirs/a", ["loss"]), events("/w/work_dirs/a/tf_logs", "loss")), {
      "/w/work_dirs/a": ["loss", "loss"],
    });
    assert.deepEqual(Object.keys(runs(events("/w/b/tf_logs", "loss"))), ["/w/b/tf_logs"]);
  });

  it("the folders of add_scalars are series of their run", () => {
    assert.deepEqual(
      runs(events("/w/a", "lr"), events("/w/a/val_loss_train", "val/loss"), events("/w/a/val_loss_test", "val/loss")),
      { "/w/a": ["lr", "val/loss/test", "val/loss/train"] },
    );
  });

  it("the folders of add_scalars lie deeper where a curve's name has slashes", () => {
    assert.deepEqual(runs(events("/w/a", "lr"), events("/w/a/eval_reward_ALE/Alien-v5", "eval/reward")), {
      "/w/a": ["eval/reward/ALE/Alien-v5", "lr"],
    });
  });

  it("the folders of tensorboardX's add_scalars are series of their run, also those called train and val", () => {
    assert.deepEqual(
      runs(events("/w/a", "lr"), events("/w/a/loss/train", "loss"), events("/w/a/data/group/b", "data/group")),
      { "/w/a": ["data/group/b", "loss/train", "lr"] },
    );
  });

  it("what one writer gave to add_hparams for several trainings, and nothing else, are as many runs", () => {
    assert.deepEqual(
      runs(events("/w/a"), events("/w/a/1790000000.5", "hparam/acc"), events("/w/a/1790000001.25", "hparam/acc")),
      { "/w/a/1790000000.5": ["hparam/acc"], "/w/a/1790000001.25": ["hparam/acc"] },
    );
  });

  it("the folder of add_hparams, named by a time, is a part of its run, and a run of its own without one", () => {
    assert.deepEqual(runs(events("/w/a", "loss"), events("/w/a/1790000000.5", "hparam/acc")), {
      "/w/a": ["hparam/acc", "loss"],
    });
    assert.deepEqual(Object.keys(runs(events("/w/a/1790000000.5", "hparam/acc"))), ["/w/a/1790000000.5"]);
  });

  it("the Trainer's event files and its state are one run, and its keys have TensorBoard's names", () => {
    assert.deepEqual(
      runs(
        source("hf-trainer", "/w/out", ["loss", "eval_loss"]),
        events("/w/out/runs/Nov22_01-02-03_host", "train/loss"),
      ),
      { "/w/out": ["eval/loss", "train/loss", "train/loss"] },
    );
  });

  it("a log with a plain name makes its folder the run; one with a name of its own is a run by itself", () => {
    assert.deepEqual(Object.keys(runs(log("/w/exp/metrics.csv", "loss"), log("/w/logs/resnet50.csv", "loss"))), [
      "/w/exp",
      "/w/logs/resnet50.csv",
    ]);
  });

  it("logs of one name in the folders of two splits are one run; a split's folder alone is none", () => {
    assert.deepEqual(runs(log("/w/0/train/stats.json", "loss"), log("/w/0/val/stats.json", "loss", "mae")), {
      "/w/0": ["train/loss", "val/loss", "val/mae"],
    });
    assert.deepEqual(Object.keys(runs(log("/w/0/train/stats.json", "loss"))), ["/w/0/train/stats.json"]);
  });

  it("logs of two splits in one folder are one run", () => {
    assert.deepEqual(runs(log("/w/exp/train_log.csv", "loss"), log("/w/exp/val.csv", "loss")), {
      "/w/exp": ["train/loss", "val/loss"],
    });
  });

  it("a log's name is not put before a metric that says its split itself, nor before any where the log is alone", () => {
    assert.deepEqual(runs(log("/w/exp/training_log.csv", "loss", "val_acc")), { "/w/exp": ["loss", "val_acc"] });
    assert.deepEqual(
      runs(log("/w/exp/train.csv", "loss", "Validation Loss", "valAcc"), log("/w/exp/test.csv", "acc")),
      {
        "/w/exp": ["Validation Loss", "test/acc", "train/loss", "valAcc"],
      },
    );
    assert.deepEqual(runs(events("/w/exp", "lr"), log("/w/exp/train.csv", "loss")), { "/w/exp": ["lr", "train/loss"] });
  });
});

describe("what a job of Hydra's logs", () => {
  const job = (folder: string) => {
    const found = source("hydra", folder, []);
    found.raw.run().params.set("lr", 0.1);
    return found;
  };

  it("is the job's, wherever below its folder it lies", () => {
    assert.deepEqual(
      runs(job("/w/outputs/a"), events("/w/outputs/a/tb/logs", "loss"), log("/w/outputs/a/x.csv", "acc")),
      {
        "/w/outputs/a": ["acc", "loss"],
      },
    );
  });

  it("is told apart by its folders where there are several", () => {
    assert.deepEqual(
      runs(job("/w/outputs/a"), events("/w/outputs/a/f0", "loss"), log("/w/outputs/a/f1/metrics.csv", "loss")),
      {
        "/w/outputs/a": ["f0/loss", "f1/loss"],
      },
    );
  });

  it("does not make runs of jobs that logged nothing, nor takes what lies beside", () => {
    assert.deepEqual(runs(job("/w/outputs/a"), events("/w/outputs/b", "loss")), { "/w/outputs/b": ["loss"] });
  });

  it("leaves the trials of a search runs of their own", () => {
    const found = runs(job("/w/outputs/a"), source("ray-tune", "/w/outputs/a/tune/t0", ["loss"]));
    assert.deepEqual(Object.keys(found), ["/w/outputs/a/tune/t0"]);
  });
});

describe("the run that a folder is by its train.log", () => {
  const called = (...sources: SourceState[]) =>
    Object.fromEntries(layOut(sources, "/w").map((run) => [run.path, assemble(run, "/w", 0).summary.name]));

  it("is called by it beside logs that are runs of their own, and keeps its id", () => {
    const [own, other] = [log("/w/logs/train.log", "acc"), log("/w/logs/train_1.log", "acc")];
    assert.deepEqual(called(own, other), { "/w/logs": "train", "/w/logs/train_1.log": "train_1" });
    assert.deepEqual(called(own), { "/w/logs": "logs" });
  });

  it("is called by the folder where that holds more of it", () => {
    const parts = [log("/w/a/train.csv", "loss"), log("/w/a/val.csv", "loss")];
    assert.deepEqual(called(...parts, log("/w/a/other.csv", "reward"))["/w/a"], "a");
  });
});

it("Ray Tune's event files, which repeat its results, are left out", () => {
  const both = [source("ray-tune", "/w/exp/t0", ["loss"]), events("/w/exp/t0", "ray/tune/loss", "ray/tune/pid")];
  assert.deepEqual(runs(...both), { "/w/exp/t0": ["loss"] });
});

describe("one training, one entry", () => {
  /** A log with these losses at steps 1, 2 … */
  const losses = (path: string, ...values: readonly number[]) => {
    const made = log(path);
    values.forEach((value, at) =>
      made.raw
        .run()
        .seriesOf("loss")
        .points.push(at + 1, value),
    );
    return made;
  };

  it("a copy of a log beside it is left out, whatever made it, and is counted", () => {
    const names = [
      "results (1).csv",
      "results - Copy.csv",
      "results copy 2.csv",
      "results (PC-2 conflicted copy 2023-11-14).csv",
      "results.sync-conflict-20231114-101112-ABCDEFG.csv",
    ];
    for (const name of names) {
      const original = losses("/w/a/results.csv", 3, 2, 1);
      assert.deepEqual(runs(original, losses(`/w/a/${name}`, 3, 2)), { "/w/a": ["loss"] }, name);
      assert.deepEqual(
        original.raw.run().leftOut.list.map(({ path, cause }) => [path, cause]),
        [[`/w/a/${name}`, "copy"]],
      );
    }
  });

  it("a log that has a copy's name, and other numbers, is a run", () => {
    const found = runs(losses("/w/a/results.csv", 3, 2, 1), losses("/w/a/results (1).csv", 3, 2.5));
    assert.deepEqual(Object.keys(found), ["/w/a", "/w/a/results (1).csv"]);
  });

  it("event files in tf/ beside metrics.csv are of the same run", () => {
    const found = runs(log("/w/a/metrics.csv", "loss"), events("/w/a/tf", "lr"), events("/w/b/tf", "lr"));
    assert.deepEqual(found, { "/w/a": ["loss", "lr"], "/w/b/tf": ["lr"] });
  });

  it("train_loss.csv and validation_loss.csv are one run's", () => {
    const found = runs(log("/w/a/train_loss.csv", "loss"), log("/w/a/validation_loss.csv", "loss"));
    assert.deepEqual(found, { "/w/a": ["train/loss", "validation/loss"] });
    const named = runs(log("/w/a/train_loss.csv", "train_loss"), log("/w/a/val_loss.csv", "val_loss"));
    assert.deepEqual(named, { "/w/a": ["train_loss", "val_loss"] }, "a name that says the split keeps it");
    assert.equal(Object.keys(runs(log("/w/a/train_cats.csv", "x"), log("/w/a/test_cats.csv", "x"))).length, 2);
  });

  it("each of thousands of logs in a run's folder is looked at a few times, not once for each other one", () => {
    let asked = 0;
    const counted = ({ raw, ...rest }: SourceState): SourceState => ({
      ...rest,
      get raw() {
        asked++;
        return raw;
      },
    });
    const all = Array.from({ length: 200 }, (_, n) => counted(log(`/w/a/own${n}.csv`, `x${n}`, `y${n}`, "step")));
    const twins = [counted(log("/w/a/p.csv", "x", "y")), counted(log("/w/a/q.csv", "x", "z"))];
    const apart = areApart(
      [...all, ...twins],
      () => true,
      () => false,
    );
    assert.deepEqual(
      [...apart].map(({ claim }) => basename(claim.path)),
      ["p.csv", "q.csv"],
    );
    assert.ok(asked < 5 * all.length, `${asked} times`);
  });

  it("folders of one W&B id are tied together, the last one first", () => {
    const folder = (time: string) => source("wandb", `/w/wandb/offline-run-20261125_${time}-seg001`, ["loss"]);
    const other = source("wandb", "/w/wandb/offline-run-20261125_161101-other", ["loss"]);
    const last = "/w/wandb/offline-run-20261125_161103-seg001";
    const found = layOut([folder("161100"), other, folder("161103")], "/w");
    assert.deepEqual(
      found.map(({ path, attempt, under }) => [path.slice(-6), attempt?.index, attempt?.of, under]),
      [
        ["seg001", 1, 2, last],
        ["seg001", 2, 2, undefined],
        ["-other", undefined, undefined, undefined],
      ],
    );
  });
});
