import { basename } from "node:path";
import type * as vscode from "vscode";
import type { App } from "../../host/app";
import type { Launch } from "../../launches/launch";
import { joinWords } from "../../launches/words";
import type { LaunchQueue } from "./queue/launchQueue";
import { tellWhenEnded } from "./queue/queueCommands";

/** What became of launches that were queued together: those that ended, in order, and whether some did not come to their end. */
export interface SequenceResult {
  readonly launches: readonly Launch[];
  readonly stopped: boolean;
}

/**
 * Queues a script with each of the lists of arguments, and waits for their end. A launch that fails ends the sequence: those after
 * it would most likely fail too.
 * @param labels what tells one from the others; its arguments where there are none
 */
export async function runSequence(
  app: App,
  queue: LaunchQueue,
  script: vscode.Uri,
  lists: readonly (readonly string[])[],
  { name, labels = [] }: { readonly name: string; readonly labels?: readonly string[] },
): Promise<SequenceResult> {
  const variants = lists.map((args, at) => ({ args, label: labels[at] ?? joinWords(args) }));
  const group = await queue.add({ script, name, variants, stopOnFailure: true });
  void tellWhenEnded(app, queue, group);
  const ended = await queue.runner.ended(group);
  const launches = ended.flatMap(({ launch }) => app.launches.launches.find(({ id }) => id === launch) ?? []);
  app.log.info(`${basename(script.fsPath)}: ${ended.length} queued launches ended`);
  return { launches, stopped: ended.some(({ outcome }) => outcome !== "finished") };
}
