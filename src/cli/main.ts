import { parseArgs } from "node:util";
import { HumanError } from "../util/errors";
import { t } from "../util/text";
import { canNarrow, narrowed } from "./narrow";
import { options, type Output, type Values } from "./verb";
import { verbs } from "./verbs";

function help(): string {
  return [
    t("lossline: every experiment run on disk, against your baseline"),
    Object.values(verbs)
      .map((verb) => verb.help())
      .join("\n"),
    t(`  RUN… and B… may be several runs, a pattern ("runs/base-s*"), or a folder, which is judged as a seed group.
  B may also be a JSON file of targets.

  --dir DIR         where to look for the runs named by RUN and B (default: the working directory, or the folder
                    that contains RUN if that is elsewhere)
  --at RULE         which value represents a run: last (default), best, mean:N (of the last N points), step:N,
                    time:SECONDS
  --limit N, --fields A,B, --since T   with --json: so many entries, only these fields of each, only later ones
  --help, --version

Exit codes: 0 done, 1 a regression, 2 invalid use or nothing to work on.
Runs and metrics are named as "lossline scan --json" prints them. docs/cli.md describes the JSON.`),
  ].join("\n\n");
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
  if (!Object.hasOwn(verbs, name)) throw new HumanError(t("Unknown command: {command}.", { command: name }));
  const verb = verbs[name]!;
  if (values.json && canNarrow(name) && isNarrowed(name, values)) return narrow(name, words, values, out);
  const strange = (Object.keys(values) as (keyof Values)[]).find((key) => !verb.takes.includes(key));
  if (strange) throw new HumanError(t("{command} does not take --{option}.", { command: name, option: strange }));
  return verb.run(words, values, out);
}

/** `today` asks for a time by itself. */
function isNarrowed(name: string, { limit, fields, since }: Values): boolean {
  return limit !== undefined || fields !== undefined || (since !== undefined && name !== "today");
}

/** As `dispatch`, of JSON of which only a part is asked for. */
async function narrow(name: string, words: string[], values: Values, out: Output): Promise<number> {
  const { limit, fields, since, ...rest } = values;
  const own = name === "today" && since !== undefined ? { ...rest, since } : rest;
  let text = "";
  const code = await dispatch([name, ...words], own, (part) => void (text += part));
  await out(narrowed(name, text, { limit, fields, ...(name === "today" ? {} : { since }) }, Date.now()));
  return code;
}
