import type * as vscode from "vscode";
import { registerPlots } from "./features/plots/register";
import { createApp } from "./host/createApp";

/** Constructs and wires. Nothing is read here: the first view, command or Python file that asks starts the store. */
export function activate(context: vscode.ExtensionContext): void {
  const app = createApp(context);
  context.subscriptions.push(registerPlots(app));
}
