import * as vscode from "vscode";
import type { App } from "../../host/app";
import { Commands } from "../../host/contributions";
import { knownRuns } from "../../host/knownRuns";
import { lineNames, type LineName } from "../../runs/describe/colors";
import { plural, t } from "../../util/text";

type ColorPick = vscode.QuickPickItem & { readonly color: LineName | undefined };

/** A run's own color in plots, instead of the one that its path gives it. */
export function registerColor(app: App): void {
  app.command(Commands.setColor, async (runs) => {
    const known = await knownRuns(app.store, runs);
    if (known.length === 0) return;
    const picked = await vscode.window.showQuickPick(picksFor(app, known), {
      title: t("Set Color"),
      placeHolder: plural(known.length, {
        one: "The color of the run’s line in plots",
        other: "The color of {count} runs’ lines in plots; their dashes tell them apart",
      }),
    });
    if (picked) await app.state.setColor(known, picked.color);
  });
}

/** Every color, the current one marked, and none. */
function picksFor({ state }: App, runs: readonly string[]): ColorPick[] {
  const now = new Set(runs.map((id) => state.color(id)));
  const mark = (color: LineName | undefined) => (now.size === 1 && now.has(color) ? { description: t("current") } : {});
  const names = namesOfLines();
  return [
    {
      label: t("By the run’s path"),
      color: undefined,
      iconPath: new vscode.ThemeIcon("circle-outline"),
      ...mark(undefined),
    },
    ...lineNames.map((color, at) => ({
      label: names[color],
      color,
      iconPath: new vscode.ThemeIcon("circle-filled", new vscode.ThemeColor(`lossline.line${at + 1}`)),
      ...mark(color),
    })),
  ];
}

function namesOfLines(): Readonly<Record<LineName, string>> {
  return {
    blue: t("Blue"),
    orange: t("Orange"),
    green: t("Green"),
    magenta: t("Magenta"),
    yellow: t("Yellow"),
    violet: t("Violet"),
    red: t("Red"),
    lime: t("Lime"),
  };
}
