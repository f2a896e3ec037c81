import { randomBytes } from "node:crypto";
import * as vscode from "vscode";
import { Emitter } from "../../util/emitter";
import type { App } from "../app";
import type { WebviewPanels } from "../contributions";
import { pageHtml } from "./html";
import type { OpenPage } from "./page";
import { t } from "../../util/text";

/** What the editor needs to know of a page. */
export interface PageType {
  readonly viewType: (typeof WebviewPanels)[keyof typeof WebviewPanels];
  /** The title of its tab. */
  readonly title: string;
  /** Its bundle in dist/media: NAME.js and NAME.css. Also the name of its icons, NAME-light.svg and NAME-dark.svg. */
  readonly bundle: string;
  /** It shows pictures, sounds and films. */
  readonly plays?: boolean;
}

/** Opens pages of one type. */
export interface PageOpener<Driver> {
  /** The page that was opened first and is still open, else a new one. */
  (preserveFocus: boolean): Driver;
  /** Another page, beside the active editor. */
  readonly beside: () => Driver;
}

/**
 * Pages of a type: one that is opened when it is first asked for, others beside it where the user wants them, and all of them brought
 * back after a reload of the window.
 * @param attach makes what drives the page. It gets what the page had saved, which may be from another version or from nobody.
 */
export function registerPage<Driver>(
  app: App,
  type: PageType,
  attach: (page: OpenPage, saved: unknown, isFirst: boolean) => Driver,
): PageOpener<Driver> {
  const opened: Driver[] = [];
  const adopt = (panel: vscode.WebviewPanel, saved: unknown): Driver => {
    const page = openPage(app, type, panel);
    const driver = attach(page, saved, opened.length === 0);
    opened.push(driver);
    page.onClose(() => void opened.splice(opened.indexOf(driver), 1));
    return driver;
  };
  const serializer = vscode.window.registerWebviewPanelSerializer(type.viewType, {
    deserializeWebviewPanel: (panel, saved: unknown) => {
      adopt(panel, saved);
      return Promise.resolve();
    },
  });
  app.context.subscriptions.push(serializer);
  const { Active, Beside } = vscode.ViewColumn;
  return Object.assign(
    (preserveFocus: boolean) => opened[0] ?? adopt(createPanel(app, type, Active, preserveFocus), undefined),
    { beside: () => adopt(createPanel(app, type, Beside, false), undefined) },
  );
}

function createPanel(
  app: App,
  { viewType, title }: PageType,
  viewColumn: vscode.ViewColumn,
  preserveFocus: boolean,
): vscode.WebviewPanel {
  const where = { viewColumn, preserveFocus };
  return vscode.window.createWebviewPanel(viewType, title, where, optionsOf(app));
}

/** Loads the page's document into a panel, and makes a port of it. */
function openPage(app: App, type: PageType, panel: vscode.WebviewPanel): OpenPage {
  const { webview } = panel;
  const closed = new Emitter<string>();
  const visibility = new Emitter<void>();
  panel.onDidChangeViewState(() => visibility.fire());
  panel.onDidDispose(() => closed.fire(t("The page was closed.")));
  panel.iconPath = iconOf(app, type);
  webview.options = optionsOf(app);
  webview.html = htmlOf(app, type, webview);
  return {
    get visible() {
      return panel.visible;
    },
    onVisibility: visibility.event,
    onMessage: (listener) => webview.onDidReceiveMessage(listener),
    onClose: closed.event,
    post: (message) => void webview.postMessage(message),
    setTitle: (title) => {
      if (panel.title !== title) panel.title = title;
    },
    reveal: (preserveFocus) => panel.reveal(undefined, preserveFocus),
  };
}

/** What a page may do and load. */
function optionsOf(app: App): vscode.WebviewOptions {
  return { enableScripts: true, localResourceRoots: [mediaOf(app)] };
}

function iconOf(app: App, { bundle }: PageType): { readonly light: vscode.Uri; readonly dark: vscode.Uri } {
  const icon = (name: string) => vscode.Uri.joinPath(app.context.extensionUri, "media", "icons", name);
  return { light: icon(`${bundle}-light.svg`), dark: icon(`${bundle}-dark.svg`) };
}

function htmlOf(app: App, { bundle, title, plays }: PageType, webview: vscode.Webview): string {
  const address = (file: string) => webview.asWebviewUri(vscode.Uri.joinPath(mediaOf(app), file)).toString();
  return pageHtml(
    { script: address(`${bundle}.js`), style: address(`${bundle}.css`), source: webview.cspSource },
    title,
    randomBytes(16).toString("base64"),
    plays,
  );
}

function mediaOf(app: App): vscode.Uri {
  return vscode.Uri.joinPath(app.context.extensionUri, "dist", "media");
}
