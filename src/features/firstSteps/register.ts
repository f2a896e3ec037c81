import { existsSync } from "node:fs";
import { join } from "node:path";
import * as vscode from "vscode";
import type { App } from "../../host/app";
import { Commands } from "../../host/contributions";
import { t } from "../../util/text";
import { issueAddress, issueBody } from "./issue";
import { registerOpening } from "./openFiles";
import { writeSampleRuns } from "./sampleRuns";

const extensionId = "lossline.lossline";

interface Manifest {
  readonly version: string;
  readonly repository: { readonly url: string };
}

/** What a newcomer needs: sample runs, the way from a file to its curves, a way to complain, and what is sent where. */
export function registerFirstSteps(app: App): void {
  const { context, store } = app;
  app.command(Commands.openSampleRuns, async () => {
    const folder = join(context.globalStorageUri.fsPath, "sample runs");
    if (!existsSync(join(folder, "runs"))) writeSampleRuns(folder);
    await vscode.commands.executeCommand("vscode.openFolder", vscode.Uri.file(folder), { forceNewWindow: true });
  });
  registerOpening(app);
  app.command(Commands.reportIssue, async () => {
    const { version, repository } = context.extension.packageJSON as Manifest;
    const versions = {
      Lossline: version,
      Editor: `${vscode.env.appName} ${vscode.version}`,
      System: `${process.platform} ${process.arch}, Node ${process.versions.node}`,
      Remote: vscode.env.remoteName ?? "no",
    };
    const body = issueBody(versions, store.runs.values(), store.problems.length);
    // The reporter of a workbench in a browser takes no text; there the editor shows the whole address and asks.
    if (vscode.env.uiKind === vscode.UIKind.Web)
      await vscode.env.openExternal(vscode.Uri.parse(issueAddress(repository.url, body)));
    else await vscode.commands.executeCommand("workbench.action.openIssueReporter", { extensionId, issueBody: body });
  });
  app.command(Commands.showWhatLeaves, async () => {
    const page = vscode.Uri.joinPath(context.extensionUri, "media", "walkthrough", "what-leaves.md");
    await vscode.commands.executeCommand("markdown.showPreview", page);
  });
  app.command(Commands.firstSteps, async () => {
    await vscode.commands.executeCommand("workbench.action.openWalkthrough", `${extensionId}#firstSteps`, false);
    void vscode.window.setStatusBarMessage(t("Lossline: first steps"), 3000);
  });
}
