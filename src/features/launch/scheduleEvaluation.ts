import { existsSync } from "node:fs";
import { dirname, isAbsolute, join, relative, sep } from "node:path";
import * as vscode from "vscode";
import type { App } from "../../host/app";
import { modelName } from "../../host/models";
import { wordsOf, type LaunchPlan } from "../../launches/plan";
import { cronText, workflowText, type Scheduled } from "../../launches/schedule";
import { refuseMasked } from "../../launches/secrets";
import { writtenOver } from "../../launches/writtenOver";
import { toolVariables } from "../../python/environment/interpreters";
import { onPath } from "../../python/environment/paths";
import { t } from "../../util/text";
import { chooseEvaluation, type Evaluation } from "./evaluateAgain";

/**
 * Writes what repeats a model's evaluation without the editor, as text to read and to keep: nothing is scheduled by us.
 * @param id the run that was promoted; without it the user picks a model
 * @throws {HumanError} as `chooseEvaluation`, and for arguments that are masked
 */
export async function scheduleEvaluation(app: App, id: string | undefined): Promise<void> {
  const found = await chooseEvaluation(app, id);
  if (!found) return;
  const { script, args } = found.command;
  refuseMasked(args);
  const plan = await app.profiles.plan(vscode.Uri.file(script), args);
  const root = vscode.workspace.getWorkspaceFolder(vscode.Uri.file(script))?.uri.fsPath ?? plan.cwd;
  const cron = { label: t("Cron Line"), detail: t("For this machine") };
  const workflow = { label: t("GitHub Workflow"), detail: t("For the repository") };
  const choices = process.platform === "win32" ? [workflow] : [cron, workflow];
  const placeHolder = t("Repeat the evaluation each night; the text is opened, and nothing is scheduled");
  const choice = await vscode.window.showQuickPick(choices, { placeHolder });
  if (!choice) return;
  const content = choice === cron ? await cronFor(app, found, plan, root) : workflowFor(app, found, plan, root);
  const language = choice === cron ? "shellscript" : "yaml";
  await vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ content, language }));
}

/** Cron knows few folders: what is found on PATH here is named in full. */
async function cronFor(app: App, found: Evaluation, plan: LaunchPlan, root: string): Promise<string> {
  const launcher = join(app.context.globalStorageUri.fsPath, "lossline-cli.js");
  const own = scheduled(app, found, plan);
  const [program = "", ...others] = own.words;
  const variables = { ...process.env, ...plan.interpreter.environment };
  const named = isAbsolute(program) ? program : ((await onPath(program, variables)) ?? program);
  return cronText({ ...own, words: [named, ...others] }, [...(await nodeWords()), launcher], root);
}

/** What starts Node: a program of its own, else the editor's, which is one when it is told so. */
async function nodeWords(): Promise<string[]> {
  const own = await onPath("node");
  return own === undefined ? ["/usr/bin/env", "ELECTRON_RUN_AS_NODE=1", process.execPath] : [own];
}

/** As on a machine that has the repository and a Python on PATH. */
function workflowFor(app: App, found: Evaluation, plan: LaunchPlan, root: string): string {
  const within = (path: string) => relative(root, path).split(sep).join("/");
  const there = { ...plan, interpreter: { path: "python", name: "python", environment: {} } };
  const { version } = app.context.extension.packageJSON as { readonly version: string };
  const own = scheduled(app, found, there);
  return workflowText({
    ...own,
    words: own.words.map((word) => (word.startsWith(root + sep) ? relative(plan.cwd, word) : word)),
    cwd: within(plan.cwd),
    evaluations: dirname(found.evaluations.at(-1)?.path ?? "."),
    install: installIn(root),
    version,
  });
}

function scheduled(app: App, { model }: Evaluation, plan: LaunchPlan): Scheduled {
  const words = wordsOf(plan);
  const set = { ...toolVariables(plan.interpreter), ...plan.environment };
  const clash = writtenOver(plan.args, plan.cwd, app.store.runs.values());
  return {
    model: modelName(model),
    words,
    written: clash && words.length - plan.args.length + clash.index,
    variables: [...Object.keys(set), ...(plan.pythonPath.length > 0 ? ["PYTHONPATH"] : [])],
    cwd: plan.cwd,
  };
}

function installIn(root: string): string | undefined {
  if (existsSync(join(root, "requirements.txt"))) return "pip install -r requirements.txt";
  return existsSync(join(root, "pyproject.toml")) ? "pip install ." : undefined;
}
