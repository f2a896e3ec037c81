import { open } from "node:fs/promises";
import * as vscode from "vscode";
import type { App } from "../../host/app";
import { Commands, WebviewPanels, type CommandId } from "../../host/contributions";
import { onDidChangeSettings } from "../../host/settings";
import { choicesFor } from "../../host/tableChoices";
import { plottedLines } from "../../host/plottedLines";
import { registerPage } from "../../host/webview/panel";
import type { FileFormat, RowAction, TableCut } from "../../shared/pages/table";
import type { TableQuery } from "../../shared/table";
import { Emitter } from "../../util/emitter";
import { HumanError, messageOf } from "../../util/errors";
import { plural, t } from "../../util/text";
import { copyText, fileText, mostCopied } from "./leaving";
import { askRule } from "./askRule";
import { chooseView } from "./views";
import { RunsTable, type TableHost } from "./runsTable";

/** Registers the page with the table of runs, and the command that opens it. */
export function registerTable(app: App): void {
  const host = hostOf(app);
  const type = { viewType: WebviewPanels.table, title: t("Runs"), bundle: "table" } as const;
  const show = registerPage(app, type, (page) => new RunsTable(host, page));
  app.command(Commands.table, () => show(false).show());
}

function hostOf(app: App): TableHost {
  const { store, state, launches, plotted, judging, groups } = app;
  const choices = new Emitter<void>();
  const fire = () => choices.fire();
  app.context.subscriptions.push(
    choices,
    state.onDidChange(fire),
    launches.onDidChange(fire),
    judging.onDidChange(fire),
    groups.onDidChange(fire),
    onDidChangeSettings(["lossline.compare.at"], fire),
  );
  return {
    store,
    plotted,
    lines: () => plottedLines(app),
    filter: app.filter,
    onDidChangeChoices: choices.event,
    choices: () => choicesFor(app),
    act: (action, runs) => act(app, action, runs),
    write: (run, words) => state.setWordsOn(run, words),
    chooseView: (current) => chooseView(app, current),
    askRule,
    copy: async (query, cut, format) => {
      const { text, rows, isCut } = await copyText(store.table, query, cut, format);
      await vscode.env.clipboard.writeText(text);
      const copied = plural(rows, { one: "{count} row copied.", other: "{count} rows copied." });
      const more = t("Only the first {count}: export the table as a file to have all.", { count: mostCopied });
      vscode.window.setStatusBarMessage(copied, 5000);
      if (isCut) void vscode.window.showWarningMessage(more);
    },
    save: (query, cut, format) => save(app, query, cut, format),
    onError: (error) => {
      if (error instanceof HumanError) void vscode.window.showErrorMessage(error.message);
      else app.log.error("Runs table", error instanceof Error ? error : messageOf(error));
    },
  };
}

async function act(app: App, action: RowAction, runs: readonly string[]): Promise<void> {
  const { state, plotted } = app;
  const call = async (id: CommandId, argument: unknown): Promise<void> => {
    await vscode.commands.executeCommand(id, argument);
  };
  switch (action) {
    case "plot":
      plotted.add(runs);
      return;
    case "unplot":
      plotted.remove(runs);
      return;
    case "openPlot":
      return call(Commands.plot, runs);
    case "baseline":
      return state.setBaseline(runs[0]);
    case "pin":
    case "unpin":
      return state.setPinned(runs, action === "pin");
    case "hide":
    case "unhide":
      return state.setHidden(runs, action === "hide");
    case "compare":
      return call(Commands.compare, runs);
    case "files":
      return call(Commands.openFiles, { runIds: runs });
  }
}

async function save({ store }: App, query: TableQuery, cut: TableCut, format: FileFormat): Promise<void> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const name = format === "csv" ? "runs.csv" : "runs.jsonl";
  const target = await vscode.window.showSaveDialog({
    ...(folder && { defaultUri: vscode.Uri.joinPath(folder, name) }),
    filters: format === "csv" ? { CSV: ["csv"] } : { JSON: ["jsonl", "json"] },
  });
  if (!target) return;
  const progress = { location: vscode.ProgressLocation.Notification, title: t("Exporting runs…"), cancellable: true };
  await vscode.window.withProgress(progress, async (_, cancelled) => {
    const file = await open(target.fsPath, "w");
    try {
      for await (const text of fileText(store.table, query, format, cut.columns)) {
        if (cancelled.isCancellationRequested) return;
        await file.write(text);
      }
    } finally {
      await file.close();
    }
  });
}
