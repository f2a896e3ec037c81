import { parseArgs } from "node:util";
import { oneOf, only } from "./arguments";
import { scanText, showText } from "./commands";
import { dataText } from "./data";
import { exportCsv, exportJson } from "./export";
import { scanJson, showJson } from "./json";
import { findRun, load, placeOf } from "./load";
import { plotRuns } from "./plot";
import { reportRuns } from "./report";
import { checkRuns, diffRuns } from "./verdicts";
import { HumanError } from "../util/errors";
import { t } from "../util/text";

function help(): string {
  return t(`lossline: every experiment run on disk, against your baseline

  lossline scan [DIR] [--json] [--stats]          list the runs below DIR
  lossline show RUN [--json]                      show one run: params, metrics, status
  lossline diff RUN… [--baseline B…] [--json]     judge their metrics, and list the params that differ
  lossline export RUN… --format csv|json          write every point to standard output
  lossline plot RUN… --metric M [-o FILE]         draw a metric's curves as an SVG
        [--x step|epoch|relative|wall] [--smoothing S] [--log] [--baseline B…]
  lossline report RUN… [--baseline B…] [-o FILE]  one HTML page, or Markdown: verdicts, curves, params, commands
        [--metric M]… [--format html|markdown]
  lossline importance [RUN…] [--metric M] [--json]  which setting matters, over many runs (default: all runs here)
  lossline check DIR --baseline B… --metric M     exit with 1 if a run below DIR is worse than the baseline
        [--max-regression X] [--fail-on worse|unclear] [--direction lower|higher]
        [--format text|json|markdown|junit|github]
  lossline data [PATH…] [--dir DIR] [--json]      the data that the project declares, its rows and columns
        [--against FILE]                          what changed since FILE, which --json printed
  lossline today [DIR] [--since T] [--json]       what happened since 18h ago, 7d ago, or a time; a day if not given
  lossline promote RUN [--baseline B…] [--dir DIR]  copy its model to the next version below models/, with a model card
        [--name NAME] [--file FILE]… [--to MODELS] [--force]
  lossline clean [DIR] [--json]                   what runs take on the disk, and which are protected
        [--keep-checkpoints K | --status S,… | --run RUN… | --mlflow-deleted]   what would go to the trash; it goes with --apply
        [--apply] [--own-trash] [--undo]          --undo puts back what went last
  lossline monitor [DIR] [--to MODELS] [--json]   evaluations of promoted models, against their values when promoted;
                                                  exit with 1 if the last one is worse by more than they differ
  lossline mcp [DIR]                              serve the runs below DIR to agents (Model Context Protocol, stdio)
  lossline ledger [DIR]                           what agents declared and compared, in the order of time

  RUN and B may be several runs, a pattern ("runs/base-s*"), or a folder, which is judged as a seed group.
  B may also be a JSON file of targets.

  --dir DIR         where to look for the runs named by RUN and B (default: the working directory, or the folder
                    that contains RUN if that is elsewhere)
  --at RULE         which value represents a run: last (default), best, mean:N (of the last N points), step:N,
                    time:SECONDS
  --help, --version

Exit codes: 0 done, 1 a regression, 2 invalid use or nothing to work on.
Runs and metrics are named as "lossline scan --json" prints them. docs/cli.md describes the JSON.`);
}

const options = {
  json: { type: "boolean" },
  since: { type: "string" },
  run: { type: "string", multiple: true },
  status: { type: "string" },
  "keep-checkpoints": { type: "string" },
  "dry-run": { type: "boolean" },
  apply: { type: "boolean" },
  "own-trash": { type: "boolean" },
  undo: { type: "boolean" },
  stats: { type: "boolean" },
  baseline: { type: "string", multiple: true },
  format: { type: "string" },
  metric: { type: "string", multiple: true },
  "max-regression": { type: "string" },
  "fail-on": { type: "string" },
  direction: { type: "string" },
  out: { type: "string", short: "o" },
  x: { type: "string" },
  smoothing: { type: "string" },
  log: { type: "boolean" },
  dir: { type: "string" },
  at: { type: "string" },
  against: { type: "string" },
  name: { type: "string" },
  file: { type: "string", multiple: true },
  to: { type: "string" },
  force: { type: "boolean" },
  "quiet-hours": { type: "string" },
  "mlflow-deleted": { type: "boolean" },
  help: { type: "boolean", short: "h" },
  version: { type: "boolean" },
} as const;

type Output = (text: string) => void | Promise<void>;
type Values = ReturnType<typeof parseArgs<{ options: typeof options; allowPositionals: true }>>["values"];

/** Each command: the options it takes beside the general ones, and what it does with its words. Returns the exit code. */
const commands: Record<
  string,
  { takes: readonly (keyof Values)[]; run: (words: string[], values: Values, out: Output) => Promise<number> }
> = {
  scan: { takes: ["json", "stats"], run: scan },
  show: { takes: ["dir", "json"], run: show },
  diff: { takes: ["dir", "baseline", "at", "json"], run: diff },
  export: { takes: ["dir", "format"], run: exportRuns },
  plot: {
    takes: ["dir", "baseline", "metric", "out", "x", "smoothing", "log"],
    run: async (words, values, out) => {
      await out(await plotRuns(words, values));
      return 0;
    },
  },
  report: {
    takes: ["dir", "baseline", "metric", "out", "at", "format"],
    run: async (words, values, out) => {
      await out(await reportRuns(words, values));
      return 0;
    },
  },
  data: {
    takes: ["dir", "json", "against"],
    run: async (words, values, out) => {
      await out(await dataText(words, values));
      return 0;
    },
  },
  today: { takes: ["json", "since"], run: today },
  promote: {
    takes: ["dir", "baseline", "at", "name", "file", "to", "force"],
    run: async (words, values, out) => {
      const { promoteRun } = await import("./promote");
      const { ok, text } = await promoteRun(words, values);
      await out(text);
      return ok ? 0 : 1;
    },
  },
  monitor: {
    takes: ["at", "to", "json"],
    run: async (words, values, out) => {
      const { monitorModels } = await import("./monitor");
      const { ok, text } = await monitorModels(words, values);
      await out(text);
      return ok ? 0 : 1;
    },
  },
  importance: {
    takes: ["dir", "metric", "at", "json"],
    run: async (words, values, out) => {
      const { importanceOfSettings } = await import("./importance");
      await out(await importanceOfSettings(words, values));
      return 0;
    },
  },
  clean: {
    takes: [
      "json",
      "run",
      "status",
      "keep-checkpoints",
      "apply",
      "own-trash",
      "undo",
      "dry-run",
      "quiet-hours",
      "mlflow-deleted",
    ],
    run: async (words, values, out) => {
      const { cleanRuns } = await import("./clean");
      if (words.length > 1) throw new HumanError(t("{command} takes one folder.", { command: "clean" }));
      if (values["dry-run"] && values.apply) throw new HumanError(t("--dry-run and --apply exclude each other."));
      await out(await cleanRuns(words[0] ?? ".", { ...values, runs: values.run }));
      return 0;
    },
  },
  mcp: {
    takes: [],
    run: async (words, _, out) => {
      const { serve } = await import("./mcp/serve");
      if (words.length > 1) throw new HumanError(t("{command} takes one folder.", { command: "mcp" }));
      await serve(words[0] ?? ".", process.stdin, out);
      return 0;
    },
  },
  ledger: {
    takes: ["json"],
    run: async (words, { json }, out) => {
      const { ledgerText } = await import("./mcp/ledgerText");
      if (words.length > 1) throw new HumanError(t("{command} takes one folder.", { command: "ledger" }));
      await out(ledgerText(words[0] ?? ".", json ?? false));
      return 0;
    },
  },
  check: {
    takes: ["dir", "baseline", "metric", "max-regression", "fail-on", "format", "direction", "at"],
    run: gate,
  },
};

async function scan(words: string[], { json, stats }: Values, out: Output): Promise<number> {
  if (words.length > 1) throw new HumanError(t("{command} takes one folder.", { command: "scan" }));
  const loaded = await load(words[0] ?? ".");
  await out(`${json || stats ? JSON.stringify(scanJson(loaded, stats ?? false)) : scanText(loaded)}\n`);
  return 0;
}

async function today(words: string[], { json, since }: Values, out: Output): Promise<number> {
  const { dayOf, pastTime, todayJson, todayText } = await import("./today");
  if (words.length > 1) throw new HumanError(t("{command} takes one folder.", { command: "today" }));
  const now = Date.now();
  const from = since === undefined ? undefined : pastTime(since, now);
  const day = dayOf(await load(words[0] ?? "."), from, now);
  await out(`${json ? JSON.stringify(todayJson(day)) : todayText(day, now)}\n`);
  return 0;
}

async function show(words: string[], { dir, json }: Values, out: Output): Promise<number> {
  const loaded = await load(placeOf(dir, words));
  const run = findRun(loaded, only(words, t("{command} takes one run.", { command: "show" })));
  await out(`${json ? JSON.stringify(showJson(run, loaded)) : showText(run, loaded.headline(run.summary))}\n`);
  return 0;
}

async function diff(words: string[], values: Values, out: Output): Promise<number> {
  await out(await diffRuns(words, values));
  return 0;
}

async function exportRuns(words: string[], { dir, format }: Values, out: Output): Promise<number> {
  if (words.length === 0) throw new HumanError(t("Name the runs to export."));
  const kind = oneOf("--format", format ?? "csv", ["csv", "json"]);
  const loaded = await load(placeOf(dir, words));
  const runs = words.map((word) => findRun(loaded, word));
  for (const line of kind === "csv" ? exportCsv(runs) : exportJson(runs)) await out(line);
  return 0;
}

async function gate(words: string[], values: Values, out: Output): Promise<number> {
  const { ok, text } = await checkRuns(words, values);
  await out(text);
  return ok ? 0 : 1;
}

/**
 * Does what the arguments say. Returns the exit code: 0 done, 1 a regression, 2 invalid use or nothing to work on.
 * @param out takes what is printed; where it returns a promise, its reader is slower than we are
 */
export async function main(args: string[], out: Output, error: (text: string) => void): Promise<number> {
  try {
    const { values, positionals } = parse(args);
    if (values.version) await out(`${process.env["LOSSLINE_VERSION"] ?? ""}\n`);
    else if (values.help || positionals[0] === "help") await out(`${help()}\n`);
    else return await dispatch(positionals, values, out);
    return 0;
  } catch (failure) {
    if (!(failure instanceof HumanError)) throw failure;
    error(`lossline: ${failure.message}\n${t("See: {command}", { command: "lossline --help" })}\n`);
    return 2;
  }
}

function parse(args: string[]) {
  try {
    return parseArgs({ args, options, allowPositionals: true });
  } catch (error) {
    throw new HumanError(
      error instanceof Error ? error.message.replace(/\. To specify.*$/s, ".") : t("Invalid arguments."),
    );
  }
}

async function dispatch([name, ...words]: string[], values: Values, out: Output): Promise<number> {
  if (name === undefined) throw new HumanError(t("Name a command."));
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!command) throw new HumanError(t("Unknown command: {command}.", { command: name }));
  const strange = (Object.keys(values) as (keyof Values)[]).find((key) => !command.takes.includes(key));
  if (strange) throw new HumanError(t("{command} does not take --{option}.", { command: name, option: strange }));
  return command.run(words, values, out);
}
