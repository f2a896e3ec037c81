import { randomBytes } from "node:crypto";
import * as vscode from "vscode";
import type { App } from "../../host/app";
import { WebviewPanels } from "../../host/contributions";
import { onDidChangeSettings, setting } from "../../host/settings";
import { directionOf } from "../../runs/judging/direction";
import { applyDelta, type FromPage, type PlotsModel, type Selection, type ToPage } from "../../shared/plots";
import { assertNever } from "../../util/assertNever";
import { DisposableStore, type Disposable } from "../../util/disposable";
import { messageOf } from "../../util/errors";
import { deltaOf } from "./delta";
import { pageHtml } from "./html";
import { plotsModel } from "./model";
import { pickRuns } from "./pickRuns";
import { assignColors, choose, shown, without, type ColorMemory } from "./selection";

/** Changes that come closer together than this go to the page as one, in milliseconds. */
const gathering = 80;

/** After an update, so many times its own length passes before the next: with very many series they are rarer. */
const resting = 10;

const colorsKey = "plots.colors";

/** How runs are shown. */
export interface PlotOptions {
  /** Beside the runs shown before, rather than instead of them. */
  readonly add?: boolean;
  /** Name of a series whose chart to bring into view. */
  readonly series?: string;
  /** Leave the focus where it is: for plots that follow a selection elsewhere. */
  readonly preserveFocus?: boolean;
}

/** The one Plots panel: turns the selection into a model, and keeps a visible page in step with it. */
export class PlotsPanel implements Disposable {
  private readonly owned = new DisposableStore();
  /** What the page has; undefined while there is no page that listens. */
  private sent: PlotsModel | undefined;
  private reveal: string | undefined;
  private timer: NodeJS.Timeout | undefined;
  /** No update before this time, of performance.now(). */
  private restUntil = 0;

  constructor(
    private readonly app: App,
    private readonly panel: vscode.WebviewPanel,
    private selection: Selection,
    onClosed: () => void,
  ) {
    const { webview } = panel;
    this.owned.add(webview.onDidReceiveMessage((message: FromPage) => this.receive(message)));
    this.owned.add(panel.onDidChangeViewState(() => this.forgetHiddenPage()));
    this.owned.add(app.store.onDidChange(() => this.updateSoon()));
    this.owned.add(app.state.onDidChange(() => this.updateSoon()));
    this.owned.add(onDidChangeSettings(["lossline.plots.maxRuns"], () => this.updateSoon()));
    this.owned.add({ dispose: () => clearTimeout(this.timer) });
    panel.onDidDispose(() => {
      this.dispose();
      onClosed();
    });
    panel.iconPath = iconOf(app);
    webview.options = optionsOf(app);
    webview.html = htmlOf(app, webview);
    void app.store.start();
  }

  /** Shows these runs, beside or instead of those shown before, and brings the panel to the front. */
  show(runs: readonly string[], options: PlotOptions): void {
    this.panel.reveal(undefined, options.preserveFocus ?? false);
    if (options.series !== undefined) this.revealChart(options.series);
    this.select(choose(this.selection, runs, options.add ?? false));
  }

  dispose(): void {
    this.owned.dispose();
  }

  private select(selection: Selection): void {
    this.selection = selection;
    if (!this.sent) return;
    this.post({ type: "selection", selection });
    this.update();
  }

  private revealChart(name: string): void {
    if (this.sent) this.post({ type: "reveal", name });
    else this.reveal = name;
  }

  /** A hidden page is gone, with all that it knew; it says `ready` when it is back. */
  private forgetHiddenPage(): void {
    if (!this.panel.visible) this.sent = undefined;
  }

  /** At once after a rest, so that a new point is soon on screen; in a stream of changes, once for many. */
  private updateSoon(): void {
    const work = () => {
      this.timer = undefined;
      const start = performance.now();
      this.update();
      const end = performance.now();
      this.restUntil = end + Math.max(gathering, (end - start) * resting);
    };
    this.timer ??= setTimeout(work, Math.max(0, this.restUntil - performance.now()));
  }

  private update(): void {
    if (!this.sent) return;
    const delta = deltaOf(this.sent, this.model());
    if (!delta) return;
    this.sent = applyDelta(this.sent, delta);
    this.post({ type: "delta", delta });
  }

  private model(): PlotsModel {
    const { store, state, context } = this.app;
    const { baseline } = state;
    const most = setting("lossline.plots.maxRuns");
    const { runs, leftOut } = shown(this.selection, baseline, (id) => store.runs.has(id), most);
    const memory: ColorMemory = new Map(context.workspaceState.get<[string, number][]>(colorsKey));
    const colors = assignColors(
      runs.filter((run) => run !== baseline),
      memory,
    );
    if (runs.some((run) => colors.get(run) !== memory.get(run))) {
      void context.workspaceState.update(colorsKey, [...colors]);
    }
    return plotsModel({
      runs: runs.map((id) => store.runs.get(id)!),
      baseline,
      colors,
      label: (id) => state.label(id),
      direction: (series) => directionOf(series, (tag) => state.direction(tag)),
      primary: state.primaryMetric,
      leftOut,
      scanning: !store.scanned,
    });
  }

  private post(message: ToPage): void {
    void this.panel.webview.postMessage(message);
  }

  private receive(message: FromPage): void {
    switch (message.type) {
      case "ready":
        this.sendSnapshot();
        break;
      case "query":
        void this.answer(message);
        break;
      case "addRuns":
        void this.addRuns();
        break;
      case "removeRun":
        this.select(without(this.selection, message.run, this.app.state.baseline));
        break;
      case "showBaseline":
        this.select({ ...this.selection, baseline: message.shown });
        break;
      case "openSetting":
        void vscode.commands.executeCommand("workbench.action.openSettings", message.id);
        break;
      case "error":
        this.app.log.error("Plots page", message.message);
        break;
      default:
        assertNever(message);
    }
  }

  private sendSnapshot(): void {
    const model = this.model();
    this.sent = model;
    this.post({
      type: "snapshot",
      model,
      selection: this.selection,
      smoothing: setting("lossline.plots.smoothing"),
      ...(this.reveal !== undefined && { reveal: this.reveal }),
    });
    this.reveal = undefined;
  }

  private async answer({ request, queries }: Extract<FromPage, { type: "query" }>): Promise<void> {
    try {
      this.post({ type: "curves", request, curves: await this.app.store.curves(queries) });
    } catch (error) {
      this.app.log.error("Plots", error instanceof Error ? error : messageOf(error));
      this.post({ type: "failed", request, message: messageOf(error) });
    }
  }

  private async addRuns(): Promise<void> {
    const { baseline } = this.app.state;
    const { runs, baseline: isShown } = this.selection;
    const picked = await pickRuns(
      this.app,
      baseline !== undefined && isShown ? [...new Set([baseline, ...runs])] : runs,
    );
    if (!picked) return;
    const keeps = baseline === undefined ? isShown : picked.includes(baseline);
    this.select({ runs: picked.filter((run) => run !== baseline || runs.includes(run)), baseline: keeps });
  }
}

/** What the page may do and load. */
export function optionsOf(app: App): vscode.WebviewOptions {
  return { enableScripts: true, localResourceRoots: [mediaOf(app)] };
}

/** Opens an empty panel. */
export function createPanel(app: App, preserveFocus: boolean): vscode.WebviewPanel {
  const where = { viewColumn: vscode.ViewColumn.Active, preserveFocus };
  return vscode.window.createWebviewPanel(WebviewPanels.plots, "Plots", where, optionsOf(app));
}

function iconOf(app: App): { readonly light: vscode.Uri; readonly dark: vscode.Uri } {
  const icon = (name: string) => vscode.Uri.joinPath(app.context.extensionUri, "media", "icons", name);
  return { light: icon("plots-light.svg"), dark: icon("plots-dark.svg") };
}

function htmlOf(app: App, webview: vscode.Webview): string {
  const address = (file: string) => webview.asWebviewUri(vscode.Uri.joinPath(mediaOf(app), file)).toString();
  return pageHtml(
    { script: address("plots.js"), style: address("plots.css"), source: webview.cspSource },
    randomBytes(16).toString("base64"),
  );
}

function mediaOf(app: App): vscode.Uri {
  return vscode.Uri.joinPath(app.context.extensionUri, "dist", "media");
}
