import { equal } from "node:assert/strict";
import { gpusUsed } from "../../../src/launches/gpusUsed";

const machine = { host: "h", gpus: 8, python: "/python" };
const used = (command: string | undefined, params = {}, gpus = 8) =>
  gpusUsed(
    { params, ...(command !== undefined && { command }) },
    gpus < 0 ? undefined : { command: command ?? "", machine: { ...machine, gpus } },
  );

describe("The GPUs that a run kept busy at the least", () => {
  it("are as many as its launcher was told", () => {
    equal(used("torchrun --nproc_per_node=4 train.py"), 4);
    equal(used("torchrun --nproc-per-node 2 train.py", {}, -1), 2, "as its format recorded the command");
    equal(used("accelerate launch --num_processes 3 train.py"), 3);
  });

  it("are as many as it logged", () => {
    equal(used(undefined, { "args.n_gpu": 2 }, -1), 2);
    equal(used("python train.py", { world_size: 16 }, -1), 16);
    equal(used("python train.py", { gpus: "0,1" }, -1), undefined, "a list of names counts nothing");
  });

  it("are those that a script was given by name, and one where a number may be a name", () => {
    equal(used("python train.py --gpus 3"), 1);
    equal(used("python train.py --gpus=0,1"), 2);
    equal(used("torchrun --nproc_per_node=4 train.py --gpus 7"), 4);
    equal(used("python train.py", { gpus: 3 }, -1), 1);
    equal(used("python train.py", { gpus: 3, world_size: 2 }, 0), undefined, "the machine has none");
  });

  it("is one where a machine with GPUs was used, and none is told of where nothing is known", () => {
    equal(used("python train.py"), 1);
    equal(used("torchrun --nproc_per_node=4 train.py", {}, 0), undefined, "the machine has none");
    equal(used("python train.py", { lr: 0.1 }, -1), undefined);
    equal(used("python train.py --gpus 99999", {}, -1), undefined);
  });
});
