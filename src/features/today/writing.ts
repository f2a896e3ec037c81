import * as vscode from "vscode";
import type { App } from "../../host/app";
import { Commands } from "../../host/contributions";
import { setting } from "../../host/settings";
import { gitInfo } from "../../launches/git";
import { waitingIn } from "../../launches/queue/queueFile";
import { standUpText, type Marks } from "../../runs/day/standUp";
import { ticketsIn } from "../../runs/day/tickets";
import { t } from "../../util/text";
import { theDay } from "./day";
import type { Looks } from "./looks";
import { registerWrapUp } from "./wrapUp";

/** Stand-up and wrap-up: texts about the day, opened to be edited before they go anywhere. */
export function registerWriting(app: App, looks: Looks): void {
  app.command(Commands.standUp, async () => {
    const marks = await askMarks();
    if (marks === undefined) return;
    const content = await standUpOf(app, looks, marks);
    const language = marks === "markdown" ? "markdown" : "plaintext";
    const document = await vscode.workspace.openTextDocument({ content, language });
    await vscode.window.showTextDocument(document);
    const copy = t("Copy");
    const choice = await vscode.window.showInformationMessage(t("Edit the stand-up, then copy it."), copy);
    if (choice === copy) await vscode.env.clipboard.writeText(document.getText());
  });
  registerWrapUp(app, looks);
}

async function standUpOf(app: App, looks: Looks, marks: Marks): Promise<string> {
  const { today, commits, branch, now, trusted } = await theDay(app, looks);
  const names = [...(branch === undefined ? [] : [branch]), ...commits];
  const remote = trusted === undefined ? undefined : (await gitInfo(trusted))?.remote;
  const tickets = ticketsIn(names, setting("lossline.standUp.ticketAddresses"), remote);
  const notes = today.news.flatMap(({ run }) => {
    const note = app.state.wordsOn(run.id)?.note ?? "";
    return note === "" ? [] : [{ name: app.nameOf(run), note }];
  });
  const storage = app.context.storageUri?.fsPath;
  const waiting = storage === undefined ? 0 : await waitingIn(storage);
  const on = branch === undefined ? {} : { branch };
  return standUpText({ today, nameOf: app.nameOf, commits, ...on, tickets, notes, waiting, now }, marks);
}

async function askMarks(): Promise<Marks | undefined> {
  const items: readonly (vscode.QuickPickItem & { readonly marks: Marks })[] = [
    { label: "Markdown", marks: "markdown" },
    { label: "Slack", marks: "slack" },
    { label: "Microsoft Teams", marks: "teams" },
    { label: t("Plain text"), marks: "plain" },
  ];
  return (await vscode.window.showQuickPick(items, { placeHolder: t("Write the stand-up for…") }))?.marks;
}
