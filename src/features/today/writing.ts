import { existsSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import * as vscode from "vscode";
import type { App } from "../../host/app";
import { Commands } from "../../host/contributions";
import { searchedFolders } from "../../host/roots";
import { setting } from "../../host/settings";
import { commitsSince } from "../../launches/commitsSince";
import { leftHanging } from "../../launches/leftHanging";
import { sinceOf } from "../../runs/day/news";
import { standUpText, ticketKeys, type Marks } from "../../runs/day/standUp";
import type { Today } from "../../runs/day/today";
import { dayNote, type WrapUp } from "../../runs/day/wrapUp";
import { HumanError } from "../../util/errors";
import { t } from "../../util/text";
import type { Looks } from "./looks";
import { dayOf } from "./picture";

/** Stand-up and wrap-up: texts about the day, opened to be edited before they go anywhere. */
export function registerWriting(app: App, looks: Looks): void {
  app.command(Commands.standUp, async () => {
    const marks = await askMarks();
    if (marks === undefined) return;
    const { today, commits, branch, now } = await theDay(app, looks);
    const names = [...commits, ...(branch === undefined ? [] : [branch])];
    const tickets = { keys: ticketKeys(names), address: setting("lossline.standUp.ticketAddress") };
    const notes = today.news.flatMap(({ run }) => {
      const note = app.state.wordsOn(run.id)?.note ?? "";
      return note === "" ? [] : [{ name: app.nameOf(run), note }];
    });
    const { nameOf } = app;
    const on = branch === undefined ? {} : { branch };
    const text = standUpText({ today, nameOf, commits, ...on, tickets, notes, waiting: 0, now }, marks);
    const document = await vscode.workspace.openTextDocument({
      content: text,
      language: marks === "markdown" ? "markdown" : "plaintext",
    });
    await vscode.window.showTextDocument(document);
    const copy = t("Copy");
    const choice = await vscode.window.showInformationMessage(t("Edit the stand-up, then copy it."), copy);
    if (choice === copy) await vscode.env.clipboard.writeText(document.getText());
  });
  app.command(Commands.wrapUp, async () => {
    const wrapUp = await wrapUpOf(app, looks);
    const date = dateText(wrapUp.now);
    const document = await vscode.workspace.openTextDocument({ content: dayNote(wrapUp, date), language: "markdown" });
    await vscode.window.showTextDocument(document);
    const save = t("Save Day Note");
    const message = t("This is your day. Write what is to be remembered, then save it.");
    if ((await vscode.window.showInformationMessage(message, save)) === save) await saveNote(document.getText(), date);
  });
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

interface Day {
  readonly today: Today;
  readonly commits: readonly string[];
  readonly branch?: string;
  readonly now: number;
}

async function theDay(app: App, looks: Looks): Promise<Day> {
  await app.store.start();
  while (app.groups.take()) continue;
  const now = Date.now();
  const [folder] = searchedFolders();
  const isAsked = folder !== undefined && vscode.workspace.isTrusted;
  const code = isAsked ? await commitsSince(folder, sinceOf(looks.current, now)) : { commits: [] };
  return { today: dayOf(app, looks.current, now), ...code, now };
}

async function wrapUpOf(app: App, looks: Looks): Promise<WrapUp> {
  const { today, commits, now } = await theDay(app, looks);
  const [folder] = searchedFolders();
  const isAsked = folder !== undefined && vscode.workspace.isTrusted;
  const hanging = isAsked ? await leftHanging(folder) : { isDirty: false, unpushed: 0 };
  const { state, nameOf } = app;
  const hasNote: WrapUp["hasNote"] = ({ id }) => (state.wordsOn(id)?.note ?? "") !== "";
  return {
    today,
    nameOf,
    ...hanging,
    commits,
    hasNote,
    isMarked: (run) => hasNote(run) || state.isPinned(run.id),
    now,
  };
}

/** In local time: the day that the person has. */
function dateText(now: number): string {
  return new Date(now - new Date(now).getTimezoneOffset() * 60_000).toISOString().slice(0, 10);
}

/** A file for each day in the folder that the user chose; one that is there is not written over. */
async function saveNote(text: string, date: string): Promise<void> {
  const [root] = searchedFolders();
  const chosen = setting("lossline.wrapUp.folder");
  if (root === undefined) throw new HumanError(t("Open the project’s folder first."));
  const folder = join(root, chosen);
  await mkdir(folder, { recursive: true });
  let path = join(folder, `${date}.md`);
  for (let count = 2; existsSync(path); count++) path = join(folder, `${date}.${count}.md`);
  await writeFile(path, text, { flag: "wx" });
  await vscode.window.showTextDocument(vscode.Uri.file(path));
}
