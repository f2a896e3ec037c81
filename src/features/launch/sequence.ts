import { access } from "node:fs/promises";
import { basename } from "node:path";
import * as vscode from "vscode";
import type { App } from "../../host/app";
import type { Launch } from "../../launches/launch";
import { resolvePath } from "../../launches/paths";
import { freeFolder, withFolder, writtenOver } from "../../launches/writtenOver";
import { t } from "../../util/text";
import type { Launcher } from "./launcher";

/** What became of a sequence: the launches that ended, in order, and whether it was stopped before its end. */
export interface SequenceResult {
  readonly launches: readonly Launch[];
  readonly stopped: boolean;
}

/**
 * Starts a script with each of the lists of arguments, one after another; each waits for the end of the one before. A notice tells
 * how far it is and has a Cancel, which stops the one that runs and starts no other. A launch that fails ends the sequence:
 * those after it would most likely fail too. Where arguments name the folder of a run that is there, the next free one is taken.
 */
export async function runSequence(
  app: App,
  launcher: Launcher,
  script: vscode.Uri,
  lists: readonly (readonly string[])[],
): Promise<SequenceResult> {
  const title = t("Training {script}", { script: basename(script.fsPath) });
  const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
  return vscode.window.withProgress(options, async (progress, token) => {
    const launches: Launch[] = [];
    for (const [index, args] of lists.entries()) {
      if (token.isCancellationRequested) return { launches, stopped: true };
      progress.report({ message: t("{number} of {count}", { number: index + 1, count: lists.length }) });
      const started = await launcher.start(script, (cwd) => freeArguments(args, cwd, app));
      if (!started) return { launches, stopped: true };
      const stopping = token.onCancellationRequested(() => {
        void launcher.following.stop(started.launch).catch((error: unknown) => app.log.warn(String(error)));
      });
      const ended = await started.ended;
      stopping.dispose();
      if (ended) launches.push(ended);
      if (ended?.exitCode !== 0 && index + 1 < lists.length) return { launches, stopped: true };
    }
    return { launches, stopped: false };
  });
}

/** The arguments, with a free folder in the place of one that holds a run. */
async function freeArguments(args: readonly string[], cwd: string, { store }: App): Promise<readonly string[]> {
  const clash = writtenOver(args, cwd, store.runs.values());
  if (!clash) return args;
  const taken = (path: string) =>
    access(resolvePath(path, cwd)).then(
      () => true,
      () => false,
    );
  return withFolder(args, clash, await freeFolder(clash.path, taken));
}
