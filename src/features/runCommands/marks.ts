import * as vscode from "vscode";
import type { App } from "../../host/app";
import { Commands } from "../../host/contributions";
import { knownRuns } from "../../host/knownRuns";
import { headlineOf } from "../../runs/describe/headline";
import { formatAge } from "../../runs/describe/numbers";
import { sorted } from "../../runs/judging/sort";
import { labelMistake } from "./labels";
import { t } from "../../util/text";

/** What the user says of runs: baseline, pinned, hidden, label. */
export function registerMarks(app: App): void {
  const { store, state } = app;
  app.command(Commands.setBaseline, async (run) => {
    const id = run ?? (await pickRun(app, t("Set as Baseline"), t("Select the run to measure the others against")));
    const [known] = id === undefined ? [] : await knownRuns(store, [id]);
    if (known !== undefined) await state.setBaseline(known);
  });
  app.command(Commands.clearBaseline, () => state.setBaseline(undefined));
  app.command(Commands.pin, async (runs) => state.setPinned(await knownRuns(store, runs), true));
  app.command(Commands.unpin, (runs) => state.setPinned(runs, false));
  app.command(Commands.hide, async (runs) => state.setHidden(await knownRuns(store, runs), true));
  app.command(Commands.unhide, (runs) => state.setHidden(runs, false));
  app.command(Commands.rename, async (run) => {
    const id = run ?? (await pickRun(app, t("Rename"), t("Select the run to rename")));
    const [known] = id === undefined ? [] : await knownRuns(store, [id]);
    if (known !== undefined) await rename(app, known);
  });
}

async function rename({ store, state }: App, id: string): Promise<void> {
  const run = store.runs.get(id);
  if (!run) return;
  const label = await vscode.window.showInputBox({
    title: t("Rename {run}", { run: run.name }),
    prompt: t("Changes the label only; no file is renamed. Leave it empty to show the run’s own name again."),
    value: state.label(id) ?? run.name,
    validateInput: labelMistake,
  });
  if (label === undefined) return;
  const text = label.trim();
  await state.setLabel(id, text === "" || text === run.name ? undefined : text);
}

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
      description: headlineOf(run, judge, app.verdicts.of(run)?.verdict) ?? "",
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
