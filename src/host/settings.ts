import * as vscode from "vscode";
import type { Disposable } from "../util/disposable";
import type { SettingDefaults, SettingId } from "./contributions";

type Value<K extends SettingId> = (typeof SettingDefaults)[K];

/** The setting's value now. Its default stands in package.json. */
export function setting<K extends SettingId>(id: K, scope?: vscode.ConfigurationScope): Value<K> {
  return vscode.workspace.getConfiguration(undefined, scope).get(id) as Value<K>;
}

/** Calls back whenever one of the settings may have changed. */
export function onDidChangeSettings(
  ids: readonly (SettingId | "files.exclude")[],
  callback: () => unknown,
): Disposable {
  return vscode.workspace.onDidChangeConfiguration((event) => {
    if (ids.some((id) => event.affectsConfiguration(id))) callback();
  });
}
