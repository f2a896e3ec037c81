// Runs inside VS Code's extension host, in a folder of many runs: how long the extension keeps its main thread.
import { writeFileSync } from "node:fs";
import { monitorEventLoopDelay, performance } from "node:perf_hooks";
import * as vscode from "vscode";

/** What the probe writes as JSON to the file that LOSSLINE_RESULTS names. All in milliseconds. */
export interface HostProbe {
  /** From the call of activate() to its end, with the loading of the bundle. */
  readonly activation: number;
  /** The longest block of the thread while the host did nothing of ours. */
  readonly idleBlock: number;
  /** The same while the Runs view was opened and every run was found, put in the tree and plotted. */
  readonly busyBlock: number;
}

/** Long enough for a thousand runs to be found, and many times over. */
const watched = 8000;

/** The longest time that the event loop did not turn, over what `work` does and the time after it. */
async function longestBlock(work: () => Thenable<unknown>): Promise<number> {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  await work();
  await new Promise((resolve) => setTimeout(resolve, watched));
  delay.disable();
  return delay.max / 1e6;
}

export async function run(): Promise<void> {
  const idleBlock = await longestBlock(() => Promise.resolve());
  const extension = vscode.extensions.getExtension("lossline.lossline");
  if (!extension || extension.isActive) throw new Error("the extension should be there, and not yet active");
  const begun = performance.now();
  await extension.activate();
  const activation = performance.now() - begun;
  const busyBlock = await longestBlock(async () => {
    await vscode.commands.executeCommand("lossline.runs.focus");
    await vscode.commands.executeCommand("lossline.refresh");
    await vscode.commands.executeCommand("lossline.plotAll");
  });
  const result: HostProbe = { activation, idleBlock, busyBlock };
  writeFileSync(process.env["LOSSLINE_RESULTS"]!, JSON.stringify(result));
}
