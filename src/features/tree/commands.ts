import * as vscode from "vscode";
import type { App } from "../../host/app";
import { Commands, Views } from "../../host/contributions";
import { parseFilter } from "../../runs/judging/filter";
import { registerRuleCommand } from "./ruleCommand";
import { registerGroupCommand } from "./groupCommand";
import type { Tree } from "./model";
import { sortTitle, type Sort } from "../../runs/judging/sort";
import { valueNames } from "./valueNames";
import type { ViewState } from "./viewState";
import { t } from "../../util/text";

/** The commands on how the tree is looked at. */
export function registerTreeCommands(app: App, look: ViewState, tree: () => Tree): void {
  const counts = () => tree().counts;
  app.command(Commands.refresh, () =>
    vscode.window.withProgress({ location: { viewId: Views.runs } }, () => app.store.rescan()),
  );
  app.command(Commands.stopLooking, () => app.store.stopLooking());
  // What was found so far can be looked through before the rest is there.
  app.command(Commands.filterRuns, async () => {
    void app.store.start();
    await askFilter(look, counts);
  });
  app.command(Commands.clearFilter, () => look.setFilter(""));
  app.command(Commands.sortRuns, async () => {
    void app.store.start();
    await askSort(app, look);
  });
  registerGroupCommand(app);
  registerRuleCommand(app);
  app.command(Commands.plotAll, async () => {
    await app.store.start();
    await vscode.commands.executeCommand(Commands.plot, tree().listed());
  });
  app.command(Commands.showHidden, () => look.setShowHidden(true));
  app.command(Commands.hideHidden, () => look.setShowHidden(false));
  app.command(Commands.showLog, () => app.log.show());
}

/** Filters while it is typed; Escape goes back to the filter that was. */
function askFilter(look: ViewState, counts: () => Tree["counts"]): Promise<void> {
  const before = look.filterText;
  const box = vscode.window.createInputBox();
  box.title = t("Filter Runs");
  box.placeholder = "lr0.3 status:failed val/acc > 0.95 lr < 0.1";
  box.value = before;
  const say = () => {
    const { all, hidden, shown } = counts();
    box.prompt = t(
      "{shown} of {all} runs. Type words or terms such as {examples}. Put “or” between alternatives and a minus sign before what to exclude.",
      { shown, all: all - hidden, examples: "status:failed, is:better, val/acc > 0.9, lr < 0.1" },
    );
  };
  say();
  return new Promise((resolve) => {
    let kept = false;
    box.onDidChangeValue((text) => {
      const filter = parseFilter(text);
      const mistake = filter !== undefined && "mistake" in filter ? filter.mistake : undefined;
      box.validationMessage = mistake && { message: mistake, severity: vscode.InputBoxValidationSeverity.Warning };
      if (mistake !== undefined) return;
      look.setFilter(text, false);
      say();
    });
    box.onDidAccept(() => {
      if (box.validationMessage !== undefined && box.validationMessage !== "") return;
      kept = true;
      look.setFilter(box.value);
      box.hide();
    });
    box.onDidHide(() => {
      if (!kept) look.setFilter(before);
      box.dispose();
      resolve();
    });
    box.show();
  });
}

type SortPick = vscode.QuickPickItem & { readonly sort?: Sort };

async function askSort(app: App, look: ViewState): Promise<void> {
  const now = sortTitle(look.sort);
  const pick = (sort: Sort): SortPick => {
    const label = sortTitle(sort);
    return {
      label,
      sort,
      ...(label === now && { description: t("current") }),
    };
  };
  const { metrics, params } = valueNames(app.store.runs.values());
  const separator = (label: string): SortPick => ({ label, kind: vscode.QuickPickItemKind.Separator });
  const bys = ["started", "written", "name", "headline", "delta"] as const;
  const turned: Sort = { ...look.sort, reversed: look.sort.reversed !== true };
  const picks: SortPick[] = [
    { label: sortTitle(turned), description: t("turned round"), sort: turned },
    ...bys.map((by) => pick({ by })),
    separator(t("Metrics")),
    ...metrics.map((name) => pick({ by: "metric", name })),
    separator(t("Parameters")),
    ...params.map((name) => pick({ by: "param", name })),
  ];
  const chosen = await vscode.window.showQuickPick(picks, {
    title: t("Sort Runs By"),
    placeHolder: t("Current: {sort}", { sort: now }),
  });
  if (chosen?.sort) look.setSort(chosen.sort);
}
