import * as vscode from "vscode";
import { LaunchedStore } from "../launches/launchedStore";
import { LaunchLog } from "../launches/launchLog";
import { RunningNote } from "../launches/runningNotes";
import { FileUserState } from "../state/userState";
import type { ReadingLimits } from "../store/reading/watchdog";
import { mostMemory } from "../store/reading/watchedProcess";
import { startReader } from "../store/reading/readerPort";
import { ReaderStore } from "../store/reading/readerStore";
import type { App } from "./app";
import { registerCommand } from "./commands";
import { Judging } from "./judging";
import { Naming } from "./naming";
import { Plotted } from "./plotted";
import { allSearched, rootsOf } from "./roots";
import { followSearched } from "./searching";
import { ProfileChoice } from "./profileChoice";
import { RunFilter } from "./runFilter";
import { RunGroups } from "./runGroups";
import { onDidChangeSettings, setting } from "./settings";
import { Verdicts } from "./verdicts";
import { watchRuns, watchState } from "./watch";

/** Makes what the features share. Looks for no runs: a view, a command or a Python file starts the store. */
export function createApp(context: vscode.ExtensionContext): App {
  const log = vscode.window.createOutputChannel("Lossline", { log: true });
  const searched = () => allSearched(context.storageUri?.fsPath);
  const state = new FileUserState(searched());
  const warn = (message: string) => log.warn(message);
  const storage = context.storageUri?.fsPath;
  const note = storage === undefined ? undefined : new RunningNote(storage, warn);
  const launches = new LaunchLog(storage, warn, note);
  const script = vscode.Uri.joinPath(context.extensionUri, "dist", "readerHost.js").fsPath;
  const reading = new ReaderStore(() => startReader(script, readingLimits(), (message) => log.error(message)), {
    roots: () => rootsOf(searched(), state.added, context.storageUri?.fsPath),
    opened: () => context.subscriptions.push(watchRuns(reading)),
    log: (level, message) => log[level](message),
    memoryLimit: keptMemory,
  });
  const store = new LaunchedStore(reading, launches);
  context.subscriptions.push(
    log,
    store,
    reading,
    launches,
    state,
    watchState(state),
    onDidChangeSettings(["lossline.memory.limit"], () => reading.limitMemory()),
    followSearched(reading, state, searched, {
      folders: (listener) =>
        vscode.Disposable.from(
          vscode.workspace.onDidChangeWorkspaceFolders(() => listener()),
          vscode.workspace.onDidGrantWorkspaceTrust(() => listener()),
          onDidChangeSettings(["lossline.discovery.folders"], listener),
          launches.onDidPrint(() => listener()),
        ),
      excludes: (listener) => onDidChangeSettings(["lossline.discovery.exclude", "files.exclude"], listener),
    }),
  );
  const judged = judgedBy(context, store, state, log);
  return {
    context,
    log,
    store,
    state,
    launches,
    ...judged,
    profiles: new ProfileChoice(context.workspaceState),
    filter: new RunFilter(context.workspaceState),
    plotted: new Plotted(),
    command: (id, run) => context.subscriptions.push(registerCommand(log, id, run)),
  };
}

/** How runs are named, grouped and judged, kept up to date with runs, choices and settings. */
function judgedBy(
  { workspaceState, subscriptions }: vscode.ExtensionContext,
  store: App["store"],
  state: App["state"],
  log: App["log"],
): Pick<App, "nameOf" | "groups" | "judging" | "verdicts"> {
  const groups = new RunGroups(workspaceState, store, () => state.rules.seedLike);
  const naming = new Naming(store, state);
  const { nameOf } = naming;
  const judging = new Judging(store, state, groups, nameOf, workspaceState);
  const verdicts = new Verdicts(store, state, judging, groups, log);
  const anew = () => verdicts.invalidate();
  subscriptions.push(
    naming,
    verdicts,
    naming.onDidChange(() => judging.renamed()),
    store.onDidChange(({ changed, removed }) => {
      if (changed.length > 0 || removed.length > 0) anew();
    }),
    state.onDidChange(anew),
    groups.onDidChange(anew),
    judging.onDidChange(anew),
    onDidChangeSettings(["lossline.compare.at"], () => {
      judging.invalidate();
      anew();
    }),
  );
  return { nameOf, groups, judging, verdicts };
}

/** Bytes that the reader may keep. */
function keptMemory(): number {
  return setting("lossline.memory.limit") * 2 ** 20;
}

function readingLimits(): ReadingLimits {
  return { patience: setting("lossline.reading.patience") * 1000, memory: mostMemory(keptMemory()) };
}
