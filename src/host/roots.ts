import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { isAbsolute, join, normalize } from "node:path";
import * as vscode from "vscode";
import type { RootOptions } from "../store/reading/protocol";
import { isWithin } from "../util/paths";
import { setting } from "./settings";

/** The workspace folders that are on this machine's file system. */
function workspaceFolders(): string[] {
  return (vscode.workspace.workspaceFolders ?? [])
    .map(({ uri }) => uri)
    .filter(({ scheme }) => scheme === "file")
    .map(({ fsPath }) => fsPath);
}

/** The folders that runs are looked for in: the workspace's, and those elsewhere that the user added. Absolute paths. */
export function searchedFolders(): string[] {
  const own = workspaceFolders();
  const added = setting("lossline.discovery.folders")
    .map((folder) => normalize(folder.replace(/^~(?=$|[/\\])/, homedir())))
    .filter((folder) => isAbsolute(folder) && !own.some((outer) => isWithin(folder, outer)));
  return [...own, ...new Set(added)];
}

/** The folder of the editor's storage in which lie the logs of launches that only printed their metrics. */
export function printedFolder(storage: string): string {
  return join(storage, "printed");
}

/** As `searchedFolders`, and where the logs of launches lie once there are some. */
export function allSearched(storage: string | undefined): string[] {
  const printed = storage === undefined ? undefined : printedFolder(storage);
  return [...searchedFolders(), ...(printed !== undefined && existsSync(printed) ? [printed] : [])];
}

/**
 * What the reader is told of them.
 * @param added files that the user added as runs
 * @param storage folder in which summaries may be kept between sessions, if there is one
 */
export function rootsOf(folders: readonly string[], added: readonly string[], storage?: string): RootOptions[] {
  return folders.map((path) => {
    const uri = vscode.Uri.file(path);
    return {
      path,
      exclude: setting("lossline.discovery.exclude", uri),
      hidden: chosenGlobs(uri, "exclude"),
      unwatched: chosenGlobs(uri, "watcherExclude"),
      confined: !vscode.workspace.isTrusted,
      ...(storage !== undefined && { memory: join(storage, "runs", `${hashOf(path)}.memory`) }),
      added: added.filter((file) => innermost(folders, file) === path),
    };
  });
}

function hashOf(path: string): string {
  return createHash("sha256").update(path).digest("hex").slice(0, 16);
}

function innermost(folders: readonly string[], file: string): string | undefined {
  return folders.filter((folder) => isWithin(file, folder)).sort((a, b) => b.length - a.length)[0];
}

/** The globs that the Explorer hides, or that no file events come from. */
function chosenGlobs(uri: vscode.Uri, name: "exclude" | "watcherExclude"): string[] {
  const all = vscode.workspace.getConfiguration("files", uri).get<Readonly<Record<string, unknown>>>(name, {});
  return Object.keys(all).filter((glob) => all[glob] === true);
}
