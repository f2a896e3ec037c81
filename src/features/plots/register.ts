import * as vscode from "vscode";
import type { App } from "../../host/app";
import type { PlotOptions } from "../../host/commandArguments";
import { Commands, WebviewPanels } from "../../host/contributions";
import { knownRuns } from "../../host/knownRuns";
import { onDidChangeSettings, setting } from "../../host/settings";
import { pickRuns } from "../../host/pickRuns";
import { registerPage } from "../../host/webview/panel";
import { gpusUsed } from "../../launches/gpusUsed";
import { gpuHoursOf } from "../../runs/describe/gpus";
import { messageOf } from "../../util/errors";
import { copyLines, saveLines, savePicture } from "./leaving";
import type { PlotBaseline } from "./model";
import { Plots, type PlotsHost } from "./plots";
import { savedSelection } from "./saved";
import { nothing } from "./selection";
import { verdictsFor } from "./verdict";
import { shown } from "../../util/shown";
import { t } from "../../util/text";

/** Plots runs in the one Plots page, which is opened if need be. */
export type Plot = (runIds: readonly string[], options?: PlotOptions) => void;

/**
 * Registers the Plots page and its commands.
 */
export function registerPlots(app: App): Plot {
  const host = hostOf(app);
  const type = { viewType: WebviewPanels.plots, title: t("Plots"), bundle: "plots", plays: true } as const;
  const open = registerPage(
    app,
    type,
    (page, saved, isFirst) => new Plots(host, page, saved === undefined ? nothing : savedSelection(saved), isFirst),
  );
  const plot: Plot = (runIds, options = {}) => open(options.preserveFocus ?? false).show(runIds, options);

  const plotOrAsk = async (runs: readonly string[], options: PlotOptions) => {
    const chosen = runs.length > 0 ? await knownRuns(app.store, runs) : await pickRuns(app, []);
    if (chosen && chosen.length > 0) plot(chosen, options);
  };
  app.command(Commands.plot, plotOrAsk);
  // On rows nothing is asked, so that their menus have it without "…".
  app.command(Commands.plotRows, (runs, series) => plotOrAsk(runs, series === undefined ? {} : { series }));
  app.command(Commands.addToPlot, (runs, series) =>
    plotOrAsk(runs, { add: true, ...(series !== undefined && { series }) }),
  );
  app.command(Commands.plotAside, async (runs) => {
    const chosen = runs.length > 0 ? await knownRuns(app.store, runs) : await pickRuns(app, app.plotted.runs);
    if (chosen && chosen.length > 0) open.beside().show(chosen, {});
  });
  return plot;
}

/** The baselines of the folders that the runs lie in; of no runs, the first there is. */
function baselinesOf({ judging, store }: App, runs: readonly string[]): PlotBaseline[] {
  const judge = judging.now();
  const found = judge.references.filter(({ reference }) => reference.runs.length > 0);
  const known = runs.flatMap((id) => store.runs.get(id) ?? []);
  const wanted = new Set(known.map((run) => judge.referenceFor(run)));
  const shown = wanted.size === 0 ? found.slice(0, 1) : found.filter(({ reference }) => wanted.has(reference));
  return shown.map(({ root, reference: { name, runs: own } }) => ({ root, name, runs: own.map(({ id }) => id) }));
}

async function pickMetric(chart: string, metrics: readonly string[]): Promise<string | undefined> {
  const title = t("Add Metric to {chart}", { chart });
  const items = metrics.map((metric) => ({ label: shown(metric), metric }));
  return (await vscode.window.showQuickPick(items, { title, placeHolder: t("Choose a metric") }))?.metric;
}

/** Where the view of the page is kept, for this workspace. */
const viewKey = "lossline.plots.view";

function hostOf(app: App): PlotsHost {
  const { store, state, log } = app;
  return {
    store,
    state,
    onDidChangeSettings: (listener) => onDidChangeSettings(["lossline.plots.maxRuns"], listener),
    plotted: app.plotted,
    baselines: (runs) => baselinesOf(app, runs),
    verdict: verdictsFor(app),
    groupOf: (run) => {
      const group = app.groups.seedsOf(run);
      return group && group.runs.length > 1 ? group : undefined;
    },
    gpuHours: (run) => gpuHoursOf(run, gpusUsed(run, app.launches.launchOf(run.id))),
    onDidChangeVerdicts: app.verdicts.onDidChange,
    maxRuns: () => setting("lossline.plots.maxRuns"),
    smoothing: () => setting("lossline.plots.smoothing"),
    pickRuns: (chosen) => pickRuns(app, chosen),
    pickMetric,
    media: (runs) => void vscode.commands.executeCommand(Commands.media, runs),
    copyLines,
    saveLines,
    saveImage: savePicture,
    keptView: () => app.context.workspaceState.get(viewKey),
    keepView: (view) => void app.context.workspaceState.update(viewKey, view),
    openSetting: (id) => void vscode.commands.executeCommand("workbench.action.openSettings", id),
    onError: (error) => log.error("Plots", error instanceof Error ? error : messageOf(error)),
  };
}
