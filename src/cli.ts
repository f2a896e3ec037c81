#!/usr/bin/env node
import { parseArgs } from "node:util";
import { check, diffText, scanText, showText } from "./cli/commands";
import { exportCsv, exportJson } from "./cli/export";
import { scanJson } from "./cli/json";
import { findRun, load } from "./cli/load";
import { HumanError } from "./util/errors";

const help = `lossline: every experiment run on disk, against your baseline

  lossline scan [DIR] [--json] [--stats]          the runs below DIR
  lossline show RUN                               one run: params, metrics, status
  lossline diff RUN [--baseline B]                its metrics and params against the baseline
  lossline export RUN… --format csv|json          every point, to standard output
  lossline check DIR --baseline B --metric TAG    exit 1 if a run below DIR is worse than the baseline
        [--max-regression X] [--direction lower|higher]

  --dir DIR         where to look for runs named by RUN and B (the working directory if not given)
  --at last|best    which value stands for a run (last)
  --help, --version

Exit codes: 0 done, 1 a regression, 2 wrong use or nothing to work on.
Paths, names and ids of runs are as "lossline scan" prints them. docs/cli.md describes the JSON.`;

const options = {
  json: { type: "boolean" },
  stats: { type: "boolean" },
  baseline: { type: "string" },
  format: { type: "string" },
  metric: { type: "string" },
  "max-regression": { type: "string" },
  direction: { type: "string" },
  dir: { type: "string" },
  at: { type: "string" },
  help: { type: "boolean", short: "h" },
  version: { type: "boolean" },
} as const;

type Values = ReturnType<typeof parseArgs<{ options: typeof options; allowPositionals: true }>>["values"];

/** Each command: the options it takes beside the general ones, and what it does with its words. Returns the exit code. */
const commands: Record<
  string,
  { takes: readonly (keyof Values)[]; run: (words: string[], values: Values) => Promise<number> }
> = {
  scan: { takes: ["json", "stats"], run: scan },
  show: { takes: ["dir"], run: show },
  diff: { takes: ["dir", "baseline", "at"], run: diff },
  export: { takes: ["dir", "format"], run: exportRuns },
  check: { takes: ["dir", "baseline", "metric", "max-regression", "direction", "at"], run: gate },
};

async function scan(words: string[], { json, stats }: Values): Promise<number> {
  if (words.length > 1) throw new HumanError("scan takes one folder.");
  const loaded = await load(words[0] ?? ".");
  print(json || stats ? JSON.stringify(scanJson(loaded, stats ?? false)) : scanText(loaded));
  return 0;
}

async function show(words: string[], { dir }: Values): Promise<number> {
  const loaded = await load(dir ?? ".");
  print(showText(findRun(loaded, only(words, "show takes one run."))));
  return 0;
}

async function diff(words: string[], { dir, baseline, at }: Values): Promise<number> {
  const loaded = await load(dir ?? ".");
  const run = findRun(loaded, only(words, "diff takes one run."));
  print(diffText(loaded, run, baseline, oneOf("--at", at ?? "last", ["last", "best"])));
  return 0;
}

async function exportRuns(words: string[], { dir, format }: Values): Promise<number> {
  if (words.length === 0) throw new HumanError("Say which runs to export.");
  const kind = oneOf("--format", format ?? "csv", ["csv", "json"]);
  const loaded = await load(dir ?? ".");
  const runs = words.map((word) => findRun(loaded, word));
  for (const line of kind === "csv" ? exportCsv(runs) : exportJson(runs)) await write(line);
  return 0;
}

async function gate(words: string[], values: Values): Promise<number> {
  const { baseline, metric, direction } = values;
  if (baseline === undefined || metric === undefined)
    throw new HumanError("check needs --baseline RUN and --metric TAG.");
  const maxRegression = Number(values["max-regression"] ?? 0);
  if (!(maxRegression >= 0)) throw new HumanError("--max-regression takes a number that is not negative.");
  const judged = await load(only(words, "check takes one folder."));
  const home = values.dir === undefined ? judged : await load(values.dir);
  const { ok, text } = check(judged.runs, findRun(home, baseline), {
    metric,
    maxRegression,
    at: oneOf("--at", values.at ?? "last", ["last", "best"]),
    direction:
      direction === undefined ? undefined : oneOf<"lower" | "higher">("--direction", direction, ["lower", "higher"]),
  });
  print(text);
  return ok ? 0 : 1;
}

function only(words: readonly string[], otherwise: string): string {
  if (words.length !== 1) throw new HumanError(otherwise);
  return words[0]!;
}

function oneOf<T extends string>(option: string, value: string, allowed: readonly T[]): T {
  const found = allowed.find((candidate) => candidate === value);
  if (found === undefined) throw new HumanError(`${option} takes ${allowed.join(" or ")}, not ${value}.`);
  return found;
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** Waits for a reader that is slower than we are. */
async function write(text: string): Promise<void> {
  if (!process.stdout.write(text)) await new Promise((resolve) => process.stdout.once("drain", resolve));
}

async function main(args: string[]): Promise<number> {
  const { values, positionals } = parse(args);
  if (values.version) print(process.env["LOSSLINE_VERSION"]!);
  else if (values.help || positionals[0] === "help") print(help);
  else return dispatch(positionals, values);
  return 0;
}

function parse(args: string[]) {
  try {
    return parseArgs({ args, options, allowPositionals: true });
  } catch (error) {
    throw new HumanError(error instanceof Error ? error.message.replace(/\. To specify.*$/s, ".") : "Wrong arguments.");
  }
}

async function dispatch([name, ...words]: string[], values: Values): Promise<number> {
  if (name === undefined) throw new HumanError("Say what to do.");
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!command) throw new HumanError(`There is no command ${name}.`);
  const strange = (Object.keys(values) as (keyof Values)[]).find((key) => !command.takes.includes(key));
  if (strange) throw new HumanError(`${name} does not take --${strange}.`);
  return command.run(words, values);
}

// Somebody who stops reading (lossline export … | head) ends us without a word.
process.stdout.on("error", () => process.exit(0));
main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    if (!(error instanceof HumanError)) throw error;
    process.stderr.write(`lossline: ${error.message}\nSee: lossline --help\n`);
    process.exitCode = 2;
  },
);
