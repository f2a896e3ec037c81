import { readFile } from "node:fs/promises";
import { dirname } from "node:path";
import * as vscode from "vscode";
import type { LaunchPlan } from "../launches/plan";
import { parseDotenv } from "../python/environment/dotenv";
import { importSetup } from "../python/environment/imports";
import { foldersUp } from "../python/environment/paths";
import { testArguments, testTool } from "../python/environment/testTool";
import { interpreterFor } from "./interpreter";
import { setting } from "./settings";

/**
 * What starting a script would start.
 * @throws HumanError if the project's environment has no Python that can be started
 */
export async function trainPlan(script: vscode.Uri, args: readonly string[]): Promise<LaunchPlan> {
  const cwd = workingDirectory(script);
  const root = rootOf(script);
  const [text, common] = await Promise.all([textOf(script.fsPath), commonOf(script)]);
  const setup = await importSetup(script.fsPath, text, root);
  return { ...common, kind: "train", script: script.fsPath, cwd, args, ...setup };
}

/**
 * What running the tests of a script would start; undefined if pytest is needed, and missing.
 * @param files the test files: the script's, or the script itself
 * @throws HumanError as `trainPlan`
 */
export async function testPlan(
  script: vscode.Uri,
  files: readonly string[],
): Promise<{ readonly plan: LaunchPlan; readonly missing: boolean }> {
  const root = rootOf(script);
  const cwd = root ?? dirname(script.fsPath);
  const [texts, common] = await Promise.all([Promise.all(files.map(textOf)), commonOf(script)]);
  const tool = await testTool(common.interpreter, texts, cwd);
  const setups = await Promise.all(files.map((file, index) => importSetup(file, texts[index] ?? "", root)));
  const pythonPath = [...new Set(setups.flatMap((each) => each.pythonPath))];
  const args = testArguments(tool ?? "pytest", files, cwd);
  const module = tool ?? "pytest";
  const plan = { ...common, kind: "tests" as const, script: script.fsPath, cwd, module, args, pythonPath };
  return { plan, missing: tool === undefined };
}

/** The interpreter and the variables of a script's project. */
async function commonOf(script: vscode.Uri): Promise<Pick<LaunchPlan, "interpreter" | "environment">> {
  const folders = foldersUp(dirname(script.fsPath), rootOf(script));
  const [interpreter, environment] = await Promise.all([interpreterFor(script, folders), dotenvOf(script)]);
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
  return readFile(path, "utf8").catch(() => "");
}
