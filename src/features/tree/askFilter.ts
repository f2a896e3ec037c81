import * as vscode from "vscode";
import { justTyped } from "../../host/justTyped";
import { completed, completionOf } from "../../runs/judging/completion";
import { parseFilter } from "../../runs/judging/filter";
import { t } from "../../util/text";
import type { Tree } from "./model";
import type { valueNames } from "./valueNames";
import type { ViewState } from "./viewState";

/** The filter as it is typed, or what it can be completed with. */
interface FilterPick extends vscode.QuickPickItem {
  /** The text with the completion; absent for the filter itself. */
  readonly text?: string;
}

/** Filters while it is typed, and completes names; Escape goes back to the filter that was. */
export function askFilter(
  look: ViewState,
  counts: () => Tree["counts"],
  names: () => ReturnType<typeof valueNames>,
): Promise<void> {
  const before = look.filterText;
  const { metrics, params } = names();
  const kinds = new Map([
    ...params.map((name) => [name, t("parameter")] as const),
    ...metrics.map((name) => [name, t("metric")] as const),
  ]);
  const box = vscode.window.createQuickPick<FilterPick>();
  box.title = t("Filter Runs");
  box.placeholder = t("Words or terms, such as {examples}", {
    examples: "lr0.3 status:failed is:better val/acc > 0.95 lr < 0.1",
  });
  box.value = before;
  const show = (text: string) => {
    const mistake = mistakeIn(text);
    if (mistake === undefined) look.setFilter(text, false);
    box.items = [ownItem(text, mistake, counts()), ...offersFor(text, kinds)];
  };
  show(before);
  const isTyping = justTyped(box);
  return new Promise((resolve) => {
    let kept = false;
    box.onDidChangeValue(show);
    box.onDidAccept(() => {
      const text = isTyping() ? undefined : box.activeItems[0]?.text;
      if (text !== undefined) {
        box.value = text;
        show(text);
      } else if (mistakeIn(box.value) === undefined) {
        kept = true;
        look.setFilter(box.value);
        box.hide();
      }
    });
    box.onDidHide(() => {
      if (!kept) look.setFilter(before);
      box.dispose();
      resolve();
    });
    box.show();
  });
}

function mistakeIn(text: string): string | undefined {
  const filter = parseFilter(text);
  return filter !== undefined && "mistake" in filter ? filter.mistake : undefined;
}

/** What Enter keeps: the filter with its count, or what is wrong with it. Labeled by what is typed, it stays on top. */
function ownItem(text: string, mistake: string | undefined, { all, hidden, shown }: Tree["counts"]): FilterPick {
  const label = text.trim() || t("No filter");
  const iconPath = new vscode.ThemeIcon(mistake === undefined ? "filter" : "warning");
  if (mistake !== undefined) return { label, iconPath, detail: mistake, alwaysShow: true };
  const description = t("{shown} of {all} runs", { shown, all: all - hidden });
  const detail = t("Put “or” between alternatives and a minus sign before what to exclude.");
  return { label, iconPath, description, ...(text.trim() === "" && { detail }), alwaysShow: true };
}

function offersFor(text: string, kinds: ReadonlyMap<string, string>): FilterPick[] {
  const { from, offers } = completionOf(text, text.length, [...kinds.keys()]);
  if (offers.length === 0) return [];
  const iconPath = new vscode.ThemeIcon("symbol-field");
  return [
    { label: t("Names"), kind: vscode.QuickPickItemKind.Separator },
    ...offers.map((label) => ({
      label,
      iconPath,
      description: kinds.get(label) ?? "",
      text: completed(text, text.length, from, label).text,
      alwaysShow: true,
    })),
  ];
}
