import * as vscode from "vscode";
import type { App } from "../../host/app";
import { Commands, Views } from "../../host/contributions";
import { askFilter } from "./askFilter";
import { registerRuleCommand } from "./ruleCommand";
import { registerGroupCommand } from "./groupCommand";
import type { Tree } from "./model";
import { sortTitle, type Sort } from "../../runs/judging/sort";
import { directionsIn, valueNames } from "./valueNames";
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
    await askFilter(look, counts, () => valueNames(app.store.runs.values()));
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

type SortPick = vscode.QuickPickItem & { readonly choose?: () => void };

async function askSort(app: App, look: ViewState): Promise<void> {
  const direction = directionsIn(app.store.runs, app.judging.now());
  const now = sortTitle(look.sort, direction);
  const pick = (sort: Sort, note = ""): SortPick => {
    const label = sortTitle(sort, direction);
    const description = label === now ? t("current") : note;
    return { label, description, choose: () => look.setSort(sort) };
  };
  const { metrics, params } = valueNames(app.store.runs.values());
  const separator = (label: string): SortPick => ({ label, kind: vscode.QuickPickItemKind.Separator });
  const bys = ["started", "written", "name", "headline", "delta"] as const;
  const picks: SortPick[] = [
    pick({ ...look.sort, reversed: look.sort.reversed !== true }, t("turned round")),
    acrossFolders(app),
    separator(t("Runs")),
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
  chosen?.choose?.();
}

/** An order holds within folders: without them the best of all is on top. */
function acrossFolders({ groups }: App): SortPick {
  const { by, isFlat } = groups.grouping;
  return {
    label: isFlat ? t("Within each folder") : t("Across all folders"),
    description: isFlat ? t("folders again") : t("one list, without folders"),
    choose: () => groups.choose({ by, isFlat: !isFlat }),
  };
}
