import { join } from "node:path";
import * as vscode from "vscode";
import type { App } from "../../host/app";
import { Commands } from "../../host/contributions";
import { modelName, modelsFolder } from "../../host/models";
import { changeSince, versionBefore } from "../../models/before";
import { promotionIn, type Promotion } from "../../models/promotion";
import { handleOf } from "../../runs/describe/handle";
import type { RunSummary } from "../../shared/run";
import { HumanError } from "../../util/errors";
import { t } from "../../util/text";

/** The run that a version was promoted from, if it is still there. @param root of the workspace folder: absolute path */
export function runOfVersion({ store }: App, root: string, { run }: Promotion): RunSummary | undefined {
  return [...store.runs.values()].find((one) => one.root === root && handleOf(one) === run.handle);
}

/** Opens Compare with the runs of two versions; says how they differ where one of the runs is gone. */
export async function compareVersions(app: App, root: string, own: Promotion, before: Promotion): Promise<void> {
  const [from, to] = [runOfVersion(app, root, before), runOfVersion(app, root, own)];
  if (from && to) {
    await vscode.commands.executeCommand(Commands.compare, [from.id, to.id]);
    return;
  }
  const gone = t("The run of version {version} is no longer there.", {
    version: from ? own.version : before.version,
  });
  throw new HumanError([gone, changeSince(own, before)].filter((part) => part !== undefined).join(" "));
}

/**
 * Compare with Previous Version: the run of a promoted model beside that of the version before.
 * @throws {HumanError} if there is none
 */
export async function compareWithBefore(app: App, run: RunSummary, promoted: string): Promise<void> {
  const models = modelsFolder(run.root);
  const folder = join(run.root, promoted);
  const promotion = promotionIn(folder);
  if (!promotion) throw new HumanError(t("There is no promoted model in {folder}.", { folder: promoted }));
  const before = await versionBefore(models, promotion);
  if (!before) {
    const name = modelName({ folder, promotion });
    throw new HumanError(t("Nothing was promoted before {name}.", { name }));
  }
  await compareVersions(app, run.root, promotion, before.promotion);
}
