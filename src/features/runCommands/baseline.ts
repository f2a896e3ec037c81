import * as vscode from "vscode";
import type { App } from "../../host/app";
import { offerUndo } from "../../host/commands";
import { Commands } from "../../host/contributions";
import { knownRuns } from "../../host/knownRuns";
import { suggestedBaseline } from "../../runs/judging/suggestion";
import type { FolderBaseline } from "../../state/folderBaselines";
import { HumanError } from "../../util/errors";
import { t } from "../../util/text";
import { freeName, specText, specOf } from "./baselineSpec";
import { pickRun } from "./pickRun";

/** What runs are measured against: set, switched, taken away, with a way back. */
export function registerBaseline(app: App): void {
  const { store, state } = app;
  app.command(Commands.setBaseline, async (runs) => {
    const picked = runs.length > 0 ? runs : await pickOne(app);
    const known = await knownRuns(store, picked);
    if (known.length > 0) await setRuns(app, known);
  });
  app.command(Commands.clearBaseline, () => withUndo(app, t("Baseline cleared."), () => state.setBaseline(undefined)));
  app.command(Commands.switchBaseline, async () => {
    await store.start();
    await switchBaseline(app);
  });
}

async function pickOne(app: App): Promise<readonly string[]> {
  const id = await pickRun(app, t("Set as Baseline"), t("Select the run to measure the others against"));
  return id === undefined ? [] : [id];
}

/** A run by itself, a whole seed group by one of its runs so that further seeds join it, else several runs by a name. */
async function setRuns(app: App, ids: readonly string[]): Promise<void> {
  const { state, groups, store } = app;
  const [first, ...others] = ids;
  if (first === undefined) return;
  if (others.length === 0) {
    await withUndo(app, t("Baseline: {name}", { name: nameOf(app, first) }), () => state.setBaseline(first));
    return;
  }
  const folders = new Set(ids.map((id) => store.runs.get(id)?.root));
  if (folders.size > 1)
    throw new HumanError(t("Select runs of one workspace folder: each folder has its own baseline."));
  const folder = store.runs.get(first)?.root;
  if (folder === undefined) return;
  const spec = specOf(ids, groups.seedsOf(first));
  const wanted = spec.kind === "group" ? (groups.seedsOf(first)?.name ?? nameOf(app, first)) : nameOf(app, first);
  const taken = state.namedBaselines.filter((one) => one.folder === folder);
  const name = freeName(wanted, spec, taken);
  await withUndo(app, t("Baseline: {name}", { name }), () => state.nameBaseline(folder, name, spec));
}

function nameOf({ store, nameOf: name }: App, id: string): string {
  const run = store.runs.get(id);
  return run ? name(run) : id;
}

type BaselinePick = vscode.QuickPickItem & { readonly choose?: () => unknown };

async function switchBaseline(app: App): Promise<void> {
  const { state } = app;
  const now = state.baselines;
  const several = new Set(state.namedBaselines.map(({ folder }) => folder)).size > 1;
  const named = state.namedBaselines.map((one): BaselinePick => ({
    label: one.name ?? "",
    description: [isIn(one, now) ? t("current") : "", several ? vscode.workspace.asRelativePath(one.folder) : ""]
      .filter((part) => part !== "")
      .join(" · "),
    detail: specText(one.spec),
    choose: () =>
      withUndo(app, t("Baseline: {name}", { name: one.name ?? "" }), () => state.useBaseline(one.folder, one.name)),
  }));
  const separator = { label: "", kind: vscode.QuickPickItemKind.Separator };
  const picks: BaselinePick[] = [
    ...suggestionPick(app, now),
    ...named,
    separator,
    { label: t("A Run…"), choose: () => vscode.commands.executeCommand(Commands.setBaseline) },
    { label: t("The Best of a Filter…"), choose: () => askBest(app) },
    {
      label: t("Fixed Values…"),
      detail: t("Write them into .lossline/state.json: {example}", {
        example: '"targets": {"paper": {"val/acc": 0.91}}',
      }),
      choose: () => vscode.commands.executeCommand(Commands.openState),
    },
    ...(now.length > 0
      ? [{ label: t("None"), choose: () => vscode.commands.executeCommand(Commands.clearBaseline) }]
      : []),
  ];
  const picked = await vscode.window.showQuickPick(picks, {
    title: t("Switch Baseline"),
    placeHolder: t("What the other runs are measured against"),
    matchOnDetail: true,
  });
  await picked?.choose?.();
}

function suggestionPick(app: App, now: readonly FolderBaseline[]): BaselinePick[] {
  if (now.length > 0) return [];
  const found = suggestedBaseline(app.store.runs.values(), (id) => app.groups.seedsOf(id), app.judging.now());
  if (!found) return [];
  const { runs, name } = found;
  const label = runs.length > 1 ? name : app.nameOf(runs[0]!);
  return [
    {
      label,
      description: t("suggested"),
      detail: t("The oldest that finished"),
      choose: () =>
        setRuns(
          app,
          runs.map(({ id }) => id),
        ),
    },
  ];
}

function isIn(one: FolderBaseline, now: readonly FolderBaseline[]): boolean {
  return now.some(({ folder, name }) => folder === one.folder && name === one.name);
}

async function askBest(app: App): Promise<void> {
  const { state } = app;
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  if (!folder) throw new HumanError(t("There is no folder to save this in. Open the project’s folder first."));
  const filter = await vscode.window.showInputBox({
    title: t("The Best of a Filter"),
    prompt: t(
      "Words and comparisons, as in Filter Runs…; empty for the best of all runs. The best of many is optimistic, which its verdicts say.",
    ),
  });
  if (filter === undefined) return;
  const spec = { kind: "best", filter: filter.trim() } as const;
  const name = filter.trim() === "" ? t("best") : t("best of {filter}", { filter: filter.trim() });
  await withUndo(app, t("Baseline: {name}", { name }), () => state.nameBaseline(folder.uri.fsPath, name, spec));
}

/** Does it, and offers the way back: what every folder was measured against before. */
async function withUndo(app: App, message: string, change: () => Promise<void>): Promise<void> {
  const { state } = app;
  const before = state.baselines;
  await change();
  // What was never set is not lost.
  if (before.length === 0) return;
  offerUndo(app.log, message, async () => {
    const folders = new Set([...before, ...state.baselines].map(({ folder }) => folder));
    for (const folder of folders)
      await state.useBaseline(folder, pointerOf(before.find((one) => one.folder === folder)));
  });
}

/** What the file said: the name, else the run. */
function pointerOf(baseline: FolderBaseline | undefined): string | undefined {
  if (!baseline) return undefined;
  const { name, spec } = baseline;
  return name ?? (spec.kind === "runs" ? spec.runs[0] : undefined);
}
