import { t } from "../util/text";
import type { Launcher } from "./plan";

/** What a program that starts scripts is handed. `script`: the script; `python`: an interpreter and the script; `line`: the command as one argument. */
type Hands = "script" | "python" | "line";

/** An engine that runs scripts somewhere, of its own: on several GPUs, in a container, on a cluster. */
interface Target {
  /** The words by which it is known, the first of its command. */
  readonly begins: readonly string[];
  readonly hands: Hands;
  /** What Python is called where it runs, if it is not the one of this machine. */
  readonly python?: string;
  readonly pythonVariables?: readonly string[];
  /** What is wrong with its words; undefined if nothing is known to be. */
  readonly problem?: (words: readonly string[]) => string | undefined;
}

const needs = (word: string, why: string) => (words: readonly string[]) => (words.includes(word) ? undefined : why);

/**
 * The engines that are known, and what is checked of their options. A launch follows its own command, so an engine must be told to
 * wait for the job: `sbatch --wait`, `ray job submit` without `--no-wait`; its exit code is the job's then.
 */
const targets: readonly Target[] = [
  { begins: ["torchrun"], hands: "script" },
  { begins: ["deepspeed"], hands: "script" },
  {
    begins: ["accelerate"],
    hands: "script",
    problem: (words) =>
      words[1] === "launch"
        ? undefined
        : t("{program} starts scripts by {words}", { program: "accelerate", words: "accelerate launch" }),
  },
  // A person's start-up file may put another Python first on PATH.
  { begins: ["spark-submit"], hands: "script", pythonVariables: ["PYSPARK_PYTHON", "PYSPARK_DRIVER_PYTHON"] },
  {
    begins: ["ray", "job", "submit"],
    hands: "python",
    python: "python",
    problem: (words) =>
      words.includes("--no-wait")
        ? t("with {option} nobody hears how the job ends", { option: "--no-wait" })
        : words.at(-1) === "--"
          ? undefined
          : t("{program} takes the command after {word}: put it last", { program: "ray job submit", word: "--" }),
  },
  {
    begins: ["sbatch"],
    hands: "line",
    problem: (words) =>
      words.at(-1) === "--wrap"
        ? needs("--wait", t("without {option} nobody hears how the job ends", { option: "--wait" }))(words)
        : t("{program} takes the command after {word}: put it last", { program: "sbatch", word: "--wrap" }),
  },
  {
    begins: ["docker", "run"],
    hands: "python",
    python: "python",
    problem: (words) =>
      words.length > 2 && !/^-/.test(words.at(-1) ?? "")
        ? undefined
        : t("{program} needs the name of an image, last", { program: "docker run" }),
  },
  ...[
    "uv",
    "poetry",
    "pipenv",
    "pixi",
    "conda",
    "mamba",
    "srun",
    "nice",
    "taskset",
    "numactl",
    "time",
    "env",
    "mpirun",
    "mpiexec",
  ].map((program): Target => ({ begins: [program], hands: "python" })),
];

function targetOf(words: readonly string[]): Target | undefined {
  return targets.find(({ begins }) => begins.every((word, index) => words[index] === word));
}

/** How a program starts a script in Python's place. One that is not known is handed the script. */
export function launcherOf(words: readonly string[]): Launcher {
  const { hands = "script", python, pythonVariables } = targetOf(words) ?? {};
  return {
    words,
    takesInterpreter: hands !== "script",
    ...(python === undefined ? {} : { python }),
    ...(pythonVariables === undefined ? {} : { pythonVariables }),
    ...(hands === "line" ? { asLine: true } : {}),
  };
}

/** What is wrong with the words of a launcher, as a clause; undefined if nothing is known to be. */
export function launcherProblem(words: readonly string[]): string | undefined {
  return targetOf(words)?.problem?.(words);
}

/** What is offered for a new profile: a command to start from, and what it does. */
export interface TargetTemplate {
  readonly words: readonly string[];
  readonly detail: string;
}

export function targetTemplates(): readonly TargetTemplate[] {
  return [
    { words: ["torchrun", "--standalone", "--nproc_per_node=2"], detail: t("Two processes on this machine") },
    { words: ["accelerate", "launch", "--num_processes=2"], detail: t("Two processes, by Accelerate’s configuration") },
    { words: ["deepspeed", "--num_gpus=2"], detail: t("Two GPUs of this machine") },
    {
      words: ["ray", "job", "submit", "--working-dir", ".", "--"],
      detail: t("A job on the Ray cluster that RAY_ADDRESS names"),
    },
    { words: ["spark-submit", "--master", "local[2]"], detail: t("Spark, two threads of this machine") },
    {
      words: ["sbatch", "--wait", "--output", "slurm-%j.out", "--wrap"],
      detail: t("A batch job of Slurm; its output becomes a log in the folder"),
    },
    { words: ["srun", "--ntasks=1"], detail: t("A job step of Slurm, in this terminal") },
    { words: ["uv", "run"], detail: t("In the environment that uv keeps for the project") },
    {
      words: ["docker", "run", "--rm", "-v", ".:/work", "-w", "/work", "python:3.12"],
      detail: t("In a container that has this folder"),
    },
  ];
}
