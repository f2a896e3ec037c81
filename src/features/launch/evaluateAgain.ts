import { relative } from "node:path";
import * as vscode from "vscode";
import type { App } from "../../host/app";
import { followedModels, modelName, type Followed } from "../../host/models";
import { searchedFolders } from "../../host/roots";
import { provenanceOf, type Provenance } from "../../launches/provenance";
import { pathWithin } from "../../readers/parsing/files/within";
import { formatAgo } from "../../runs/describe/numbers";
import { HumanError } from "../../util/errors";
import { plural, t } from "../../util/text";
import type { Launcher } from "./launcher";

const windows = process.platform === "win32";

/** A promoted model, and how it was evaluated last. */
export interface Evaluation extends Followed {
  readonly command: Provenance;
}

/**
 * Repeats the last evaluation of a promoted model whose command is known: the same model, on what its data is by now. How it did
 * against the value with which the model was promoted is told when it ends.
 * @param id the run that was promoted; without it the user picks a model
 * @throws {HumanError} as `chooseEvaluation`
 */
export async function evaluateAgain(app: App, launcher: Launcher, id: string | undefined): Promise<void> {
  const found = await chooseEvaluation(app, id);
  if (found) await launcher.train(vscode.Uri.file(found.command.script), found.command.args);
}

/** @throws {HumanError} if nothing is promoted, or no evaluation's script is known */
export async function chooseEvaluation(app: App, id: string | undefined): Promise<Evaluation | undefined> {
  const found = await chooseModel(app, id);
  if (!found) return undefined;
  const command = lastCommand(app, found);
  if (command) return { ...found, command };
  throw new HumanError(
    t("No evaluation of {model} is known whose script Lossline knows. Start one with {folder} among its arguments.", {
      model: modelName(found.model),
      folder: relative(rootOf(found.model.folder) ?? "", found.model.folder),
    }),
  );
}

/** The promoted model of a run, or one that the user picks. @throws {HumanError} if there is none */
export async function chooseModel(app: App, id: string | undefined): Promise<Followed | undefined> {
  await Promise.all([app.store.start(), app.launches.loaded]);
  const run = id === undefined ? undefined : app.store.runs.get(id);
  const promoted = run && app.state.promotedTo(run.id);
  const folder = promoted === undefined ? undefined : pathWithin(run?.root ?? "", promoted);
  return folder === undefined ? pickModel(app) : modelAt(app, run?.root ?? "", folder);
}

/** The promoted model of a folder. @param folder absolute path @throws {HumanError} if there is none */
export async function followedAt(app: App, folder: string): Promise<Followed> {
  await Promise.all([app.store.start(), app.launches.loaded]);
  return modelAt(app, rootOf(folder) ?? "", folder);
}

async function modelAt(app: App, root: string, folder: string): Promise<Followed> {
  const [found] = await followedModels(app, root, folder);
  if (found) return found;
  throw new HumanError(t("There is no promoted model with a metric in {folder}.", { folder }));
}

async function pickModel(app: App): Promise<Followed | undefined> {
  const models = (await Promise.all(searchedFolders().map((root) => followedModels(app, root)))).flat();
  if (models.length === 0) throw new HumanError(t("No model is promoted here. Promote a run’s model first."));
  const items = models.map((followed) => {
    const { model, evaluations } = followed;
    const count = plural(evaluations.length, { one: "{count} evaluation", other: "{count} evaluations" });
    return {
      label: modelName(model),
      description: `${count} · ${formatAgo(model.promotion.at, Date.now())}`,
      followed,
    };
  });
  return (await vscode.window.showQuickPick(items, { placeHolder: t("Promoted model") }))?.followed;
}

/** How the newest evaluation was started of which that is known. */
function lastCommand(app: App, { evaluations }: Followed): Provenance | undefined {
  for (const run of [...evaluations].reverse()) {
    const command = provenanceOf(run, app.launches.launchOf(run.id), windows);
    if (command) return command;
  }
  return undefined;
}

function rootOf(path: string): string | undefined {
  return vscode.workspace.getWorkspaceFolder(vscode.Uri.file(path))?.uri.fsPath;
}
