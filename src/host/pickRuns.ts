import * as vscode from "vscode";
import type { App } from "./app";
import { formatAge } from "../runs/describe/numbers";
import type { RunSummary } from "../shared/run";
import { newestFirst } from "./newest";
import { t } from "../util/text";

interface RunItem extends vscode.QuickPickItem {
  readonly run: string;
}

/**
 * Lets the user choose runs from a list in which those already chosen are ticked.
 * @returns the ids chosen: those from before in their order, then the new ones; undefined if dismissed
 */
export async function pickRuns(app: App, chosen: readonly string[]): Promise<readonly string[] | undefined> {
  const before = new Set(chosen);
  const candidates = async (): Promise<RunItem[]> => {
    await app.store.start();
    const runs = [...app.store.runs.values()].filter((run) => before.has(run.id) || !app.state.isHidden(run.id));
    return newestFirst(runs).map((run) => itemOf(app, run, before.has(run.id)));
  };
  const picked = await vscode.window.showQuickPick(candidates(), {
    canPickMany: true,
    matchOnDescription: true,
    title: t("Plot Runs"),
    placeHolder: t("Select the runs to plot together"),
  });
  if (!picked) return undefined;
  const now = new Set(picked.map(({ run }) => run));
  const missing = (id: string) => !app.store.runs.has(id);
  return [...chosen.filter((id) => now.has(id) || missing(id)), ...[...now].filter((id) => !before.has(id))];
}

function itemOf(app: App, run: RunSummary, picked: boolean): RunItem {
  const isBaseline = run.id === app.state.baseline;
  return {
    run: run.id,
    label: app.nameOf(run),
    description: [isBaseline ? t("baseline") : "", run.path, formatAge(run.lastWriteAt, Date.now())]
      .filter((part) => part !== "")
      .join(" · "),
    picked,
  };
}
