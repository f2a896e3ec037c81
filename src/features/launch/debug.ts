import { basename } from "node:path";
import * as vscode from "vscode";
import type { LaunchPlan } from "../../launches/plan";
import { debugConfiguration } from "../../launches/debugging";
import { HumanError } from "../../util/errors";
import { t } from "../../util/text";

const extension = "ms-python.debugpy";

/** Debugs a plan through the editor's own debugging, in which `debugpy` runs the script. @throws HumanError where that can't be */
export async function debug(plan: LaunchPlan): Promise<void> {
  if (!hasDebugger()) {
    offerDebugger();
    return;
  }
  const name = basename(plan.script);
  const configuration = debugConfiguration(plan, name, process.env);
  if (!configuration) {
    const program = plan.launcher?.words[0] ?? "";
    throw new HumanError(
      t("{program} can’t be debugged from here: only torchrun, accelerate and deepspeed can.", { program }),
    );
  }
  const folder = vscode.workspace.getWorkspaceFolder(vscode.Uri.file(plan.script));
  const isStarted = await vscode.debug.startDebugging(folder, { ...configuration, args: [...configuration.args] });
  if (!isStarted)
    throw new HumanError(t("The debugger did not start {script}. Its own message says why.", { script: name }));
}

/** Any extension may bring the type. */
function hasDebugger(): boolean {
  return vscode.extensions.all.some(({ packageJSON }) => {
    const { contributes } = (packageJSON ?? {}) as { readonly contributes?: { readonly debuggers?: unknown } };
    const debuggers: unknown = contributes?.debuggers;
    return (
      Array.isArray(debuggers) && debuggers.some((each: { readonly type?: unknown } | null) => each?.type === "debugpy")
    );
  });
}

function offerDebugger(): void {
  const show = t("Show Extension");
  const message = t("Debugging needs the Python Debugger extension, which is not installed or not enabled.");
  void vscode.window.showWarningMessage(message, show).then((choice) => {
    if (choice) void vscode.commands.executeCommand("workbench.extensions.search", `@id:${extension}`);
  });
}
