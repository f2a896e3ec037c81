import { deepEqual } from "node:assert/strict";
import { mkdirSync, utimesSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { ranked } from "../../../src/models/checkpoints";
import { offeredModels } from "../../../src/models/offered";
import type { RunSummary } from "../../../src/shared/run";
import { makeRun } from "../../support/runs";
import { useTempFolder } from "../../support/tempFolder";

const began = Date.now() - 60_000;
const id = (letter: string) => letter.repeat(32);

describe("The models that are offered for promotion", () => {
  const temp = useTempFolder();
  let count = 0;
  const project = () => join(temp(), `p${count++}`);
  const write = (path: string, content = "w", at = Date.now()) => {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
    utimesSync(path, at / 1000, at / 1000);
  };
  const run = (root: string, path: string, more: Partial<RunSummary> = {}): RunSummary =>
    makeRun(path, {}, { root, id: join(root, ...path.split("/")), startedAt: began, ...more });
  const offered = async (one: RunSummary, others: readonly RunSummary[] = [], args: readonly string[] = []) =>
    ranked((await offeredModels(one, others, args)).models, undefined).map(({ path, because }) => [
      path.slice(one.root.length + 1),
      because,
    ]);

  it("say how many places were not looked at", async () => {
    const root = project();
    write(join(root, "runs/a/metrics.csv"));
    const args = Array.from({ length: 507 }, (_, at) => `file${at}.pt`);
    deepEqual((await offeredModels(run(root, "runs/a"), [], args.slice(0, 500))).unseen, 0);
    deepEqual((await offeredModels(run(root, "runs/a"), [], args)).unseen, 7);
  });

  it("include what its arguments, params and command name, if it may have been saved by the run", async () => {
    const root = project();
    for (const file of ["out/final/model.safetensors", "weights/net.ckpt", "exports/net.onnx", "runs/b/own.ckpt"])
      write(join(root, file));
    write(join(root, "pretrained/base.safetensors"), "w", began - 1000);
    write(join(root, "data/train.pt"));
    write(join(root, "runs/a/metrics.csv"));
    write(join(temp(), "elsewhere/secret.ckpt"));
    const params = {
      output_dir: "out/final",
      init: "pretrained/base.safetensors",
      train_file: "data/train.pt",
      teacher: "runs/b/own.ckpt",
      logdir: ".",
      root,
      secret: join(temp(), "elsewhere/secret.ckpt"),
      up: "../elsewhere/secret.ckpt",
    };
    const command = `python train.py --save ${join(root, "weights/net.ckpt")}`;
    const found = await offered(
      run(root, "runs/a", { params, command }),
      [run(root, "runs/b")],
      ["--export=exports/net.onnx"],
    );
    deepEqual(found.map(([path]) => path).sort(), [
      "exports/net.onnx",
      "out/final/model.safetensors",
      "weights/net.ckpt",
    ]);
    deepEqual([...new Set(found.map(([, because]) => because))], ["the run’s arguments or params name it"]);
  });

  it("include the models that MLflow's store of files has of a run beside it, and those in its artifacts, but of no other run", async () => {
    const root = project();
    const place = `mlruns/1/${id("a")}`;
    write(join(root, place, "artifacts/old/MLmodel"), `artifact_path: old\nrun_id: ${id("a")}\n`);
    write(join(root, place, "artifacts/old/data/model.pth"));
    write(join(root, `mlruns/1/${id("b")}/artifacts/other.ckpt`));
    for (const letter of ["a", "b"])
      write(join(root, `mlruns/1/models/m-${id(letter)}/artifacts/MLmodel`), `flavors: {}\nrun_id: ${id(letter)}\n`);
    const ofStore = (name: string) =>
      run(root, `mlruns/1/${name}`, { formats: ["mlflow"], id: `${join(root, "mlruns/1")}#${name}` });
    deepEqual(await offered(ofStore(id("a")), [ofStore(id("b"))]), [
      [`mlruns/1/models/m-${id("a")}/artifacts`, "the run logged it"],
      [`${place}/artifacts/old`, "a checkpoint"],
    ]);
  });

  it("are those of one run of a database, and not all that lies beside it", async () => {
    const root = project();
    write(join(root, `mlruns/1/${id("a")}/artifacts/checkpoints/epoch=3.ckpt`));
    write(join(root, `mlruns/1/${id("b")}/artifacts/checkpoints/epoch=4.ckpt`));
    write(join(root, `mlartifacts/1/models/m-${id("c")}/artifacts/MLmodel`), `run_id: ${id("a")}\n`);
    write(join(root, "unrelated.ckpt"));
    const one = { ...run(root, "mlflow.db", { formats: ["mlflow"] }), id: `${join(root, "mlflow.db")}#${id("a")}` };
    const found = await offered(one);
    deepEqual(
      found.map(([path = ""]) => [basename(dirname(path)), basename(path)]),
      [
        [`m-${id("c")}`, "artifacts"],
        ["checkpoints", "epoch=3.ckpt"],
      ],
    );
  });
});
