import * as vscode from "vscode";
import type { App } from "../../host/app";
import { offerUndo } from "../../host/commands";
import { Commands } from "../../host/contributions";
import { findingMoves, type Move } from "../../state/movedRuns";
import { isRunIn } from "../../state/runPath";
import { inSlices } from "../../util/inSlices";
import { plural, t } from "../../util/text";
import { Throttle } from "../../util/throttle";
import { pickRun } from "./pickRun";

/** A folder that is moved is gone for a moment before it is there again, in ms. */
const pace = { wait: 2000, rest: 5000 } as const;

/** What is said of runs follows their folders: offered when runs with marks are gone and others look like them. */
export function registerMoveMarks(app: App): void {
  const { store, state, context } = app;
  app.command(Commands.moveMarks, () => moveMarks(app));
  let offered = "";
  const soon = new Throttle(pace, async () => {
    if (!store.scanned) return;
    const moves = await movesOf(app);
    const key = JSON.stringify(moves);
    if (moves.length === 0 || key === offered) return;
    offered = key;
    offer(moves);
  });
  context.subscriptions.push(
    soon,
    store.onDidChange(() => soon.request()),
    state.onDidChange(() => soon.request()),
  );
}

/** Runs that something is said of, and that are not there. */
function lostOf({ store, state }: App): readonly string[] {
  return state.markedIds.filter((id) => !store.runs.has(id));
}

/** Within a workspace folder: each has its own file. */
async function movesOf({ store, state }: App): Promise<readonly Move[]> {
  const marked = new Set(state.markedIds);
  const lost = [...marked].filter((id) => !store.runs.has(id));
  if (lost.length === 0) return [];
  const free = [...store.runs.values()].filter(({ id }) => !marked.has(id));
  const moves: (readonly Move[])[] = [];
  for (const root of new Set(free.map((run) => run.root))) {
    const freeHere = free.filter((run) => run.root === root).map(({ id }) => id);
    moves.push(await inSlices(movesIn(root, lost, freeHere)));
  }
  return moves.flat();
}

/** Pauses often: tens of thousands of runs may have marks. */
function* movesIn(root: string, lost: readonly string[], free: readonly string[]): Generator<void, readonly Move[]> {
  const here: string[] = [];
  for (const id of lost) {
    if (isRunIn(id, root)) here.push(id);
    yield;
  }
  return yield* findingMoves(here, free);
}

function offer(moves: readonly Move[]): void {
  const { from, to } = moves[0]!;
  const values = { from: vscode.workspace.asRelativePath(from), to: vscode.workspace.asRelativePath(to) };
  const message = plural(
    moves.length,
    {
      one: "A run that you marked was moved: {from} → {to}.",
      other: "{count} runs that you marked were moved, as {from} → {to}.",
    },
    values,
  );
  const move = t("Move Marks…");
  void vscode.window.showInformationMessage(message, move).then((choice) => {
    if (choice === move) void vscode.commands.executeCommand(Commands.moveMarks);
  });
}

type MovePick = vscode.QuickPickItem & { readonly from: string; readonly to: string | undefined };

async function moveMarks(app: App): Promise<void> {
  await app.store.start();
  const lost = lostOf(app);
  if (lost.length === 0) {
    void vscode.window.showInformationMessage(t("Every run that you marked was found."));
    return;
  }
  const likely = new Map((await movesOf(app)).map(({ from, to }) => [from, to]));
  const picks = lost.map((from): MovePick => {
    const to = likely.get(from);
    const label = vscode.workspace.asRelativePath(from);
    const detail = to === undefined ? t("Asks which run it is now") : `→ ${vscode.workspace.asRelativePath(to)}`;
    return { label, detail, picked: to !== undefined, from, to };
  });
  picks.sort((a, b) => Number(b.picked) - Number(a.picked));
  const chosen = await vscode.window.showQuickPick(picks, {
    title: t("Move Marks"),
    placeHolder: t("Runs that you marked and that were not found: names, notes, colors and baselines follow"),
    canPickMany: true,
  });
  const moves = chosen && (await withAnswers(app, chosen));
  if (!moves || moves.length === 0) return;
  const marked = new Set(app.state.markedIds);
  await app.state.moveMarks(moves);
  // An undo would take along what the new run had before, or got from another one.
  const isReversible =
    new Set(moves.map(({ to }) => to)).size === moves.length && moves.every(({ to }) => !marked.has(to));
  const message = plural(moves.length, { one: "Marks of {count} run moved.", other: "Marks of {count} runs moved." });
  if (isReversible)
    offerUndo(app.log, message, () => app.state.moveMarks(moves.map(({ from, to }) => ({ from: to, to: from }))));
  else void vscode.window.showInformationMessage(message);
}

/** Asks for those whose new place nobody knows; undefined if one was dismissed. */
async function withAnswers(app: App, chosen: readonly MovePick[]): Promise<readonly Move[] | undefined> {
  const moves: Move[] = [];
  for (const { from, to, label } of chosen) {
    const known = to ?? (await pickRun(app, t("Move Marks"), t("Which run was {run}?", { run: label })));
    if (known === undefined) return undefined;
    moves.push({ from, to: known });
  }
  return moves;
}
