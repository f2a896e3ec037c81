import * as vscode from "vscode";
import type { App } from "../../host/app";
import { Commands, WebviewPanels } from "../../host/contributions";
import type { Disposable } from "../../util/disposable";
import { idsOf } from "../../host/runIds";
import { newestFirst } from "./newest";
import { createPanel, PlotsPanel, type PlotOptions } from "./panel";
import { pickRuns } from "./pickRuns";
import { savedSelection } from "./saved";
import { nothing } from "./selection";

/** Plots runs in the one Plots panel, which is opened if need be. */
export interface Plots extends Disposable {
  plot(runIds: readonly string[], options?: PlotOptions): void;
}

/**
 * Registers the Plots panel, its commands, and how it comes back after a reload of the window.
 * `lossline.plot` takes run ids or tree nodes, and PlotOptions as its last argument; without any it asks.
 */
export function registerPlots(app: App): Plots {
  let current: PlotsPanel | undefined;
  const attach = (panel: vscode.WebviewPanel, saved: unknown): PlotsPanel => {
    current = new PlotsPanel(app, panel, saved === undefined ? nothing : savedSelection(saved), () => {
      current = undefined;
    });
    return current;
  };
  const plot = (runIds: readonly string[], options: PlotOptions = {}): void => {
    (current ?? attach(createPanel(app, options.preserveFocus ?? false), undefined)).show(runIds, options);
  };

  app.command(Commands.plot, async (first?: unknown, selected?: unknown, last?: unknown) => {
    const ids = idsOf(first, selected);
    if (ids.length > 0) {
      plot(ids, optionsOf(first, selected, last));
      return;
    }
    const picked = await pickRuns(app, []);
    if (picked && picked.length > 0) plot(picked);
  });
  app.command(Commands.plotAll, async () => {
    await app.store.start();
    const runs = [...app.store.runs.values()].filter((run) => !app.state.isHidden(run.id));
    plot(newestFirst(runs).map((run) => run.id));
  });
  const serializer = vscode.window.registerWebviewPanelSerializer(WebviewPanels.plots, {
    deserializeWebviewPanel: (panel, saved: unknown) => {
      attach(panel, saved);
      return Promise.resolve();
    },
  });
  return { plot, dispose: () => void serializer.dispose() };
}

/** A metric's node brings its chart into view; code passes its options after the runs. */
function optionsOf(...args: readonly unknown[]): PlotOptions {
  for (const argument of args.flat()) {
    if (typeof argument !== "object" || argument === null) continue;
    if ("metric" in argument) return { series: String(argument.metric) };
    if (["add", "series", "preserveFocus"].some((option) => option in argument)) return argument;
  }
  return {};
}
