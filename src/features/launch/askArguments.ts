import * as vscode from "vscode";
import { justTyped } from "../../host/justTyped";
import { begunIn, missingIn, problemsIn, valueIn, withoutBegun, withValue } from "../../launches/argumentLine";
import type { ArgumentHistory } from "../../launches/history";
import { joinWords, splitWords, type Words } from "../../launches/words";
import { nameOf, type ArgSpec } from "../../python/arguments/spec";
import { DisposableStore } from "../../util/disposable";
import { plural, t } from "../../util/text";
import type { KnownArguments } from "./argumentSource";
import { askValue } from "./askValue";
import { fieldsFor } from "./fieldItems";

const windows = process.platform === "win32";

/** What was typed as arguments, with ~ and variables replaced as this system's shells do. */
export function splitTyped(typed: string): Words {
  return splitWords(typed, windows, windows ? undefined : process.env);
}

/** What the form asks for: the arguments of one start, or what is tried in several. */
export interface Form {
  title(script: vscode.Uri): string;
  placeholder(): string;
  /** Under which name lines are remembered. @param path of the script */
  historyOf(path: string): string;
  /** A value as it goes into the line. */
  value(typed: string): string;
  /** The words that are held against what the script declares, and what there is to say of them. */
  checked(words: readonly string[]): { readonly words: readonly string[]; readonly notes: readonly string[] };
}

const trainForm: Form = {
  title: (script) => t("Train {script}", { script: vscode.workspace.asRelativePath(script) }),
  placeholder: () => t("Arguments as in a terminal, such as {example}", { example: "--lr 0.1 --name 'my run'" }),
  historyOf: (path) => path,
  value: (typed) => typed,
  checked: (words) => ({ words, notes: [] }),
};

/** A row: the line to start with, an argument to set, or an earlier line. */
interface Item extends vscode.QuickPickItem {
  readonly line?: string;
  readonly spec?: ArgSpec;
  /** What is typed: what the box holds when it is chosen counts, not what it held when the row was made. */
  readonly isTyped?: boolean;
}

function editButton(): vscode.QuickInputButton {
  return { iconPath: new vscode.ThemeIcon("edit"), tooltip: t("Edit Before Starting") };
}

/**
 * Asks for a script's arguments. The box holds the line that will be started, and anything can be typed there; below it stand the
 * arguments that the script declares, to be set one by one, and earlier lines.
 * @param given what to begin with instead of the last ones
 * @returns the line as typed, or undefined if the user thought better of it
 */
export async function askArguments(
  script: vscode.Uri,
  history: ArgumentHistory,
  known: KnownArguments,
  given: readonly string[] | undefined,
  form: Form = trainForm,
): Promise<string | undefined> {
  const earlier = history.of(form.historyOf(script.fsPath));
  let line = given ? joinWords(given, windows) : (earlier[0] ?? "");
  const asked = new Set<string>();
  for (;;) {
    const chosen = await askLine(script, line, earlier, known, form);
    if (!chosen) return undefined;
    const { spec } = chosen;
    line = chosen.line;
    const next = spec ?? missingOf(line, known).find(({ dest }) => !asked.has(dest));
    if (!next) return line.trim();
    asked.add(next.dest);
    line = (await askedFor(next, line, known, form)) ?? line;
  }
}

/** Required arguments that are not given. Each is asked for once: who leaves it out then starts without it. */
function missingOf(line: string, { specs }: KnownArguments): readonly ArgSpec[] {
  const split = splitTyped(line);
  return split.ok ? missingIn(split.words, specs) : [];
}

/** The line with one argument asked for. */
async function askedFor(spec: ArgSpec, line: string, known: KnownArguments, form: Form): Promise<string | undefined> {
  const split = splitWords(line, windows);
  if (!split.ok) return undefined;
  const answer = await askValue(spec, valueIn(split.words, spec, known.specs), known);
  const values = answer?.values?.map((value) => form.value(value));
  return answer && joinWords(withValue(split.words, spec, values, known.specs), windows);
}

/** Shows the box and its rows until one is chosen. */
async function askLine(
  script: vscode.Uri,
  line: string,
  earlier: readonly string[],
  known: KnownArguments,
  form: Form,
): Promise<{ readonly line: string; readonly spec?: ArgSpec } | undefined> {
  const owned = new DisposableStore();
  const box = owned.add(vscode.window.createQuickPick<Item>());
  box.title = form.title(script);
  box.placeholder = form.placeholder();
  box.value = line;
  const show = () => {
    box.items = itemsFor(box.value, earlier, known, form);
  };
  show();
  const isTyping = justTyped(box);
  try {
    return await new Promise((resolve) => {
      owned.add(box.onDidChangeValue(show));
      owned.add(
        box.onDidTriggerItemButton(({ item }) => {
          box.value = item.line ?? box.value;
          show();
        }),
      );
      owned.add(
        box.onDidAccept(() => {
          const [selected] = box.selectedItems;
          const item = selected?.isTyped === true || isTyping() ? undefined : selected;
          const chosen = item?.line ?? box.value;
          if (item?.spec) resolve({ line: withoutBegun(box.value, known.specs), spec: item.spec });
          else if (splitTyped(chosen).ok) resolve({ line: chosen });
        }),
      );
      owned.add(box.onDidHide(() => resolve(undefined)));
      box.show();
    });
  } finally {
    owned.dispose();
  }
}

/** First what is typed, with what is wrong with it or worth knowing; then the script's arguments and the earlier lines, unfiltered. */
function itemsFor(typed: string, earlier: readonly string[], known: KnownArguments, form: Form): Item[] {
  const others = earlier.filter((line) => line !== typed.trim() && line !== "");
  const split = splitTyped(typed);
  const words = split.ok ? split.words : [];
  const fields = fieldsFor(words, begunIn(typed, known.specs), known);
  return [
    {
      label: typed.trim() || t("no arguments"),
      ...explain(typed, known, form),
      line: typed,
      isTyped: true,
      alwaysShow: true,
    },
    ...others.slice(0, fields.length > 0 ? 3 : undefined).map((line) => ({
      label: line,
      iconPath: new vscode.ThemeIcon("history"),
      buttons: [editButton()],
      line,
      alwaysShow: true,
    })),
    ...(fields.length === 0 ? [] : [{ label: t("Arguments of the Script"), kind: vscode.QuickPickItemKind.Separator }]),
    ...fields.map((field) => ({ ...field, iconPath: new vscode.ThemeIcon("symbol-field"), alwaysShow: true })),
    ...unreadItems(known),
  ];
}

/** What could not be read of the script's arguments is said, with its place. */
function unreadItems({ unread }: KnownArguments): Item[] {
  if (unread.length === 0) return [];
  const label = plural(unread.length, {
    one: "{count} argument could not be read from the script",
    other: "{count} arguments could not be read from the script",
  });
  return [{ label, kind: vscode.QuickPickItemKind.Separator }];
}

function explain(typed: string, { specs, unread }: KnownArguments, form: Form): Pick<Item, "iconPath" | "detail"> {
  const split = splitTyped(typed);
  if (!split.ok) return { iconPath: new vscode.ThemeIcon("error"), detail: split.problem };
  const { words, notes: told } = form.checked(split.words);
  const missing = missingIn(words, specs).map(nameOf);
  const problems = problemsIn(words, specs, unread.length === 0);
  const notes = [
    ...told,
    ...problems,
    ...(missing.length === 0 ? [] : [t("still to be asked for: {names}", { names: missing.join(", ") })]),
    ...(split.expanded ? [t("Starts with: {arguments}", { arguments: joinWords(split.words, windows) })] : []),
    ...(split.literal.length === 0
      ? []
      : [t("Passed as typed, not expanded by a shell: {marks}", { marks: split.literal.join(" ") })]),
  ];
  const iconPath = new vscode.ThemeIcon(problems.length > 0 ? "warning" : "play");
  return notes.length === 0 ? { iconPath } : { iconPath, detail: notes.join(" · ") };
}
