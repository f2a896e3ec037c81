import * as vscode from "vscode";
import type { App } from "../../host/app";
import { Commands, Contexts } from "../../host/contributions";
import { setContext } from "../../host/contextKeys";
import { t } from "../../util/text";
import { lookingText } from "./lookingText";

/** A look that is over sooner is not told: milliseconds. */
const longLook = 1500;

/** Tells in the status bar how far a long look for runs is; a click on it ends the look. */
export function showLooking({ context, store }: App): void {
  const item = vscode.window.createStatusBarItem("lossline.looking", vscode.StatusBarAlignment.Left);
  item.name = t("Lossline: Looking for Runs");
  item.tooltip = t("Stop looking for runs: those found so far stay");
  item.command = Commands.stopLooking;
  let since: number | undefined;
  const show = () => {
    const { progress } = store;
    since = progress && (since ?? performance.now());
    const isLong = since !== undefined && performance.now() - since > longLook;
    setContext(Contexts.looking, isLong);
    if (!progress || !isLong) {
      item.hide();
      return;
    }
    const text = lookingText(progress);
    item.text = `$(sync~spin) ${text}`;
    item.accessibilityInformation = { label: text, role: "button" };
    item.show();
  };
  context.subscriptions.push(item, store.onDidProgress(show));
}
