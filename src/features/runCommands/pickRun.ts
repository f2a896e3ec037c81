import * as vscode from "vscode";
import type { App } from "../../host/app";
import { headlineText } from "../../runs/describe/headline";
import { formatAge } from "../../runs/describe/numbers";
import { sorted } from "../../runs/judging/sort";

/** Lets the user choose one run: the newest first. */
export async function pickRun(app: App, title: string, placeHolder: string): Promise<string | undefined> {
  const items = async () => {
    await app.store.start();
    const judge = app.judging.now();
    const { nameOf } = app;
    const runs = [...app.store.runs.values()].filter(({ id }) => !app.state.isHidden(id));
    return sorted(runs, { by: "started" }, judge, nameOf).map((run) => ({
      id: run.id,
      label: nameOf(run),
      description: headlineText(run, judge, app.verdicts.of(run)?.verdict) ?? "",
      detail: `${run.path} · ${formatAge(run.lastWriteAt, Date.now())}`,
    }));
  };
  const picked = await vscode.window.showQuickPick(items(), {
    title,
    placeHolder,
    matchOnDescription: true,
    matchOnDetail: true,
  });
  return picked?.id;
}
