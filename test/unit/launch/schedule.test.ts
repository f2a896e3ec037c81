import { deepEqual, equal, ok, throws } from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { cronText, workflowText, type Scheduled } from "../../../src/launches/schedule";
import { HumanError } from "../../../src/util/errors";
import { skip } from "../../support/skip";
import { useTempFolder } from "../../support/tempFolder";

/** Prints its arguments, one a line. */
const printer = [process.execPath, "-e", "process.stdout.write(process.argv.slice(1).join('\\n') + '\\n')", "--"];
const today = () => spawnSync("date", ["+%F"], { encoding: "utf8" }).stdout.trim();

interface Step {
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
  readonly "working-directory"?: string;
}

function stepsOf(text: string): readonly Step[] {
  const { jobs } = parse(text) as { readonly jobs: { readonly evaluate: { readonly steps: readonly Step[] } } };
  return jobs.evaluate.steps;
}

describe("What repeats an evaluation without the editor", () => {
  const temp = useTempFolder();
  const scheduled = (more: Partial<Scheduled> = {}): Scheduled => ({
    model: "digits, version 1",
    words: [...printer, "--model", "models/digits/v1", "--note", "50% of it's $HOME", "--out", "evals/a day"],
    written: printer.length + 5,
    variables: [],
    cwd: temp(),
    ...more,
  });

  it("is a line for cron that passes on each argument as it is, with a folder of the day", function () {
    if (process.platform === "win32") skip(this, "has no cron");
    const cwd = join(temp(), "it's here");
    mkdirSync(cwd, { recursive: true });
    const text = cronText(scheduled({ cwd }), [...printer, "cli"], cwd);
    const [note, line = "", ...rest] = text.split("\n");
    ok(note?.startsWith("# ") && note.includes("digits, version 1"), note);
    deepEqual(rest, [""]);
    // What cron does with its last field: a percent sign ends the command unless a backslash is before it.
    const [, command = ""] = /^0 2 \* \* \* {2}(.*)$/.exec(line) ?? [];
    ok(!/(?<!\\)%/.test(command), command);
    const before = today();
    const { stdout, stderr } = spawnSync("sh", ["-c", command.replaceAll("\\%", "%")], { encoding: "utf8" });
    if (before !== today()) return; // midnight passed
    const told = ["--model", "models/digits/v1", "--note", "50% of it's $HOME", "--out", `evals/a day-${today()}`];
    deepEqual([stdout.trim().split("\n"), stderr], [[...told, "cli", "monitor", cwd], ""]);
  });

  it("is a workflow that keeps earlier evaluations, and takes nothing in an argument for an expression of GitHub's", function () {
    if (process.platform === "win32") skip(this, "has no sh");
    const words = [...printer, "${{ secrets.TOKEN }}", "--out", "evals/a day"];
    const own = { ...scheduled({ words, written: printer.length + 2 }), cwd: "sub folder" };
    const text = workflowText({ ...own, evaluations: "evals", install: "pip install .", version: "1.2.3" });
    const begun = [...text.matchAll(/\$\{\{ ([^}]*) \}\}/g)].map(([, inner]) => inner);
    deepEqual(begun, ["github.run_id"]);
    const steps = stepsOf(text);
    ok(steps.some((step) => step.with?.["path"] === "evals"));
    const [install, evaluate, fetch, judge] = steps.filter(({ run }) => run !== undefined);
    equal(install?.run, "pip install .\n");
    ok(fetch?.run?.includes("/lossline/1.2.3/") && judge?.run?.endsWith("monitor .\n"));
    equal(evaluate?.["working-directory"], "sub folder");
    const before = today();
    const { stdout } = spawnSync("sh", ["-c", evaluate.run ?? ""], { encoding: "utf8" });
    if (before !== today()) return;
    deepEqual(stdout.trim().split("\n"), ["${{ secrets.TOKEN }}", "--out", `evals/a day-${today()}`]);
  });

  it("takes nothing in the name of a folder or a model for an expression of GitHub's", () => {
    const hostile = "a ${{ secrets.TOKEN }} b";
    const own = { ...scheduled({ model: hostile }), cwd: hostile, evaluations: hostile, install: undefined };
    const text = workflowText({ ...own, version: "1.2.3" });
    const values = text.split("\n").filter((line) => !line.startsWith("#"));
    // What GitHub makes of an expression that is a text: the text, which it does not look at again.
    const expressions = values.flatMap((line) => [...line.matchAll(/\$\{\{ (.*?) \}\}/g)].map(([, inner]) => inner));
    deepEqual([...new Set(expressions)].sort(), ["'${{'", "github.run_id"]);
    const told = (value: unknown) => String(value).replaceAll("${{ '${{' }}", () => "${{");
    const steps = stepsOf(text);
    ok(steps.some((step) => told(step["working-directory"]) === hostile));
    ok(steps.some((step) => told(step.with?.["path"]) === hostile));
  });

  it("refuses what would end its line: cron would start the rest as a command of its own", () => {
    const word = scheduled({ words: ["python", "a\n* * * * * touch owned"], written: undefined });
    throws(() => cronText(word, ["lossline"], "/p"), HumanError);
    throws(() => cronText(scheduled(), ["lossline"], "/p\nq"), HumanError);
    throws(() => cronText(scheduled({ cwd: "/p\nq" }), ["lossline"], "/p"), HumanError);
    const more = { evaluations: ".", install: undefined, version: "1.2.3" };
    throws(() => workflowText({ ...word, ...more }), HumanError);
  });

  it("says which variables the command has in the editor, and that the script needs something installed", () => {
    const own = scheduled({ variables: ["CUDA_VISIBLE_DEVICES", "PYTHONPATH"], model: "a\nb" });
    const text = workflowText({ ...own, evaluations: ".", install: undefined, version: "1.2.3" });
    const notes = text.split("\n").filter((line) => line.startsWith("#"));
    equal(notes.length, 3);
    ok(notes[0]!.includes("a b") && notes[1]!.includes("CUDA_VISIBLE_DEVICES, PYTHONPATH"), text);
    equal(stepsOf(text).length, 7);
  });
});
