import { join } from "node:path";
import * as vscode from "vscode";
import { clean, lastBatch, undo, type Cleaned } from "../../cleaning/clean";
import { Journal } from "../../cleaning/journal";
import {
  checkpointsToRemove,
  runsToRemove,
  weigh,
  type Removal,
  type ValueAt,
  type Weighed,
} from "../../cleaning/plan";
import type { Said } from "../../cleaning/protection";
import { usualTrash } from "../../cleaning/trash";
import type { App } from "../../host/app";
import { Commands } from "../../host/contributions";
import { searchedFolders } from "../../host/roots";
import { setting } from "../../host/settings";
import { promotedRuns } from "../../models/promotion";
import { formatBytes } from "../../runs/describe/numbers";
import { handleOf } from "../../runs/describe/handle";
import { nanStep } from "../../runs/judging/judge";
import type { RunSummary } from "../../shared/run";
import { groupBy } from "../../util/groupBy";
import { HumanError } from "../../util/errors";
import { plural, t } from "../../util/text";

type Way = { readonly kind: "checkpoints"; readonly keep: number } | { readonly kind: "bad" | "all" };

/** Clean-Up…: what may go, as a list to tick with sizes; then the trash, and a way back. */
export function registerCleanUp(app: App): void {
  app.command(Commands.cleanUp, async () => {
    const way = await askWay();
    if (!way) return;
    const weighed = await vscode.window.withProgress(
      { location: vscode.ProgressLocation.Notification, title: t("Weighing what runs take on the disk") },
      async () => {
        await app.store.start();
        return weigh([...app.store.runs.values()], await saidOf(app), Date.now());
      },
    );
    const removals = await removalsFor(app, way, weighed);
    const chosen = removals.length === 0 ? [] : await askWhich(app, removals, weighed);
    if (removals.length === 0) throw new HumanError(nothingText(weighed));
    if (!chosen || chosen.length === 0) return;
    await carryOut(chosen);
  });
  app.command(Commands.undoCleanUp, () => {
    const done = searchedFolders().map((folder) => {
      const journal = new Journal(folder);
      return undo(lastBatch(journal), journal);
    });
    const moved = done.flatMap((one) => one.moved);
    const refused = done.flatMap((one) => one.refused);
    if (moved.length === 0 && refused.length === 0)
      throw new HumanError(t("There is nothing to put back: the trash holds nothing that was cleaned up here."));
    tell({ moved, refused }, t("Put back"));
  });
}

function nothingText(weighed: readonly Weighed[]): string {
  const kept = weighed.filter(({ protections }) => protections.length > 0).length;
  return t("There is nothing to clean up. {kept} of {all} runs are protected.", { kept, all: weighed.length });
}

async function askWay(): Promise<Way | undefined> {
  const checkpoints = [1, 2, 3, 5].map((keep) => ({
    label: plural(keep, {
      one: "Keep the best checkpoint of each run",
      other: "Keep the best {count} checkpoints of each run",
    }),
    way: { kind: "checkpoints", keep } as const,
  }));
  const items: readonly (vscode.QuickPickItem & { readonly way: Way })[] = [
    ...checkpoints,
    { label: t("Remove runs that failed or diverged"), way: { kind: "bad" } },
    { label: t("Choose runs to remove"), way: { kind: "all" } },
  ];
  return (
    await vscode.window.showQuickPick(items, { placeHolder: t("Nothing is moved before you have seen the list") })
  )?.way;
}

async function saidOf({ judging, state, groups }: App): Promise<Said> {
  // Where marks can't be read, nothing is known to be free.
  await state.reload();
  const [problem] = state.problems;
  if (problem) throw new HumanError(`${problem.path}: ${problem.message}`);
  const judge = judging.now();
  const promoted = await Promise.all(
    searchedFolders().map(
      async (root) => [root, await promotedRuns(join(root, setting("lossline.promote.folder")))] as const,
    ),
  );
  const byRoot = new Map(promoted);
  const named = new Set(
    state.namedBaselines.flatMap(({ spec }) => {
      if (spec.kind === "runs") return spec.runs;
      return spec.kind === "group" ? [spec.run, ...(groups.seedsOf(spec.run)?.runs ?? []).map(({ id }) => id)] : [];
    }),
  );
  return {
    isBaseline: (run) => judge.isBaseline(run) || named.has(run.id),
    isPromoted: (run) => state.promotedTo(run.id) !== undefined || (byRoot.get(run.root)?.has(handleOf(run)) ?? false),
    isPinned: ({ id }) => state.isPinned(id),
    isNoted: ({ id }) => state.wordsOn(id) !== undefined,
  };
}

async function removalsFor(app: App, way: Way, weighed: readonly Weighed[]): Promise<Removal[]> {
  if (way.kind === "checkpoints") return checkpointsToRemove(weighed, way.keep, await valuesAt(app, weighed));
  const isBad = (run: RunSummary) => run.status === "failed" || nanStep(run) !== undefined;
  const wanted = weighed.filter(({ run }) => way.kind === "all" || isBad(run));
  return runsToRemove(weighed, new Set(wanted.map(({ run }) => run.id)));
}

/** So many points of a metric are asked for to rank checkpoints by. */
const mostPoints = 20_000;

/** The headline metric at the very step of a checkpoint, or the one beside it. */
async function valuesAt({ store, judging }: App, weighed: readonly Weighed[]): Promise<ValueAt> {
  const judge = judging.now();
  const known = new Map<string, { readonly at: ReadonlyMap<number, number>; readonly better: "lower" | "higher" }>();
  for (const { run, disk } of weighed) {
    const headline = judge.headlineOf(run);
    if (!headline || headline.direction === "unknown" || (disk?.checkpoints.length ?? 0) < 2) continue;
    const query = { run: run.id, name: headline.series.name, x: "step", smoothing: 0, maxPoints: mostPoints } as const;
    const [curve] = await store.curves([query]);
    if (curve)
      known.set(run.id, { at: new Map([...curve.xs].map((x, at) => [x, curve.ys[at]!])), better: headline.direction });
  }
  return (run, step) => {
    const found = known.get(run.id);
    const value = found?.at.get(step) ?? found?.at.get(step - 1) ?? found?.at.get(step + 1);
    return found && value !== undefined ? { value, better: found.better } : undefined;
  };
}

async function askWhich(
  { nameOf }: App,
  removals: readonly Removal[],
  weighed: readonly Weighed[],
): Promise<readonly Removal[] | undefined> {
  const runs = new Map(weighed.map(({ run }) => [run.id, run]));
  const items = removals.map((removal) => {
    const run = runs.get(removal.run);
    const place = removal.kind === "run" ? "" : removal.path.slice(removal.folder.length + 1);
    return {
      label: run ? nameOf(run) : removal.path,
      description: [place, formatBytes(removal.bytes)].filter((part) => part !== "").join("   "),
      picked: removal.kind === "checkpoint",
      removal,
    };
  });
  const size = formatBytes(removals.reduce((sum, { bytes }) => sum + bytes, 0));
  const kept = weighed.filter(({ protections }) => protections.length > 0).length;
  const chosen = await vscode.window.showQuickPick(items, {
    canPickMany: true,
    title: t("Move to the trash: {size} at most. {kept} runs are protected and not listed.", { size, kept }),
    placeHolder: t("Tick what is to go"),
  });
  return chosen?.map(({ removal }) => removal);
}

async function carryOut(removals: readonly Removal[]): Promise<void> {
  const done = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title: t("Moving to the trash") },
    async () => {
      const now = Date.now();
      const byRoot = [...groupBy(removals, ({ root }) => root)];
      const each: Cleaned[] = [];
      for (const [root, own] of byRoot) each.push(await clean(own, usualTrash(), new Journal(root), now));
      return each;
    },
  );
  const cleaned = { moved: done.flatMap(({ moved }) => moved), refused: done.flatMap(({ refused }) => refused) };
  const back = t("Undo");
  const choice = await tell(cleaned, t("Moved to the trash"), cleaned.moved.length > 0 ? back : undefined);
  if (choice === back) await vscode.commands.executeCommand(Commands.undoCleanUp);
}

function tell({ moved, refused }: Cleaned, what: string, button?: string): Thenable<string | undefined> {
  const size = formatBytes(moved.reduce((sum, { bytes }) => sum + bytes, 0));
  const count = plural(moved.length, { one: "{count} thing, {size}", other: "{count} things, {size}" }, { size });
  const [first] = refused;
  const rest = first
    ? t(" {count} stayed: {path}: {why}.", { count: refused.length, path: first.path, why: first.why })
    : "";
  const show = first ? vscode.window.showWarningMessage : vscode.window.showInformationMessage;
  return show(`${what}: ${count}.${rest}`, ...(button === undefined ? [] : [button]));
}
