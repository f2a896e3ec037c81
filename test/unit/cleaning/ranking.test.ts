import { deepEqual } from "node:assert/strict";
import { basename } from "node:path";
import type { Checkpoint } from "../../../src/cleaning/disk";
import type { Pointer } from "../../../src/cleaning/pointers";
import { rankCheckpoints, type MetricPoints } from "../../../src/cleaning/ranking";
import { savedAt } from "../../../src/models/checkpointNames";

/** Checkpoints of these names, each newer than the one before. */
function named(...names: readonly string[]): Checkpoint[] {
  return names.map((path, index) => {
    const name = basename(path);
    const time = index + 1;
    return { path: `/r/${path}`, name, at: savedAt(name), bytes: 1, newest: time, savedAt: time, holdsSource: false };
  });
}

function points(
  more: { steps?: Readonly<Record<number, number>>; epochs?: Readonly<Record<number, number>> },
  better: MetricPoints["better"] = "lower",
): MetricPoints {
  const mapOf = (values: Readonly<Record<number, number>> | undefined) =>
    values && new Map(Object.entries(values).map(([at, value]) => [Number(at), value]));
  return { better, steps: mapOf(more.steps), epochs: mapOf(more.epochs) };
}

const names = (checkpoints: readonly Checkpoint[]) => checkpoints.map(({ name }) => name);

function gone(
  keep: number,
  checkpoints: readonly Checkpoint[],
  known: MetricPoints | undefined,
  pointers: readonly Pointer[] = [],
): string[] {
  return names(rankCheckpoints(checkpoints, keep, known, pointers).gone);
}

describe("Keeping the best checkpoints", () => {
  const steps = points({ steps: { 10: 0.5, 20: 0.1, 30: 0.2, 40: 0.3, 50: 0.4 } });

  it("goes by the metric at their steps, and leaves the last and those called best", () => {
    const all = named(...[10, 20, 30, 40, 50].map((step) => `checkpoint-${step}`), "best.pt");
    deepEqual(gone(1, all, steps), ["checkpoint-10", "checkpoint-30", "checkpoint-40"]);
    deepEqual(gone(2, all, steps), ["checkpoint-10", "checkpoint-40"]);
    deepEqual(gone(0, all, steps), ["checkpoint-10", "checkpoint-20", "checkpoint-30", "checkpoint-40"]);
  });

  it("never takes an epoch for a step: epoch 20 of a log by steps is not its step 20", () => {
    const all = named("epoch=10.ckpt", "epoch=20.ckpt", "epoch=30.ckpt");
    const { gone: some, spared } = rankCheckpoints(all, 1, steps, []);
    deepEqual(
      [names(some), spared.map(({ checkpoint, why }) => [checkpoint.name, why])],
      [
        [],
        [
          ["epoch=10.ckpt", "no-point"],
          ["epoch=20.ckpt", "no-point"],
        ],
      ],
    );
    const both = points({ steps: { 10: 0.1, 20: 0.9, 30: 0.8 }, epochs: { 10: 0.9, 20: 0.1, 30: 0.8 } });
    deepEqual(gone(1, all, both), ["epoch=10.ckpt"]);
  });

  it("spares what may count either, and what the metric wasn't logged at", () => {
    const all = named("model_10.pt", "model_20.pt", "step_15.pt", "step_30.pt", "step_50.pt");
    const { gone: some, spared } = rankCheckpoints(all, 1, steps, []);
    deepEqual(names(some), []);
    deepEqual(
      spared.map(({ why }) => why),
      ["no-unit", "no-point"],
    );
    deepEqual(gone(0, all, undefined), []);
  });

  it("takes a number for an epoch where the log counts nothing else, and has so many", () => {
    const epochs = points({ epochs: { 1: 0.5, 2: 0.1, 3: 0.4, 4: 0.3 } });
    deepEqual(gone(1, named("model_1.pt", "model_2.pt", "model_4.pt"), epochs).includes("model_2.pt"), false);
    deepEqual(gone(1, named("model_1000.pt", "model_2000.pt", "model_3000.pt"), epochs), []);
  });

  it("keeps the best by every way of counting that fits: logs count from 0, names from 1", () => {
    const fromZero = points({ epochs: { 0: 0.9, 1: 0.1, 2: 0.8, 3: 0.7, 4: 0.6 } });
    // Five names from 1 to 5 fit only one way: the best, logged at 1, is the second.
    const all = named("epoch1.pt", "epoch2.pt", "epoch3.pt", "epoch4.pt", "epoch5.pt");
    deepEqual(gone(1, all, fromZero), ["epoch1.pt", "epoch3.pt", "epoch4.pt"]);
    // Three in the middle fit three ways.
    deepEqual(gone(1, named("epoch1.pt", "epoch2.pt", "epoch3.pt"), fromZero), []);
  });

  it("keeps all that are as good as the last kept, and none for being NaN", () => {
    const same = points({ steps: { 10: 0.1, 20: 0.1, 30: NaN, 40: 0.1, 50: 0.3, 60: 0.9 } });
    const all = named(...[10, 20, 30, 40, 50, 60].map((step) => `step_${step}.pt`));
    deepEqual(gone(1, all, same), ["step_30.pt", "step_50.pt"]);
  });

  it("takes the greatest number for the last where all were copied at one time", () => {
    const all = named("checkpoint-40", "checkpoint-50", "checkpoint-10", "checkpoint-20");
    const copied = all.map((one) => ({ ...one, newest: 7, savedAt: 7 }));
    deepEqual(gone(1, copied, steps), ["checkpoint-40", "checkpoint-10"]);
  });

  it("keeps what a link leads to, and what a tool wrote down as its best or latest", () => {
    const all = named("checkpoint-10", "checkpoint-20", "checkpoint-30", "checkpoint-40", "checkpoint-50");
    const pointers: Pointer[] = [
      { from: "/r/serve", to: "/r/checkpoint-10/model.pt" },
      { from: "/r/checkpoint-50/trainer_state.json", names: new Set(["checkpoint-30"]) },
      { from: "/r/latest_checkpointed_iteration.txt", names: new Set(["40"]) },
      { from: "/r/checkpoint-20/latest", names: new Set(["checkpoint-20"]) },
    ];
    deepEqual(gone(0, all, steps, pointers), ["checkpoint-20"]);
  });

  it("keeps of two that are saved together both of the best and of the last: a generator and its discriminator", () => {
    const pairs = [10, 20, 30, 40, 50].flatMap((step) => [`G_step${step}.pt`, `D_step${step}.pt`]);
    deepEqual(
      gone(1, named(...pairs), steps),
      [10, 30, 40].flatMap((step) => [`G_step${step}.pt`, `D_step${step}.pt`]),
    );
    deepEqual(
      gone(2, named(...pairs), steps),
      [10, 40].flatMap((step) => [`G_step${step}.pt`, `D_step${step}.pt`]),
    );
  });

  it("spares what two folders have one of, as by folds: one metric can't tell of both", () => {
    const all = named(
      "fold1/step_10.pt",
      "fold1/step_40.pt",
      "fold1/step_50.pt",
      "fold2/step_10.pt",
      "fold2/step_30.pt",
    );
    const { gone: some, spared } = rankCheckpoints(all, 0, steps, []);
    deepEqual(names(some), ["step_40.pt"]);
    deepEqual(
      spared.map(({ checkpoint, why }) => [checkpoint.path, why]),
      [
        ["/r/fold1/step_10.pt", "two-folders"],
        ["/r/fold2/step_10.pt", "two-folders"],
      ],
    );
  });

  it("touches no shard, nothing that the run is read from, and nothing without a number", () => {
    const all = [
      ...named("model-00001-of-00002.safetensors", "model.safetensors", "step_10.pt", "step_50.pt"),
      ...named("step_20.pt").map((one) => ({ ...one, holdsSource: true })),
    ];
    deepEqual(gone(0, all, steps), ["step_10.pt"]);
  });
});
