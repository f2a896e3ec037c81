import { deepEqual } from "node:assert/strict";
import { isChosenByName, isModelFolder, modelLikeness, savedAt } from "../../../src/models/checkpointNames";

describe("The name of a model file", () => {
  const likeness = (path: string) => {
    const parts = path.split("/");
    return modelLikeness(parts.at(-1)!, parts.at(-2) ?? "run");
  };
  const those = (paths: string, is: string | undefined) => {
    for (const path of paths.split(" ")) deepEqual([path, likeness(path)], [path, is]);
  };

  it("tells a model by its ending where nothing else ends so, else by a word in it or in its folder's", () => {
    those("epoch=3-val_loss=0.2.ckpt a.safetensors net.onnx model.keras x.cbm", "surely");
    those(
      "best.pt model_10.pth weights/3.h5 checkpoints/0001.pt checkpoint-5/pytorch_model.bin model.pth.tar",
      "surely",
    );
    those("epoch3.pt step_100.bin yolo_last.pt G_net.pth", "surely");
  });

  it("is no model's for sure where data ends so, too", () => {
    those("train_10.h5 batch_3.pt data.tar archive.tar predictions_epoch3.npz embeddings.bin tokens.bin", "maybe");
    those("replay_buffer_step_1000.pkl 17.pt results.pkl clf.pkl shard-3.tar", "maybe");
  });

  it("is none of what lies beside a model, nor of anything else", () => {
    those(
      "optimizer.pt scheduler.pt rng_state_0.pth training_args.bin tokenizer.bin scaler.pt model.optim.pt",
      undefined,
    );
    those("metrics.csv a.txt model.py best.png", undefined);
  });

  it("says of a folder whether it is a model", () => {
    deepEqual(
      ["checkpoint-500", "global_step10", "epoch_3", "saved_model", "x.mlmodel"].filter(isModelFolder).length,
      5,
    );
    deepEqual(["checkpoints", "checkpoint", "step", "runs", "epochs_3"].filter(isModelFolder), []);
  });

  it("tells a step from an epoch, and either from a bare number", () => {
    const told = {
      "checkpoint-500": { step: 500 },
      checkpoint_000010: { number: 10 },
      "epoch=3-step=40.ckpt": { step: 40, epoch: 3 },
      "model_epoch_12.pt": { epoch: 12 },
      "ep7.pth": { epoch: 7 },
      "e7.pth": { epoch: 7 },
      "lr1e-3.pt": { number: 3 },
      iter_0001000: { step: 1000 },
      global_step20: { step: 20 },
      "timestep_500.pt": { number: 500 },
      "model_10.pth.tar": { number: 10 },
      "model10.pt": { number: 10 },
      "best.pt": {},
      "resnet.pt": {},
    };
    for (const [name, at] of Object.entries(told)) deepEqual([name, savedAt(name)], [name, at]);
  });

  it("says that somebody chose it only by a whole word", () => {
    deepEqual(
      ["best.pt", "model_best_epoch3.pt", "last.ckpt", "ema.pt", "model-final.pt", "bestmodel.pt"].every(
        isChosenByName,
      ),
      true,
    );
    deepEqual(["blast_3.pt", "model_3.pt", "semantic_3.pt", "system_3.pt"].some(isChosenByName), false);
  });
});
