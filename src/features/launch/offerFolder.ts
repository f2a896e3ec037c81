import * as vscode from "vscode";
import type { App } from "../../host/app";
import { Commands } from "../../host/contributions";
import { searchedFolders } from "../../host/roots";
import type { Launch } from "../../launches/launch";
import { FolderOffers, writtenOutside } from "../../launches/writtenOutside";
import { t } from "../../util/text";

/** Of this session. */
const offers = new FolderOffers();

/** Offers to look for runs in the folder that a launch was told to write to, where that lies outside those that are searched. */
export async function offerFolder(app: App, launch: Launch): Promise<void> {
  const path = await writtenOutside(launch, searchedFolders());
  if (path === undefined || !offers.take(path)) return;
  app.log.info(`${path} was written to, and is not searched`);
  const search = t("Search This Folder");
  const message = t("{path} lies outside the folders in which runs are looked for.", { path });
  const choice = await vscode.window.showInformationMessage(message, search);
  if (choice === search) await vscode.commands.executeCommand(Commands.searchFolder, [{ runIds: [], path }]);
}
