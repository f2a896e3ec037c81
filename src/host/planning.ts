import { dirname } from "node:path";
import * as vscode from "vscode";
import type { LaunchPlan } from "../launches/plan";
import { parseDotenv } from "../python/environment/dotenv";
import { importSetup } from "../python/environment/imports";
import { foldersUp } from "../python/environment/paths";
import { testArguments, testTool, type TestTool, type WhichTests } from "../python/environment/testTool";
import { smallText } from "../util/smallText";
import { interpreterFor } from "./interpreter";
import { setting } from "./settings";

/**
 * What starting a script would start.
 * @param cwd where, as an absolute path; undefined: where scripts start by themselves
 * @throws HumanError if the project's environment has no Python that can be started
 */
export async function trainPlan(
  script: vscode.Uri,
  args: readonly string[],
  cwd: string = workingDirectory(script),
): Promise<LaunchPlan> {
  const root = rootOf(script);
  const [text, common] = await Promise.all([textOf(script.fsPath), commonOf(script, cwd)]);
  const setup = await importSetup(script.fsPath, text, root);
  return { ...common, kind: "train", script: script.fsPath, cwd, args, ...setup };
}

/**
 * What running tests would start; `missing` if that needs pytest, which is missing.
 * @param which of the script's test files, or of the script itself
 * @param reporting where the tool is to write a report, and our runner of unittest, which can write one
 * @throws HumanError as `trainPlan`
 */
export async function testPlan(
  script: vscode.Uri,
  which: WhichTests,
  reporting: { readonly report: string; readonly runner: string } | undefined,
): Promise<{ readonly plan: LaunchPlan; readonly missing: boolean }> {
  const { files } = which;
  const root = rootOf(script);
  const cwd = root ?? dirname(script.fsPath);
  const [texts, common] = await Promise.all([Promise.all(files.map(textOf)), commonOf(script, cwd)]);
  const tool = await testTool(common.interpreter, texts, cwd);
  const setups = await Promise.all(files.map((file, index) => importSetup(file, texts[index] ?? "", root)));
  const pythonPath = [...new Set(setups.flatMap((each) => each.pythonPath))];
  const run = runOf(tool ?? "pytest", testArguments(tool ?? "pytest", which, cwd), reporting);
  const plan = { ...common, kind: "tests" as const, script: script.fsPath, cwd, pythonPath, ...run };
  return { plan, missing: tool === undefined };
}

/** pytest writes reports by itself, unittest by a runner of ours. */
function runOf(
  tool: TestTool,
  args: readonly string[],
  reporting: { readonly report: string; readonly runner: string } | undefined,
): Pick<LaunchPlan, "module" | "program" | "args"> {
  if (!reporting) return { module: tool, args };
  const { report, runner } = reporting;
  if (tool === "pytest") return { module: tool, args: [...args, `--junitxml=${report}`] };
  return { program: runner, args: [report, ...args] };
}

/** The interpreter and the variables of a script's project. */
async function commonOf(script: vscode.Uri, cwd: string): Promise<Pick<LaunchPlan, "interpreter" | "environment">> {
  const folders = foldersUp(dirname(script.fsPath), rootOf(script));
  const [interpreter, environment] = await Promise.all([interpreterFor(script, { folders, cwd }), dotenvOf(script)]);
  return { interpreter, environment };
}

/** The variables of the project's `.env` file, where `python.envFile` has it; none if there is no such file. */
async function dotenvOf(script: vscode.Uri): Promise<Readonly<Record<string, string>>> {
  const folder = rootOf(script) ?? dirname(script.fsPath);
  const configured = vscode.workspace.getConfiguration("python", script).get<unknown>("envFile");
  const pattern = typeof configured === "string" && configured !== "" ? configured : "${workspaceFolder}/.env";
  const path = pattern.replaceAll(/\$\{workspace(?:Folder|Root)\}/g, () => folder);
  return parseDotenv(await textOf(path), process.env);
}

/** Where scripts run: the workspace folder, as a person's terminal would be, or the script's own folder. */
function workingDirectory(script: vscode.Uri): string {
  const root = rootOf(script);
  if (root === undefined || setting("lossline.launch.workingDirectory", script) === "scriptFolder") {
    return dirname(script.fsPath);
  }
  return root;
}

function rootOf(script: vscode.Uri): string | undefined {
  return vscode.workspace.getWorkspaceFolder(script)?.uri.fsPath;
}

/** A file's text; none of what is not there, or no file. */
async function textOf(path: string): Promise<string> {
  return (await smallText(path)) ?? "";
}
