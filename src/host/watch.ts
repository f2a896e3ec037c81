import * as vscode from "vscode";
import type { RunStore } from "../store/runStore";
import type { UserState } from "../state/userState";
import { Coalescer } from "../util/coalesce";
import { DisposableStore, type Disposable } from "../util/disposable";
import { Throttle } from "../util/throttle";

/** File events come in bursts; this many milliseconds make one look of them. */
const burst = 50;

/** Tells the store of file events in the workspace folders, so that a new run is seen before the next poll finds it. */
export function watchRuns(store: RunStore): Disposable {
  const owned = new DisposableStore();
  const touched = owned.add(new Coalescer<string>(burst, (paths) => store.touch(paths)));
  const watcher = owned.add(vscode.workspace.createFileSystemWatcher("**/*"));
  const add = ({ scheme, fsPath }: vscode.Uri) => {
    if (scheme === "file") touched.add(fsPath);
  };
  watcher.onDidCreate(add);
  watcher.onDidChange(add);
  watcher.onDidDelete(add);
  return owned;
}

/** Reads the state files again when somebody edits or merges them. */
export function watchState(state: UserState): Disposable {
  const owned = new DisposableStore();
  const changed = owned.add(new Throttle({ wait: burst }, () => state.reload()));
  const watcher = owned.add(vscode.workspace.createFileSystemWatcher("**/.lossline/state.json"));
  for (const event of [watcher.onDidCreate, watcher.onDidChange, watcher.onDidDelete]) event(() => changed.request());
  return owned;
}
