import { existsSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import * as vscode from "vscode";
import type { App } from "../../host/app";
import { Commands } from "../../host/contributions";
import { searchedFolders } from "../../host/roots";
import { setting } from "../../host/settings";
import { leftHanging } from "../../launches/leftHanging";
import { todosSince } from "../../launches/todosSince";
import { pathWithin } from "../../readers/parsing/files/within";
import { dayNote, leftToDo, type Left, type Remedy, type WrapUp } from "../../runs/day/wrapUp";
import { HumanError } from "../../util/errors";
import { plural, t } from "../../util/text";
import { theDay } from "./day";
import type { Looks } from "./looks";

/** Wrap Up: what is left, each with what to do about it, until the day note is written. */
export function registerWrapUp(app: App, looks: Looks): void {
  app.command(Commands.wrapUp, async () => {
    for (;;) {
      const wrapUp = await wrapUpOf(app, looks);
      const chosen = await choose(leftToDo(wrapUp));
      if (chosen === undefined) return;
      if (chosen === "note") return writeNote(wrapUp);
      if (await see(app, chosen)) return;
    }
  });
}

async function wrapUpOf(app: App, looks: Looks): Promise<WrapUp> {
  const { today, commits, now, since, trusted } = await theDay(app, looks);
  const [hanging, todos] =
    trusted === undefined
      ? [{ isDirty: false, unpushed: 0 }, []]
      : await Promise.all([leftHanging(trusted), todosSince(trusted, since)]);
  const { state, nameOf } = app;
  const hasNote: WrapUp["hasNote"] = ({ id }) => (state.wordsOn(id)?.note ?? "") !== "";
  const isMarked: WrapUp["isMarked"] = (run) => hasNote(run) || state.isPinned(run.id);
  return { today, nameOf, ...hanging, commits, todos, hasNote, isMarked, now };
}

/** What to see to next; "note": the day note. */
async function choose(left: readonly Left[]): Promise<Left | "note" | undefined> {
  const items = left.map((one) => ({
    label: one.text,
    description: remedyText(one.remedy),
    iconPath: new vscode.ThemeIcon(icons[one.remedy]),
    chosen: one,
  }));
  const note = { label: t("Write the Day Note"), iconPath: new vscode.ThemeIcon("notebook"), chosen: "note" as const };
  const placeHolder =
    left.length === 0
      ? t("Nothing. Your desk is clear.")
      : plural(left.length, {
          one: "{count} thing is left. Pick it to see to it.",
          other: "{count} things are left. Pick one to see to it.",
        });
  const picked = await vscode.window.showQuickPick([note, ...items], { title: t("Wrap Up"), placeHolder });
  return picked?.chosen;
}

function remedyText(remedy: Remedy): string {
  switch (remedy) {
    case "show":
      return t("Plot");
    case "commit":
      return t("Open Source Control");
    case "push":
      return t("Push");
    case "pin":
      return t("Pin");
    case "explain":
      return t("Write a Note");
    case "open":
      return t("Open");
  }
}

const icons: Readonly<Record<Remedy, string>> = {
  show: "graph-line",
  commit: "source-control",
  push: "cloud-upload",
  pin: "pin",
  explain: "note",
  open: "go-to-file",
};

/** @returns whether the user is elsewhere now, so that the list does not come back over it */
async function see(app: App, { remedy, runs, todo }: Left): Promise<boolean> {
  const ids = runs.map(({ id }) => id);
  switch (remedy) {
    case "show":
      await vscode.commands.executeCommand(Commands.plot, ids);
      return true;
    case "commit":
      await vscode.commands.executeCommand("workbench.view.scm");
      return true;
    case "push":
      await vscode.commands.executeCommand("git.push");
      return false;
    case "pin":
      await vscode.commands.executeCommand(Commands.pin, ids);
      return false;
    case "explain":
      await explain(app, ids);
      return false;
    case "open":
      if (todo) await open(todo);
      return true;
  }
}

/** One note for runs that went wrong together. */
async function explain({ state }: App, ids: readonly string[]): Promise<void> {
  const prompt = plural(ids.length, { one: "What went wrong?", other: "What went wrong with these {count} runs?" });
  const text = await vscode.window.showInputBox({ title: t("Write a Note"), prompt });
  if (text === undefined || text.trim() === "") return;
  for (const id of ids) await state.setWordsOn(id, { words: state.wordsOn(id)?.words ?? [], note: text.trim() });
}

async function open({ path, line }: NonNullable<Left["todo"]>): Promise<void> {
  const [root] = searchedFolders();
  const file = root === undefined ? undefined : pathWithin(root, path);
  if (file === undefined) return;
  const at = new vscode.Position(Math.max(0, line - 1), 0);
  await vscode.window.showTextDocument(vscode.Uri.file(file), { selection: new vscode.Range(at, at) });
}

async function writeNote(wrapUp: WrapUp): Promise<void> {
  const date = dateText(wrapUp.now);
  const document = await vscode.workspace.openTextDocument({ content: dayNote(wrapUp, date), language: "markdown" });
  await vscode.window.showTextDocument(document);
  const save = t("Save Day Note");
  const message = t("This is your day. Write what is to be remembered, then save it.");
  if ((await vscode.window.showInformationMessage(message, save)) === save) await saveNote(document.getText(), date);
}

/** In local time: the day that the person has. */
function dateText(now: number): string {
  return new Date(now - new Date(now).getTimezoneOffset() * 60_000).toISOString().slice(0, 10);
}

/** A file for each day in the folder that the user chose; one that is there is not written over. */
async function saveNote(text: string, date: string): Promise<void> {
  const [root] = searchedFolders();
  if (root === undefined) throw new HumanError(t("Open the project’s folder first."));
  const folder = pathWithin(root, setting("lossline.wrapUp.folder", vscode.Uri.file(root)));
  if (folder === undefined)
    throw new HumanError(t("The setting lossline.wrapUp.folder must name a folder inside the workspace folder."));
  await mkdir(folder, { recursive: true });
  let path = join(folder, `${date}.md`);
  for (let count = 2; existsSync(path); count++) path = join(folder, `${date}.${count}.md`);
  await writeFile(path, text, { flag: "wx" });
  await vscode.window.showTextDocument(vscode.Uri.file(path));
}
