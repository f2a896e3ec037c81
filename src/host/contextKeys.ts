import * as vscode from "vscode";
import type { ContextKey } from "./contributions";

const known = new Map<ContextKey, unknown>();

/** Sets a context key for `when` clauses; a value that it already has is not sent again. */
export function setContext(key: ContextKey, value: unknown): void {
  if (known.has(key) && known.get(key) === value) return;
  known.set(key, value);
  void vscode.commands.executeCommand("setContext", key, value);
}
