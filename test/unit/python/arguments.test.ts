import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { argumentsOf } from "../../../src/python/arguments/read";
import { nameOf, type ArgSpec } from "../../../src/python/arguments/spec";

const folder = resolve("test/fixtures/arguments");

const read = (file: string) => {
  const path = join(folder, file);
  return argumentsOf(path, readFileSync(path, "utf8"), folder);
};

/** "train --lr number=1e-3 {a|b} --no-x required": one argument in a line. */
function line(spec: ArgSpec): string {
  const { command, kind, choices, off, required, nargs } = spec;
  const told = spec.default ?? (spec.computed === undefined ? undefined : `<${spec.computed}>`);
  return [
    ...(command === undefined ? [] : [`${command}:`]),
    nameOf(spec),
    kind + (nargs ?? "") + (told === undefined ? "" : `=${told}`),
    ...(choices ? [`{${choices.join("|")}}`] : []),
    ...(off === undefined ? [] : [off]),
    ...(required ? ["required"] : []),
  ].join(" ");
}

async function lines(file: string): Promise<readonly string[]> {
  return (await read(file)).specs.map(line).sort();
}

describe("the arguments of a script", () => {
  it("are argparse's, with helpers, parents and loops of other files of the project", async () => {
    assert.deepEqual(await lines("argparse_helpers.py"), [
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
    const { specs } = await read("argparse_helpers.py");
    const lr = specs.find(({ dest }) => dest === "lr");
    assert.deepEqual(lr?.flags, ["--lr", "--learning-rate"]);
    assert.equal(lr.help, "learning rate (default: 0.0003)");
    assert.equal(lr.group, "optimizer");
    assert.deepEqual(lr.at, { file: join(folder, "common", "options.py"), line: 15 });
    assert.equal(specs.find(({ dest }) => dest === "resume")?.help, "100% of it");
    assert.equal(specs.find(({ dest }) => dest === "cuda")?.flags[0], "--no-cuda");
  });

  it("are those of sub-commands and of classes' methods; what cannot be read is told", async () => {
    assert.deepEqual(await lines("argparse_commands.py"), [
      "--gpu_ids text=0",
      "--log-level text=info",
      "--name text required",
      "cmd text {train|test}",
      "test: --lr number=1e-3",
      "train: --lr number=0.1",
    ]);
    const { unread } = await read("argparse_commands.py");
    assert.deepEqual(
      unread.map(({ at, source }) => [at.line, source]),
      [[22, "parser.add_argument(*names)"]],
    );
  });

  it("are click's", async () => {
    assert.deepEqual(await lines("click_options.py"), [
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
    assert.deepEqual(await lines("typer_options.py"), [
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
    assert.deepEqual(await lines("hf_dataclasses.py"), [
      "--dtype text=float32 {float32|bfloat16}",
      "--layers list+",
      "--model_name_or_path text required",
      "--revision text {main|dev}",
      "--use_fast flag=True --no_use_fast",
      "--use_lora flag=False",
    ]);
  });

  it("are tyro's, of nested dataclasses, with dashes", async () => {
    assert.deepEqual(await lines("tyro_nested.py"), [
      "--compile flag=True --no-compile",
      "--data-dir text required",
      "--max-steps integer=1000",
      "--optimizer.learning-rate number=3e-4",
      "--optimizer.weight-decay number=0.0",
    ]);
  });

  it("are absl's flags, and the parameters that fire is given", async () => {
    assert.deepEqual(await lines("absl_flags.py"), [
      "--batch_size integer=32",
      "--dry_run flag=False --nodry_run",
      "--mode text=train {train|eval}",
      "--workdir text required",
    ]);
    assert.deepEqual(await lines("fire_function.py"), [
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
