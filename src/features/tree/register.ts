import * as vscode from "vscode";
import type { App } from "../../host/app";
import { setContext } from "../../host/contextKeys";
import { Commands, Contexts, InternalCommands, Views } from "../../host/contributions";
import { plottedLines } from "../../host/plottedLines";
import { onDidChangeSettings } from "../../host/settings";
import type { Problem, RunSummary } from "../../shared/run";
import { runsNamed, type FolderBaseline } from "../../state/folderBaselines";
import { groupLinesOf } from "../../runs/describe/colors";
import { registerSelectionKeys } from "./selectionKeys";
import type { TreeNode } from "./nodes";
import { provenanceOf } from "../../launches/provenance";
import { t } from "../../util/text";
import { defaultSort, sortTitle } from "../../runs/judging/sort";
import { lostBaselines } from "../../state/references";
import { groupBy } from "../../util/groupBy";
import { Throttle } from "../../util/throttle";
import { registerTreeCommands } from "./commands";
import { showLooking } from "./looking";
import { messageOf, type Sight } from "./message";
import { buildTree, type Tree } from "./model";
import type { ItemState } from "./contextValue";
import { plotSelection } from "./plotSelection";
import { RunsProvider, type Picture } from "./provider";
import { Suggested } from "./suggested";
import { directionsIn } from "./valueNames";
import { ViewState } from "./viewState";

/** In milliseconds. The first request waits a moment too: what changes seldom changes alone. */
const pace = { wait: 10, rest: 100, ease: 10 } as const;

/** How often ages ("2 h") are brought up to date while the view is seen. */
const ageInterval = 30_000;

/** The Runs view: the store's runs against the baseline, by folder, as the user filtered and ordered them. */
export function registerTree(app: App): void {
  const { context, store, state } = app;
  const look = new ViewState(context.workspaceState, app.filter);
  const picture = pictures(app, look);
  const provider = new RunsProvider(app, () => {
    begin(app);
    refresher.request();
    return picture();
  });
  const view = vscode.window.createTreeView(Views.runs, {
    treeDataProvider: provider,
    canSelectMany: true,
    showCollapseAll: true,
    manageCheckboxStateManually: true,
  });
  const suggested = new Suggested(app, () => refresher.request());
  const refresher = new Throttle(pace, (): void => {
    if (!view.visible) return;
    const waiting = app.groups.take();
    const next = picture();
    view.message = messageOf(sightOf(app, next.tree, look, suggested.name));
    provider.show(next);
    suggested.request();
    if (next.items.judge.criteria.goOn() || waiting) refresher.request();
  });
  const update = () => {
    tellContexts(app, look);
    refresher.request();
  };
  const ages = setInterval(() => refresher.request(), ageInterval);
  context.subscriptions.push(
    provider,
    view,
    refresher,
    suggested,
    { dispose: () => clearInterval(ages) },
    store.onDidChange(update),
    state.onDidChange(update),
    look.onDidChange(update),
    app.groups.onDidChange(update),
    app.judging.onDidChange(update),
    view.onDidChangeVisibility(update),
    onDidChangeSettings(["lossline.compare.at"], update),
    app.launches.onDidChange(update),
    app.verdicts.onDidChange(update),
    app.plotted.onDidChange(update),
    plotSelection(view),
    view.onDidChangeCheckboxState(({ items }) => plotChecked(app, items)),
  );
  app.command(InternalCommands.openSelected, async () => {
    const node = view.selection.at(-1);
    const command = node && provider.commandOf(node);
    if (command) await vscode.commands.executeCommand(command.id, ...command.args);
  });
  registerSelectionKeys(app, view);
  showLooking(app);
  registerTreeCommands(app, look, () => picture().tree);
  tellContexts(app, look);
}

/** Starts the store when the view is first looked at, with the view's own progress bar until the first look is over. */
function begin(app: App): void {
  void vscode.window.withProgress({ location: { viewId: Views.runs } }, () =>
    app.store.start().catch((error: unknown) => app.log.error("looking for runs", String(error))),
  );
}

/** Makes pictures of the tree. */
function pictures(
  { store, state, launches, judging, nameOf, verdicts, groups, plotted }: App,
  look: ViewState,
): () => Picture {
  const windows = process.platform === "win32";
  const isScripted = (run: RunSummary) => provenanceOf(run, launches.launchOf(run.id), windows) !== undefined;
  const launchOf = (run: RunSummary) => launches.launchOf(run.id);
  const verdictOf = (run: RunSummary) => verdicts.of(run)?.verdict;
  const standings: Pick<ItemState, "standingOf" | "standingOfGroup" | "disagreementOf"> = {
    standingOf: (run, metric) => verdicts.of(run, metric),
    standingOfGroup: (runs, metric) => verdicts.ofGroup(runs, metric),
    disagreementOf: (run) => verdicts.disagreement(run),
  };
  const siblingsOf = ({ id }: RunSummary) => groups.of(id)?.runs ?? [];
  const plot = () => {
    const lines = plottedLines({ plotted, judging, state });
    const plottedGroups = groupLines(lines, (id) => groups.of(id)?.key);
    // A baseline is in the plot too, and shows its own icon.
    return { siblingsOf, plotted: new Map(plotted.runs.map((id) => [id, lines.get(id) ?? 0])), plottedGroups };
  };
  return () => {
    const judge = judging.now();
    const { filter, sort, showHidden } = look;
    const problems = [...state.problems, ...missingBaselines(store, state.baselines), ...store.problems];
    const grouped = { groupOf: (id: string) => groups.of(id), isFlat: groups.grouping.isFlat, verdictOf };
    const tree = buildTree({
      runs: store.runs.values(),
      problems,
      state,
      judge,
      filter,
      sort,
      showHidden,
      nameOf,
      ...grouped,
    });
    return { tree, items: { judge, state, nameOf, isScripted, launchOf, ...standings, ...plot() } };
  };
}

/** The lines of the means of the groups that are plotted, as the plot has them. */
function groupLines(
  lines: ReadonlyMap<string, number>,
  groupOf: (run: string) => string | undefined,
): ReadonlyMap<string, number> {
  const groups = groupBy(lines.keys(), (id) => groupOf(id) ?? id);
  const several = [...groups].filter(([, runs]) => runs.length > 1);
  const found = groupLinesOf(several.map(([, runs]) => runs.map((id) => lines.get(id) ?? 0)));
  return new Map(several.map(([key], at) => [key, found[at] ?? 0]));
}

/** A check box means "in the plot": what was ticked is added to it, what was cleared is taken out. */
function plotChecked({ plotted }: App, items: readonly (readonly [TreeNode, vscode.TreeItemCheckboxState])[]): void {
  const of = (wanted: vscode.TreeItemCheckboxState) =>
    items.flatMap(([node, state]) => (state === wanted ? node.runIds : []));
  const added = of(vscode.TreeItemCheckboxState.Checked);
  plotted.remove(of(vscode.TreeItemCheckboxState.Unchecked));
  if (added.length > 0) void vscode.commands.executeCommand(Commands.plot, added, { add: true, preserveFocus: true });
}

/** Runs that a baseline names, and that are not there. */
function missingBaselines(store: App["store"], baselines: readonly FolderBaseline[]): Problem[] {
  if (!store.scanned) return [];
  return baselines.flatMap((baseline) => {
    const { folder, name } = baseline;
    const missing = runsNamed(baseline).filter((id) => !store.runs.has(id));
    return missing.map((id) => ({
      path: id,
      root: folder,
      message:
        name === undefined
          ? t(
              "This run was the baseline, and no longer exists. Set another one, or Move Marks… if it was moved or renamed.",
            )
          : t("This run was part of the baseline {name}, and no longer exists.", { name }),
    }));
  });
}

function tellContexts({ store, state }: App, look: ViewState): void {
  setContext(Contexts.hasRuns, store.runs.size > 0);
  setContext(Contexts.scanned, store.scanned);
  setContext(Contexts.hasBaseline, state.baselines.length > 0);
  setContext(Contexts.filtered, look.filterText !== "");
  setContext(Contexts.showsHidden, look.showHidden);
}

/** What the lines above the tree say. */
function sightOf(app: App, { counts }: Tree, look: ViewState, suggestion: string | undefined): Sight {
  const { store, state, judging } = app;
  return {
    counts,
    filter: look.filterText,
    sort:
      JSON.stringify(look.sort) === JSON.stringify(defaultSort)
        ? undefined
        : sortTitle(look.sort, directionsIn(store.runs, judging.now())),
    rule: judging.rule,
    scanned: store.scanned,
    hasBaseline: state.baselines.length > 0,
    lost: lostBaselines(state.baselines, store.runs),
    suggestion,
  };
}
