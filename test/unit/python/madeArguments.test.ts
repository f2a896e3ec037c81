import assert from "node:assert/strict";
import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { argumentsOf } from "../../../src/python/arguments/read";
import { nameOf } from "../../../src/python/arguments/spec";
import { argumentFixtures, argumentLines, readArguments } from "../../support/argumentLines";
import { useTempFolder } from "../../support/tempFolder";

describe("the arguments that a library makes of a script", () => {
  const temp = useTempFolder();

  it("are what Hydra composes, with its groups, packages and defaults", async () => {
    assert.deepEqual(await argumentLines("composed/train.py"), [
      "amp= boolean=true",
      "data= text {images}",
      "epochs= integer=3",
      "experiment= text=small {small}",
      "lr= number=1.0",
      "model.depth= integer=34",
      "model.head.width= integer=10",
      "model.rate= text=<${lr}>",
      "model/head= text=linear {linear}",
      "model= text=resnet {resnet|vit}",
      "optimizer.betas= text=[0.9,0.99]",
      "optimizer.name= text=adam",
      "seed= text required",
      "warmup= number=1e-2",
    ]);
    const { specs } = await readArguments("composed/train.py");
    const betas = specs.find(({ dest }) => dest === "optimizer.betas");
    assert.deepEqual(betas?.at, { file: join(argumentFixtures, "composed", "conf", "config.yaml"), line: 13 });
  });

  it("are told to be unread where a file of Hydra's is too large or broken", async () => {
    for (const [at, content] of ["- a list\n", `text: ${"x".repeat(20_000)}\n`].entries()) {
      const folder = join(temp(), String(at));
      cpSync(join(argumentFixtures, "composed"), folder, { recursive: true });
      writeFileSync(join(folder, "conf", "model", "resnet.yaml"), content);
      const path = join(folder, "train.py");
      const { specs, unread } = await argumentsOf(path, readFileSync(path, "utf8"), folder);
      assert.ok(specs.some(({ dest }) => dest === "optimizer.name"));
      assert.deepEqual(
        unread.map(({ source }) => source),
        ["resnet"],
      );
    }
  });

  it("are those of the dataclass that Hydra's store was given", async () => {
    assert.deepEqual(await argumentLines("composed/stored.py"), [
      "optimizer.lr= number=0.1",
      "steps= integer required",
    ]);
  });

  it("are the keys of the file that OmegaConf merges the command line into", async () => {
    assert.deepEqual(await argumentLines("composed/merged.py"), ["epochs= integer=3", "model.depth= integer=34"]);
  });

  it("are those of LightningCLI's model, data and trainer, and what a class of its own adds", async () => {
    const all = await argumentLines("lightning_app/main.py");
    assert.deepEqual(
      all.filter((line) => !line.startsWith("--trainer.")),
      [
        "--ckpt_path path",
        "--config path",
        "--data.batch_size integer=8",
        "--data.root text required",
        "--model.amp boolean=False",
        "--model.hidden integer=32",
        "--model.lr number=1e-3",
        "--note text=none",
        "--seed_everything text=True",
        "subcommand text {fit|validate|test|predict} required",
      ],
    );
    assert.ok(all.includes("--trainer.max_epochs integer"));
    assert.equal(all.length, 10 + 41); // as `main.py fit --help` of lightning 2.6
  });

  it("are a module's functions and classes by jsonargparse, a class's methods by fire, a group's by click", async () => {
    assert.deepEqual(await argumentLines("jsonargparse_module.py"), [
      "O: --lr number=0.1",
      "T: --o.lr number=0.1",
      "T: root text required",
      "command text {O|T|pre} required",
      "pre: --y text=a",
      "pre: x integer required",
    ]);
    assert.deepEqual(await argumentLines("jsonargparse_dictionary.py"), [
      "command text {train|prepare} required",
      "prepare: --shards integer=4",
      "prepare: folder text required",
      "train: --lr number=0.1",
    ]);
    assert.deepEqual(await argumentLines("fire_class.py"), [
      "--root text=x",
      "command text {fit|test} required",
      "fit: --epochs integer=3",
      "test: --ckpt text required",
    ]);
    assert.deepEqual((await argumentLines("click_group.py")).slice(0, 2), [
      "--debug flag=False --no-debug",
      "command text {train} required",
    ]);
  });

  it("are dataclasses' as each library writes them: nested or flat, with a value or as a flag", async () => {
    assert.deepEqual(await argumentLines("pyrallis_nested.py"), [
      "--amp boolean=False",
      "--dims list+=1 2",
      "--n_layers integer=3",
      "--optim.lr number=0.5",
    ]);
    assert.deepEqual(await argumentLines("simple_parsing_flat.py"), [
      "--amp flag=False",
      "--clip flag=True --noclip",
      "--lr number=0.1",
      "--n_layers integer=3",
    ]);
    assert.deepEqual(await argumentLines("chz_entry.py"), [
      "amp= boolean=False",
      "model_name= text required",
      "o.lr= number=0.1",
    ]);
    assert.deepEqual(await argumentLines("tap_class.py"), [
      "--amp flag=False",
      "--data text required",
      "--lr number=0.1",
    ]);
    assert.deepEqual(await argumentLines("pydantic_settings_cli.py"), ["--lr number=0.1", "--n integer=3"]);
  });

  it("are found by a name that classes were assigned to, with defaults that are set later", async () => {
    assert.deepEqual(await argumentLines("draccus_registry.py"), [
      "--policy.type text",
      "--policy.width integer=8",
      "--steps integer=10",
    ]);
    assert.deepEqual(await argumentLines("chz_blueprint.py"), [
      "lr= number=2e-4",
      "model= text=small",
      "steps= integer=10",
    ]);
    const trl = await argumentLines("trl_types.py");
    assert.ok(trl.includes("--dataset text=small"));
    assert.ok(trl.includes("--learning_rate number"), "trl has a default of its own");
    assert.ok(trl.includes("--weight_decay number=0.0"));
    const { unread } = await readArguments("trl_types.py");
    assert.deepEqual(
      unread.map(({ source }) => source),
      ["SFTConfig"],
      "and options of its own, which are elsewhere",
    );
  });

  it("are those of a class that is imported, not of another with its name", async () => {
    assert.deepEqual(await argumentLines("same_name.py"), [
      "--layer text",
      "--steps integer=10",
      "--trainer.lr number=0.1",
    ]);
  });

  it("are the constants that a configurator overwrites", async () => {
    assert.deepEqual(await argumentLines("configurator_script.py"), [
      "--batch_size= integer=12",
      "--device= text=cuda",
      "--learning_rate= number=6e-4",
      "config path",
    ]);
  });

  it("have the help of the comment beside a field", async () => {
    const { specs } = await readArguments("tap_class.py");
    assert.deepEqual(
      specs.map(({ help }) => help),
      ["rate", "path", undefined],
    );
  });

  it("stay few where classes hold each other, and a class that holds itself is one option", async () => {
    const of = (lines: readonly string[]) =>
      argumentsOf("/none/train.py", ["import tyro", "@dataclass", ...lines].join("\n"), "/none");
    const self = await of(["class Node:", "    depth: int = 1", "    left: Node = None", "tyro.cli(Node)"]);
    assert.deepEqual(self.specs.map(nameOf), ["--depth", "--left"]);
    const classes = [0, 1, 2, 3, 4].flatMap((level) => {
      const fields = Array.from({ length: 15 }, (_, at) => `    f${at}: C${level + 1} = None`);
      return [`class C${level}:`, ...fields];
    });
    const many = await of([...classes, "class C5:", "    x: int = 1", "tyro.cli(C0)"]);
    assert.ok(many.specs.length > 100 && many.specs.length < 5000, String(many.specs.length));
  });
});
