import { access, open } from "node:fs/promises";
import { basename, dirname } from "node:path";
import * as vscode from "vscode";
import type { App } from "../../host/app";
import { Commands } from "../../host/contributions";
import type { RunSummary } from "../../shared/run";
import { HumanError } from "../../util/errors";
import { filesOf, pathsOf } from "./places";
import { summaryText } from "./summary";
import { t } from "../../util/text";
import { shown } from "../../util/shown";

/** Verdicts are worked out for all runs at once: asking for a few is enough. */
const mostAsked = 20;

/** The commands that lead to a run's files, or take something of it along. */
export function registerFileCommands(app: App): void {
  const { store } = app;
  app.command(Commands.openFiles, async (targets) => {
    const path = await chooseFile(filesOf(store.runs, targets));
    if (path !== undefined) await openFile(path);
  });
  app.command(Commands.reveal, async (targets) => {
    const [path] = pathsOf(store.runs, targets);
    if (path !== undefined) await reveal(path);
  });
  app.command(Commands.copyPath, (targets) => copy(pathsOf(store.runs, targets)));
  app.command(Commands.copyValue, (values) => copy(values));
  app.command(Commands.copySummary, async (ids) => {
    const runs = ids.flatMap((id) => store.runs.get(id) ?? []);
    if (runs.length === 0) throw new HumanError(t("Select the runs to copy a summary of."));
    await Promise.all(runs.slice(0, mostAsked).map((run) => app.verdicts.ask(run)));
    const verdictOf = (run: RunSummary, metric: string) => app.verdicts.of(run, metric)?.verdict;
    const text = summaryText(runs, { judge: app.judging.now(), nameOf: app.nameOf, verdictOf });
    await vscode.env.clipboard.writeText(text);
  });
  app.command(Commands.openState, () => openState(app));
}

/** @throws {HumanError} for nothing, which would empty the clipboard */
async function copy(texts: readonly string[]): Promise<void> {
  if (texts.length === 0) throw new HumanError(t("Select the rows to copy from."));
  await vscode.env.clipboard.writeText(texts.join("\n"));
}

async function chooseFile(paths: readonly string[]): Promise<string | undefined> {
  if (paths.length <= 1) return paths[0];
  const items = paths.map((path) => ({
    label: shown(basename(path)),
    description: shown(vscode.workspace.asRelativePath(dirname(path))),
    path,
  }));
  const picked = await vscode.window.showQuickPick(items, {
    title: t("Open Files"),
    placeHolder: t("Select the file to open"),
    matchOnDescription: true,
  });
  return picked?.path;
}

/** A text opens in the editor; what is not one is shown where it lies. */
async function openFile(path: string): Promise<void> {
  if (await isBinary(path)) await reveal(path);
  else await vscode.commands.executeCommand("vscode.open", vscode.Uri.file(path), { preview: true });
}

/** Whether a zero byte is among the first ones: texts have none. */
async function isBinary(path: string): Promise<boolean> {
  const file = await open(path, "r").catch(() => {
    throw new HumanError(t("{path} can’t be opened. Refresh the runs to see which files still exist.", { path }));
  });
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(1024), 0, 1024, 0);
    return buffer.subarray(0, bytesRead).includes(0);
  } finally {
    await file.close();
  }
}

async function reveal(path: string): Promise<void> {
  await access(path).catch(() => {
    throw new HumanError(t("{path} no longer exists. Refresh the runs.", { path }));
  });
  const uri = vscode.Uri.file(path);
  const inside = vscode.workspace.getWorkspaceFolder(uri) !== undefined;
  await vscode.commands.executeCommand(inside ? "revealInExplorer" : "revealFileInOS", uri);
}

async function openState({ state }: App): Promise<void> {
  const there: string[] = [];
  for (const path of state.files) {
    await access(path).then(
      () => there.push(path),
      () => undefined,
    );
  }
  const path = await chooseFile(there);
  if (path !== undefined) await vscode.window.showTextDocument(vscode.Uri.file(path));
  else if (there.length === 0) {
    void vscode.window.showInformationMessage(
      t(
        "There is no {file} yet. It is created when you set a baseline, pin, hide, or rename a run, or choose a metric.",
        { file: ".lossline/state.json" },
      ),
    );
  }
}
