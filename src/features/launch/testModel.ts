import { basename } from "node:path";
import * as vscode from "vscode";
import type { App } from "../../host/app";
import { setting } from "../../host/settings";
import { fillTemplate } from "../../launches/tests/modelTemplate";
import { ranked } from "../../models/checkpoints";
import { bestTimeOf } from "../../models/order";
import type { RunSummary } from "../../shared/run";
import { HumanError } from "../../util/errors";
import { t } from "../../util/text";
import type { Launcher } from "./launcher";

/**
 * Runs the tests of a run's script on the model that it saved.
 * @throws HumanError if it saved none that is known
 */
export async function testModel(
  app: App,
  launcher: Launcher,
  run: RunSummary,
  { script, files }: { readonly script: vscode.Uri; readonly files: readonly string[] },
): Promise<void> {
  const headline = app.judging.now().headlineOf(run)?.series.name;
  const best = bestTimeOf({ run, headline, chosen: (tag) => app.state.direction(tag) });
  const { offeredModels } = await import("../../models/offered"); // with all readers
  const found = ranked(
    (await offeredModels(run, app.store.runs.values(), app.launches.launchOf(run.id)?.args)).models,
    best,
  );
  const [first, ...others] = found;
  if (!first) throw new HumanError(t("No saved model of {run} was found.", { run: app.nameOf(run) }));
  const items = found.map(({ path }) => ({ label: basename(path), description: path, path }));
  const picked =
    others.length === 0
      ? first
      : await vscode.window.showQuickPick(items, { title: t("Test This Model"), matchOnDescription: true });
  if (!picked) return;
  const told = fillTemplate(setting("lossline.tests.modelTemplate", script), picked.path);
  await launcher.test(script, { files }, run, told);
}
