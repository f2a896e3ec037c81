import * as vscode from "vscode";
import type { App } from "../../host/app";
import { Commands } from "../../host/contributions";
import { formatAge, formatDelta, formatValue } from "../../runs/describe/numbers";
import type { RunSummary } from "../../shared/run";
import { HumanError } from "../../util/errors";
import type { Judge } from "../../runs/judging/judge";
import { idsOf } from "../../host/runIds";
import { sorted } from "../../runs/judging/sort";
import { labelMistake } from "./labels";

/** What the user says of runs: baseline, pinned, hidden, label. */
export function registerMarks(app: App): void {
  const { state } = app;
  app.command(Commands.setBaseline, async (first?: unknown) => {
    const id =
      idsOf(first)[0] ?? (await pickRun(app, "Set the baseline", "Choose the run to measure the others against"));
    if (id !== undefined) await state.setBaseline(id);
  });
  app.command(Commands.clearBaseline, () => state.setBaseline(undefined));
  app.command(Commands.pin, (first?: unknown, selected?: unknown) => state.setPinned(idsOf(first, selected), true));
  app.command(Commands.unpin, (first?: unknown, selected?: unknown) => state.setPinned(idsOf(first, selected), false));
  app.command(Commands.hide, (first?: unknown, selected?: unknown) => state.setHidden(idsOf(first, selected), true));
  app.command(Commands.unhide, (first?: unknown, selected?: unknown) => state.setHidden(idsOf(first, selected), false));
  app.command(Commands.rename, async (first?: unknown) => {
    const id = idsOf(first)[0] ?? (await pickRun(app, "Rename a run", "Choose the run to rename"));
    if (id !== undefined) await rename(app, id);
  });
}

async function rename({ store, state }: App, id: string): Promise<void> {
  const run = store.runs.get(id);
  if (!run) throw new HumanError("This run is not there any more. Look for runs again.");
  const label = await vscode.window.showInputBox({
    title: `Rename ${run.name}`,
    prompt: "Only the label here: no file is renamed. Leave it empty to see the run’s own name again.",
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
      description: [run.id === judge.baseline?.id ? "baseline" : "", valueOf(run, judge)].filter(Boolean).join(" · "),
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

function valueOf(run: RunSummary, judge: Judge): string {
  const primary = judge.primary(run);
  if (!primary?.at) return "";
  const delta = primary.delta === undefined ? "" : ` (${formatDelta(primary.delta)})`;
  return `${primary.series.name} ${formatValue(primary.at.value)}${delta}`;
}
