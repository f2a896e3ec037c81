import * as vscode from "vscode";
import type { App } from "../../host/app";
import { offerUndo } from "../../host/commands";
import { Commands } from "../../host/contributions";
import { knownRuns } from "../../host/knownRuns";
import { registerBaseline } from "./baseline";
import { labelMistake } from "./labels";
import { pickRun } from "./pickRun";
import { plural, t } from "../../util/text";

/** What the user says of runs: baseline, pinned, hidden, label. */
export function registerMarks(app: App): void {
  const { store, state } = app;
  registerBaseline(app);
  app.command(Commands.pin, async (runs) => state.setPinned(await knownRuns(store, runs), true));
  app.command(Commands.unpin, (runs) => state.setPinned(runs, false));
  app.command(Commands.hide, async (runs) => hide(app, await knownRuns(store, runs)));
  app.command(Commands.unhide, (runs) => state.setHidden(runs, false));
  app.command(Commands.rename, async (run) => {
    const id = run ?? (await pickRun(app, t("Rename"), t("Select the run to rename")));
    const [known] = id === undefined ? [] : await knownRuns(store, [id]);
    if (known !== undefined) await rename(app, known);
  });
}

/** Hidden runs are out of sight: there is a way back at once. */
async function hide({ state, log }: App, runs: readonly string[]): Promise<void> {
  const fresh = runs.filter((id) => !state.isHidden(id));
  if (fresh.length === 0) return;
  await state.setHidden(fresh, true);
  const message = plural(fresh.length, { one: "{count} run hidden.", other: "{count} runs hidden." });
  offerUndo(log, message, () => state.setHidden(fresh, false));
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
