import * as vscode from "vscode";
import type { App } from "../../host/app";
import { readView, type NamedView } from "../../shared/tableViews";
import { t } from "../../util/text";

/** Where the user's own views are kept: in VS Code's storage of this workspace. */
const key = "lossline.tableViews";

interface ViewItem extends vscode.QuickPickItem {
  readonly name: string;
  readonly view: NamedView | undefined;
  readonly isShared: boolean;
}

type Buttons = Readonly<Record<"share" | "remove", vscode.QuickInputButton>>;

const button = (icon: string, tooltip: string): vscode.QuickInputButton => ({
  iconPath: new vscode.ThemeIcon(icon),
  tooltip,
});

/**
 * Offers the views that have a name: the user's own, and those that the team shares in the state file. Saves, shares and deletes them.
 * @param current as the table is looked at now @returns the view that was chosen
 */
export function chooseView(app: App, current: NamedView): Promise<NamedView | undefined> {
  const buttons = { share: button("share", t("Share View")), remove: button("trash", t("Delete View")) };
  const picker = vscode.window.createQuickPick<ViewItem>();
  picker.title = t("Views of the Table");
  picker.placeholder = t("Choose a view, or save this one");
  picker.items = itemsOf(app, buttons);
  picker.onDidTriggerItemButton(async ({ item, button: pressed }) => {
    if (pressed === buttons.share && item.view) await app.state.setView(item.name, item.view);
    else if (item.isShared) await app.state.setView(item.name, undefined);
    else await keep(app, item.name, undefined);
    picker.items = itemsOf(app, buttons);
  });
  return new Promise((resolve) => {
    picker.onDidAccept(async () => {
      const [chosen] = picker.selectedItems;
      picker.hide();
      if (chosen && !chosen.view) await saveAs(app, current);
      resolve(chosen?.view);
    });
    picker.onDidHide(() => {
      picker.dispose();
      resolve(undefined);
    });
    picker.show();
  });
}

function itemsOf(app: App, { share, remove }: Buttons): ViewItem[] {
  const own = [...ownViews(app)].map(([name, view]): ViewItem => ({
    label: name,
    name,
    view,
    isShared: false,
    detail: view.filter,
    buttons: [share, remove],
  }));
  const shared = [...app.state.views].map(([name, view]): ViewItem => ({
    label: name,
    name,
    view,
    isShared: true,
    description: t("shared"),
    detail: view.filter,
    buttons: [remove],
  }));
  const save = {
    label: `$(add) ${t("Save This View…")}`,
    name: "",
    view: undefined,
    isShared: false,
    alwaysShow: true,
  };
  return [save, ...own, ...shared];
}

async function saveAs(app: App, view: NamedView): Promise<void> {
  const name = await vscode.window.showInputBox({ title: t("Save This View"), prompt: t("A name for this view") });
  if (name !== undefined && name.trim() !== "") await keep(app, name.trim().slice(0, 100), view);
}

function ownViews({ context }: App): ReadonlyMap<string, NamedView> {
  const kept: unknown = context.workspaceState.get(key);
  if (typeof kept !== "object" || kept === null) return new Map();
  return new Map(Object.entries(kept).map(([name, view]) => [name, readView(view)]));
}

async function keep(app: App, name: string, view: NamedView | undefined): Promise<void> {
  const others = [...ownViews(app)].filter(([known]) => known !== name);
  await app.context.workspaceState.update(key, Object.fromEntries(view ? [...others, [name, view]] : others));
}
