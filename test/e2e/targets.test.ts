import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { oneNodeSlurm, type Slurm } from "../support/oneNodeSlurm";
import { useWorkbench } from "../support/workbench";

const log = `
import json, os
def log(out, step, **metrics):
    os.makedirs(out, exist_ok=True)
    with open(f"{out}/metrics.jsonl", "a") as file:
        file.write(json.dumps({"step": step, **metrics}) + "\\n")
`;

/** Two processes that average their gradients; the first one logs. */
const torch = `${log}
import torch
import torch.distributed as dist

def train():
    dist.init_process_group("gloo")
    torch.manual_seed(0)
    model = torch.nn.parallel.DistributedDataParallel(torch.nn.Linear(4, 1))
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    for step in range(1, 6):
        x = torch.randn(8, 4)
        loss = ((model(x) - x.sum(1, keepdim=True)) ** 2).mean()
        optimizer.zero_grad(); loss.backward(); optimizer.step()
        if dist.get_rank() == 0:
            log("torchrun_runs/a", step, **{"val/loss": loss.item(), "processes": dist.get_world_size()})
    dist.destroy_process_group()

if __name__ == "__main__":
    train()
`;

/** By Accelerate's own loop, which fails after it has logged. */
const accelerated = `${log}
import sys
import torch
from accelerate import Accelerator

def train():
    accelerator = Accelerator(cpu=True)
    model = torch.nn.Linear(4, 1)
    model, optimizer = accelerator.prepare(model, torch.optim.SGD(model.parameters(), lr=0.1))
    for step in range(1, 6):
        x = torch.randn(8, 4)
        loss = ((model(x) - x.sum(1, keepdim=True)) ** 2).mean()
        optimizer.zero_grad(); accelerator.backward(loss); optimizer.step()
        log("accelerate_runs/a", step, **{"val/loss": loss.item()})
    sys.exit(3)

if __name__ == "__main__":
    train()
`;

const spark = `${log}
from pyspark.sql import SparkSession
from pyspark.ml.classification import LogisticRegression
from pyspark.ml.linalg import Vectors

def train():
    session = SparkSession.builder.getOrCreate()
    rows = [(float(i % 2), Vectors.dense([i % 2 + i / 100, 1.0])) for i in range(40)]
    data = session.createDataFrame(rows, ["label", "features"])
    for step in (1, 2, 3):
        model = LogisticRegression(maxIter=step).fit(data)
        log("spark_runs/a", step, **{"val/accuracy": model.summary.accuracy})
    session.stop()

if __name__ == "__main__":
    train()
`;

const ray = `${log}
import ray

@ray.remote
def fit(step):
    return 1 / step

def train():
    ray.init(address="auto", ignore_reinit_error=True)
    for epoch in range(1, 4):
        log("FOLDER/ray_runs/a", epoch, **{"val/loss": ray.get(fit.remote(epoch))})

if __name__ == "__main__":
    train()
`;

/** DeepSpeed's own loop, on the processor. */
const deepspeed = `${log}
import argparse
import deepspeed, torch

def train():
    parser = argparse.ArgumentParser()
    parser.add_argument("--local_rank", type=int, default=-1)
    parser.parse_args()
    deepspeed.init_distributed("gloo")
    model = torch.nn.Linear(4, 1)
    sgd = {"type": "SGD", "params": {"lr": 0.1}}
    engine, *_ = deepspeed.initialize(model=model, model_parameters=model.parameters(), config={"train_batch_size": 8, "optimizer": sgd})
    for step in range(1, 6):
        x = torch.randn(8, 4)
        loss = ((engine(x) - x.sum(1, keepdim=True)) ** 2).mean()
        engine.backward(loss); engine.step()
        log("deepspeed_runs/a", step, **{"val/loss": loss.item()})

if __name__ == "__main__":
    train()
`;

/**
 * So long an engine may take for its few steps, in ms. On a machine with other work Spark was seen to take 104 s, and DeepSpeed first compiles
 * its operations.
 */
const patience = 300_000;

/** What a package manager or a scheduler starts. It exits with what it is told. */
const plain = (name: string) => `${log}
import sys

def train():
    for epoch in range(1, 6):
        log("${name}_runs/a", epoch, **{"val/loss": 1 / epoch})
    sys.exit(int(sys.argv[1]) if len(sys.argv) > 1 else 0)

if __name__ == "__main__":
    train()
`;

/**
 * Engines for real, from PyPI: `python3 -m venv V && V/bin/pip install torch accelerate 'ray[default]' pyspark deepspeed uv debugpy`, then
 * `LOSSLINE_TARGETS=V npm test -- --only e2e --files targets`.
 */
describe("an engine from PyPI", () => {
  const environment = process.env["LOSSLINE_TARGETS"];
  const workbench = useWorkbench({ settings: { "lossline.codeLens.onTop": true } });

  before(function () {
    if (environment === undefined) this.skip();
    const { folder } = workbench();
    symlinkSync(environment, join(folder, ".venv"));
    const files = {
      torchrun: torch,
      accelerate: accelerated,
      spark,
      deepspeed,
      uv: plain("uv"),
      ray: ray.replace("FOLDER", folder),
    };
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, `train_${name}.py`), text);
    const profile = (name: string, launcher: readonly string[], env = {}) => ({
      name,
      script: `train_${name}.py`,
      launcher,
      env,
    });
    mkdirSync(join(folder, ".lossline"), { recursive: true });
    const profiles = [
      profile("torchrun", ["torchrun", "--standalone", "--nproc_per_node=2"]),
      profile("accelerate", [
        "accelerate",
        "launch",
        "--cpu",
        "--num_processes=1",
        "--num_machines=1",
        "--mixed_precision=no",
        "--dynamo_backend=no",
      ]),
      profile("spark", ["spark-submit", "--master", "local[2]"]),
      profile("deepspeed", ["deepspeed", "--num_accelerators=1"], { DS_ACCELERATOR: "cpu" }),
      profile("uv", ["uv", "run", "--no-project"]),
      profile("ray", ["ray", "job", "submit", "--address", "http://127.0.0.1:8265", "--"]),
    ];
    writeFileSync(join(folder, ".lossline/profiles.json"), JSON.stringify({ profiles }));
  });

  /** Chooses the script's profile and trains. */
  async function train(name: string): Promise<void> {
    await workbench().openFile(`train_${name}.py`);
    await workbench().codeLens("Train").waitFor();
    await workbench().command("Lossline: Select Profile…");
    await workbench().quickInput.choice(name).click();
    await workbench().codeLens("Train").click();
  }

  for (const [name, result] of [
    ["torchrun", "last: val/loss"],
    ["accelerate", "last: failed (exit code 1"],
    ["spark", "last: val/accuracy"],
    ["deepspeed", "last: val/loss"],
    ["uv", "last: val/loss"],
  ] as const) {
    it(`${name} makes a run with its exit state`, async () => {
      await train(name);
      await workbench().codeLens(result).waitFor({ timeout: patience });
      await workbench().screenshot(`target ${name}`);
    }).timeout(patience + 90_000);
  }

  it("a job on a local Ray cluster makes a run with its exit state", async () => {
    const bin = join(environment ?? "", "bin");
    const ray = join(bin, "ray");
    if (!existsSync(ray)) throw new Error("ray is not installed there");
    // Jobs run where the cluster was started, with its Python.
    const env = { ...process.env, PATH: `${bin}:${process.env["PATH"] ?? ""}` };
    const start = ["start", "--head", "--num-cpus=2", "--include-dashboard=true"];
    execFileSync(ray, start, { stdio: "ignore", cwd: workbench().folder, env });
    try {
      await train("ray");
      await workbench().codeLens("last: val/loss").waitFor({ timeout: patience });
      await workbench().screenshot("target ray");
    } finally {
      execFileSync(ray, ["stop", "--force"], { stdio: "ignore" });
    }
  }).timeout(patience + 90_000);
});

/** Debian's Slurm on one node, as root: `LOSSLINE_SLURM=1 npm test -- --only e2e --files targets`. */
describe("a batch job of Slurm", () => {
  const workbench = useWorkbench({ settings: { "lossline.codeLens.onTop": true } });
  let slurm: Slurm | undefined;

  before(async function () {
    if (process.env["LOSSLINE_SLURM"] === undefined) return this.skip();
    this.timeout(60_000);
    slurm = await oneNodeSlurm(mkdtempSync(join(tmpdir(), "slurm-")));
    const { folder } = workbench();
    writeFileSync(join(folder, "train_slurm.py"), plain("slurm"));
    const launcher = ["sbatch", "--wait", "--output", "slurm-%j.out", "--wrap"];
    const base = { script: "train_slurm.py", launcher, env: { SLURM_CONF: slurm.conf } };
    const profiles = [
      { name: "good", ...base },
      { name: "bad", args: ["3"], ...base },
    ];
    mkdirSync(join(folder, ".lossline"), { recursive: true });
    writeFileSync(join(folder, ".lossline/profiles.json"), JSON.stringify({ profiles }));
  });

  after(() => slurm?.stop());

  for (const [name, result] of [
    ["good", "last: val/loss"],
    ["bad", "last: failed (exit code 3"],
  ] as const) {
    it(`that is ${name} makes a run with its exit state`, async () => {
      await workbench().openFile("train_slurm.py");
      await workbench().codeLens("Train").waitFor();
      await workbench().command("Lossline: Select Profile…");
      await workbench().quickInput.choice(name).click();
      await workbench().codeLens("Train").click();
      await workbench().codeLens(result).waitFor({ timeout: 90_000 });
      await workbench().screenshot(`target slurm ${name}`);
    }).timeout(150_000);
  }
});
