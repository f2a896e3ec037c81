import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { commandLine } from "../../../src/launches/quote";
import { environmentOf, wordsOf, type LaunchPlan } from "../../../src/launches/plan";
import { launcherOf, launcherProblem, targetTemplates } from "../../../src/launches/targets";

const plan = (launcher: string): LaunchPlan => ({
  kind: "train",
  script: "/w/train.py",
  interpreter: { path: "/venv/bin/python", environment: {}, name: "" },
  cwd: "/w",
  pythonPath: [],
  environment: {},
  launcher: launcherOf(launcher.split(" ")),
  args: ["--name", "it's $HOME"],
});

describe("an engine that starts scripts", () => {
  for (const [launcher, ...started] of [
    ["torchrun --standalone", "train.py", "--name", "it's $HOME"],
    ["accelerate launch", "train.py", "--name", "it's $HOME"],
    ["spark-submit --master local[2]", "train.py", "--name", "it's $HOME"],
    ["uv run", "/venv/bin/python", "train.py", "--name", "it's $HOME"],
    ["ray job submit --", "python", "train.py", "--name", "it's $HOME"],
    ["docker run --rm python:3.12", "python", "train.py", "--name", "it's $HOME"],
    ["sbatch --wait --wrap", "/venv/bin/python train.py --name 'it'\\''s $HOME'"],
  ] as const) {
    it(`is handed what ${launcher} takes`, () => {
      assert.deepEqual(wordsOf(plan(launcher)), [...launcher.split(" "), ...started]);
    });
  }

  it("is typed whole from its template, as a shell reads it", () => {
    const lines = targetTemplates().map(({ words }) => commandLine(wordsOf(plan(words.join(" "))), "bash"));
    const programs = lines.map((line) => line.replace(/ '?(?:\/venv\/bin\/)?(?:python )?train\.py.*/, ""));
    assert.deepEqual(programs, [
      "torchrun --standalone --nproc_per_node=2",
      "accelerate launch --num_processes=2",
      "deepspeed --num_gpus=2",
      "ray job submit --working-dir . --",
      "spark-submit --master 'local[2]'",
      "sbatch --wait --output 'slurm-%j.out' --wrap",
      "srun --ntasks=1",
      "uv run",
      "docker run --rm -v .:/work -w /work python:3.12",
    ]);
    const read = (line: string) =>
      execFileSync("bash", ["-c", `printf '%s\\0' ${line}`], { encoding: "utf8" })
        .split("\0")
        .slice(0, -1);
    for (const { words } of targetTemplates()) {
      const meant = wordsOf(plan(words.join(" ")));
      assert.deepEqual(read(commandLine(meant, "bash")), meant);
    }
  });

  it("is told to wait for its job, and where the command goes", () => {
    const problem = (words: string) => launcherProblem(words.split(" "));
    assert.match(problem("sbatch --wrap") ?? "", /--wait/);
    assert.match(problem("sbatch --wait job.sh") ?? "", /--wrap/);
    assert.match(problem("ray job submit --no-wait --") ?? "", /--no-wait/);
    assert.match(problem("ray job submit --working-dir .") ?? "", /after --/);
    assert.match(problem("docker run --rm") ?? "", /image/);
    assert.match(problem("accelerate --cpu") ?? "", /accelerate launch/);
    assert.equal(problem("my-own-launcher -x"), undefined);
  });

  it("that looks for Python on PATH is told the plan's, unless the user says another", () => {
    const spark = plan("spark-submit");
    assert.equal(environmentOf(spark, {})["PYSPARK_PYTHON"], "/venv/bin/python");
    assert.equal(environmentOf({ ...spark, environment: { PYSPARK_PYTHON: "x" } }, {})["PYSPARK_PYTHON"], "x");
    assert.deepEqual(environmentOf(plan("torchrun"), {}), {});
  });

  it("has a template without a mistake", () => {
    for (const { words } of targetTemplates()) assert.equal(launcherProblem(words), undefined, words.join(" "));
  });
});
