import * as vscode from "vscode";
import { parseRule } from "../../runs/judging/stands/rule";
import { shown } from "../../util/shown";
import { t } from "../../util/text";

/** Asks for the step, or for how many of the last points, of a column. @returns the rule as it is written; undefined if dismissed */
export async function askRule(kind: "step" | "mean", metric: string): Promise<string | undefined> {
  const ruleIn = (typed: string) => (parseRule(`${kind}:${typed.trim()}`) ? `${kind}:${typed.trim()}` : undefined);
  const text = await vscode.window.showInputBox({
    title:
      kind === "step"
        ? t("{metric} at Step", { metric: shown(metric) })
        : t("{metric}, Mean of Last", { metric: shown(metric) }),
    prompt: kind === "step" ? t("Step") : t("Number of points"),
    value: kind === "step" ? "" : "10",
    validateInput: (typed) => (ruleIn(typed) ? undefined : t("Type a number above 0.")),
  });
  return text === undefined ? undefined : ruleIn(text);
}
