import * as vscode from "vscode";
import type { LaunchPlan } from "../../launches/plan";
import { t } from "../../util/text";
import { typeInstall } from "./install";

/** Says that tests need pytest, which is missing, and offers to install it. */
export function offerPytest(plan: LaunchPlan): void {
  const install = t("Install pytest");
  const message = t("These tests need pytest, which is missing from {interpreter}.", {
    interpreter: plan.interpreter.name,
  });
  void vscode.window.showErrorMessage(message, install).then((choice) => {
    return choice === install ? typeInstall("pytest", true, plan) : undefined;
  });
}
