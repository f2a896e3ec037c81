import assert from "node:assert/strict";
import { join } from "node:path";
import { argumentsOf } from "../../../src/python/arguments/read";
import { argumentFixtures, argumentLine, argumentLines, readArguments } from "../../support/argumentLines";

describe("the arguments of a script", () => {
  it("are argparse's, with helpers, parents and loops of other files of the project", async () => {
    assert.deepEqual(await argumentLines("argparse_helpers.py"), [
      "--amp flag=True --no-amp",
      "--beta1 number=0.9",
      "--beta2 number=0.9",
      "--epochs integer=20",
      "--fast flag",
      "--layers list+=64 32",
      "--lr number=0.0003",
      "--no-cuda flag",
      "--optimizer text=adam {adam|sgd}",
      '--out text=<os.environ.get("OUT", "runs/a")>',
      "--resume flag",
      "--seed integer=1024",
      "--shuffle boolean=True",
      "--size text=small {small|large}",
      "--slow flag",
      "--stamp text=<os.getcwd()>",
      "--token text",
      "--verbose flag=0",
      "data path required",
      "extra list*",
    ]);
  });

  it("have their help, group, other names and place", async () => {
    const { specs } = await readArguments("argparse_helpers.py");
    const lr = specs.find(({ dest }) => dest === "lr");
    assert.deepEqual(lr?.flags, ["--lr", "--learning-rate"]);
    assert.equal(lr.help, "learning rate (default: 0.0003)");
    assert.equal(lr.group, "optimizer");
    assert.deepEqual(lr.at, { file: join(argumentFixtures, "common", "options.py"), line: 15 });
    assert.equal(specs.find(({ dest }) => dest === "resume")?.help, "100% of it");
    assert.equal(specs.find(({ dest }) => dest === "cuda")?.flags[0], "--no-cuda");
  });

  it("are those of sub-commands and of classes' methods; what cannot be read is told", async () => {
    assert.deepEqual(await argumentLines("argparse_commands.py"), [
      "--gpu_ids text=0",
      "--log-level text=info",
      "--name text required",
      "cmd text {train|test}",
      "test: --lr number=1e-3",
      "train: --lr number=0.1",
    ]);
    const { unread } = await readArguments("argparse_commands.py");
    assert.deepEqual(
      unread.map(({ at, source }) => [at.line, source]),
      [[22, "parser.add_argument(*names)"]],
    );
  });

  it("are click's", async () => {
    assert.deepEqual(await argumentLines("click_options.py"), [
      "--amp flag=False --no-amp",
      "--debug flag",
      "--epochs integer required",
      "--lr number=0.1",
      "--mode text=fast {fast|slow}",
      "--tag list",
      "data path required",
      "files list*",
    ]);
  });

  it("are typer's, from signatures and annotations", async () => {
    assert.deepEqual(await argumentLines("typer_options.py"), [
      "command text {train|eval} required",
      "eval: checkpoint text required",
      "train: --amp flag=False --no-amp",
      "train: --batch-size integer=32",
      "train: --lr number=1e-3",
      "train: --out text",
      "train: --size text=small {small|large}",
      "train: data text required",
    ]);
  });

  it("are the fields of dataclasses that HfArgumentParser is given", async () => {
    const { specs } = await readArguments("hf_dataclasses.py");
    const own = specs.filter(({ group }) => group === "ModelArguments").map(argumentLine);
    assert.deepEqual(own.sort(), [
      "--dtype text=float32 {float32|bfloat16}",
      "--layers list+",
      "--model_name_or_path text required",
      "--revision text {main|dev}",
      "--use_fast flag=True --no_use_fast",
      "--use_lora flag=False",
    ]);
    // and those of transformers' own class, without its being installed
    const theirs = new Map(specs.filter(({ group }) => group === "TrainingArguments").map((spec) => [spec.dest, spec]));
    assert.equal(theirs.size, 143);
    assert.equal(argumentLine(theirs.get("learning_rate")!), "--learning_rate number=5e-05");
    assert.equal(argumentLine(theirs.get("optim")!), "--optim text"); // its default depends on the release
  });

  it("are tyro's, of nested dataclasses, with dashes", async () => {
    assert.deepEqual(await argumentLines("tyro_nested.py"), [
      "--compile flag=True --no-compile",
      "--data-dir text required",
      "--max-steps integer=1000",
      "--optimizer.learning-rate number=3e-4",
      "--optimizer.weight-decay number=0.0",
    ]);
  });

  it("are absl's flags, and the parameters that fire is given", async () => {
    assert.deepEqual(await argumentLines("absl_flags.py"), [
      "--batch_size integer=32",
      "--dry_run flag=False --nodry_run",
      "--mode text=train {train|eval}",
      "--workdir text required",
    ]);
    assert.deepEqual(await argumentLines("fire_function.py"), [
      "--amp boolean=False",
      "--data text required",
      "--epochs integer=5",
      "--lr number=1e-3",
    ]);
  });

  it("are none of a file that declares none, or that is no Python", async () => {
    for (const text of ["", "x = 1\n", "parser.add_argument(", "((((", "@click.option(\ndef f("]) {
      const { specs } = await argumentsOf("/no/such/train.py", text, "/no/such");
      assert.deepEqual(specs, [], JSON.stringify(text));
    }
  });
});
