import * as vscode from "vscode";
import { DisposableStore } from "../../util/disposable";
import type { ArgumentHistory } from "../../launches/history";
import { t } from "../../util/text";
import { joinWords, splitWords, type Words } from "../../launches/words";

const windows = process.platform === "win32";

/** What was typed as arguments, with ~ and variables replaced as this system's shells do. */
export function splitTyped(typed: string): Words {
  return splitWords(typed, windows, windows ? undefined : process.env);
}

interface Item extends vscode.QuickPickItem {
  readonly line: string;
}

const edit: vscode.QuickInputButton = { iconPath: new vscode.ThemeIcon("edit"), tooltip: "Edit before starting" };

/**
 * Asks for a script's arguments: a box that holds the last ones, above a list of earlier ones.
 * @param given what to begin with instead of the last ones
 * @returns the line as typed, or undefined if the user thought better of it
 */
export async function askArguments(
  script: vscode.Uri,
  history: ArgumentHistory,
  given: readonly string[] | undefined,
): Promise<string | undefined> {
  const earlier = history.of(script.fsPath);
  const owned = new DisposableStore();
  const box = owned.add(vscode.window.createQuickPick<Item>());
  box.title = `Train ${vscode.workspace.asRelativePath(script)}`;
  box.placeholder = "Arguments, as in a terminal: --lr 0.1 --name 'my run'";
  box.value = given ? joinWords(given, windows) : (earlier[0] ?? "");
  const show = () => {
    box.items = itemsFor(box.value, earlier);
  };
  show();
  try {
    return await new Promise((resolve) => {
      owned.add(box.onDidChangeValue(show));
      owned.add(
        box.onDidTriggerItemButton(({ item }) => {
          box.value = item.line;
          show();
        }),
      );
      owned.add(
        box.onDidAccept(() => {
          const line = box.selectedItems[0]?.line ?? box.value;
          if (splitTyped(line).ok) resolve(line.trim());
        }),
      );
      owned.add(box.onDidHide(() => resolve(undefined)));
      box.show();
    });
  } finally {
    owned.dispose();
  }
}

/** First what is typed, with what is wrong with it or worth knowing; then the earlier lines, unfiltered. */
function itemsFor(typed: string, earlier: readonly string[]): Item[] {
  const others = earlier.filter((line) => line !== typed.trim() && line !== "");
  return [
    { label: typed.trim() || "no arguments", ...explain(typed), line: typed, alwaysShow: true },
    ...others.map((line) => ({
      label: line,
      iconPath: new vscode.ThemeIcon("history"),
      buttons: [edit],
      line,
      alwaysShow: true,
    })),
  ];
}

function explain(typed: string): Pick<Item, "iconPath" | "detail"> {
  const split = splitTyped(typed);
  if (!split.ok) return { iconPath: new vscode.ThemeIcon("error"), detail: split.problem };
  const iconPath = new vscode.ThemeIcon("play");
  const notes = [
    ...(split.expanded ? [t("Starts with: {arguments}", { arguments: joinWords(split.words, windows) })] : []),
    ...(split.literal.length === 0
      ? []
      : [t("Passed as typed, not expanded by a shell: {marks}", { marks: split.literal.join(" ") })]),
  ];
  return notes.length === 0 ? { iconPath } : { iconPath, detail: notes.join(" · ") };
}
