import { stat } from "node:fs/promises";
import { relative } from "node:path";
import * as vscode from "vscode";
import { interpreterFor } from "../../host/interpreter";
import { typeCommand } from "../../host/shellIntegration";
import { t } from "../../util/text";

/** A promoted version: the workspace folder, its own folder, and what it is called. */
export interface Version {
  readonly root: string;
  readonly folder: string;
  readonly name: string;
}

/** Publish…: where to, and then the command of the user's own tool, typed into a terminal to be read and sent. */
export async function publish(version: Version): Promise<void> {
  const hub = { label: "Hugging Face", detail: t("Upload it to a repository") };
  const registry = { label: "MLflow", detail: t("Make it the next version of a registered model") };
  const placeHolder = t("A command is typed into a terminal; nothing is sent before you run it");
  const choice = await vscode.window.showQuickPick([hub, registry], {
    title: t("Publish {name}", { name: version.name }),
    placeHolder,
  });
  if (choice === hub) await typeUpload(version.folder);
  if (choice === registry) await typeRegistering(version);
}

/** MLflow has no command of its own for it. No quotes: not all shells pass them on. */
const registering =
  "import sys, mlflow; folder, name, at = sys.argv[1:]; mlflow.start_run(); mlflow.log_artifacts(folder, at); mlflow.register_model(mlflow.get_artifact_uri(at), name)";

/** Types what makes it the next version of a registered model, in the store that the user's own settings name: to be read first. */
async function typeRegistering({ root, folder, name }: Version): Promise<void> {
  const { path, runner = [], environment } = await interpreterFor(vscode.Uri.file(folder), { folders: [root] });
  const terminal = vscode.window.createTerminal({ name: "MLflow", cwd: root, env: { ...environment } });
  const words = [...runner, path, "-c", registering, relative(root, folder), name, "model"];
  await typeCommand(terminal, words);
}

/** Types the upload into a new terminal, to be read before it is sent: with the user's own tool and account. */
async function typeUpload(folder: string): Promise<void> {
  const repository = await vscode.window.showInputBox({
    title: t("Upload to Hugging Face"),
    prompt: t("The repository, as USER/NAME. The command is typed into a terminal; nothing is sent before you run it."),
    validateInput: (text) => (/^[\w.-]+\/[\w.-]+$/.test(text) ? undefined : t("A repository is named USER/NAME.")),
  });
  if (repository === undefined || !(await stat(folder).catch(() => undefined))) return;
  const terminal = vscode.window.createTerminal({ name: t("Upload"), cwd: folder });
  await typeCommand(terminal, ["hf", "upload", repository, "."]);
}
