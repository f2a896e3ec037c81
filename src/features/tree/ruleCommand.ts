import * as vscode from "vscode";
import type { App } from "../../host/app";
import { Commands } from "../../host/contributions";
import { ruleText } from "../../runs/describe/rule";
import { ruleName, type StandRule } from "../../runs/judging/stands/rule";
import { t } from "../../util/text";

type RulePick = vscode.QuickPickItem & { readonly rule: () => Promise<StandRule | undefined> | StandRule };

/** Asks which value stands for a run when runs are compared. */
export function registerRuleCommand(app: App): void {
  const { judging } = app;
  app.command(Commands.compareAt, async () => {
    const picked = await vscode.window.showQuickPick(picksFor(judging.rule), {
      title: t("Compare Runs At"),
      placeHolder: t("Now: {rule}", { rule: ruleText(judging.rule) }),
    });
    const rule = await picked?.rule();
    if (rule) judging.chooseRule(rule);
  });
}

function picksFor(now: StandRule): RulePick[] {
  const fixed = (rule: StandRule, detail: string) => ({ label: capital(ruleText(rule)), detail, rule: () => rule });
  const picks: RulePick[] = [
    fixed({ kind: "last" }, t("At the largest step that both have, so a run that goes on is measured at its own step")),
    fixed({ kind: "best" }, t("Each run’s best value up to there: optimistic")),
    {
      label: t("At Step…"),
      rule: async () =>
        numbered(t("Step"), now.kind === "step" ? now.step : undefined, (step) => ({ kind: "step", step })),
    },
    {
      label: t("At Time…"),
      detail: t("So long after each run’s first point"),
      rule: async () =>
        numbered(t("Seconds"), now.kind === "time" ? now.seconds : undefined, (seconds) => ({ kind: "time", seconds })),
    },
    {
      label: t("Mean of the Last Points…"),
      rule: async () =>
        numbered(t("Number of points"), now.kind === "mean" ? now.points : undefined, (points) =>
          Number.isInteger(points) && points > 0 ? { kind: "mean", points } : undefined,
        ),
    },
  ];
  const current = capital(ruleText(now));
  return picks.map((pick) => (pick.label === current ? { ...pick, description: t("current") } : pick));
}

async function numbered(
  title: string,
  before: number | undefined,
  make: (number: number) => StandRule | undefined,
): Promise<StandRule | undefined> {
  const text = await vscode.window.showInputBox({
    title,
    value: before === undefined ? "" : String(before),
    validateInput: (typed) => (ruleIn(typed, make) ? undefined : t("Type a number above 0.")),
  });
  return text === undefined ? undefined : ruleIn(text, make);
}

function ruleIn(text: string, make: (number: number) => StandRule | undefined): StandRule | undefined {
  const number = text.trim() === "" ? NaN : Number(text);
  const rule = Number.isFinite(number) && number >= 0 ? make(number) : undefined;
  return rule && ruleName(rule) !== "" ? rule : undefined;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
