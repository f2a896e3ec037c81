import * as vscode from "vscode";
import { largeCache, type Cache } from "../../cleaning/caches";
import { clean, stillFree, undoLast, type Cleaned } from "../../cleaning/clean";
import { Journal } from "../../cleaning/journal";
import type { Removal } from "../../cleaning/plan";
import { sparingText } from "../../cleaning/ranking";
import { watchMarks } from "../../cleaning/said";
import { usualTrash, type Trash } from "../../cleaning/trash";
import type { App } from "../../host/app";
import { Commands } from "../../host/contributions";
import { typeCommand } from "../../host/shellIntegration";
import { formatBytes } from "../../runs/describe/numbers";
import { groupBy } from "../../util/groupBy";
import { HumanError } from "../../util/errors";
import { plural, t } from "../../util/text";
import { cleanedFolders, planFor, type Plan, type Way } from "./plan";

/** Clean-Up…: what may go, as a list to tick with sizes; then the trash. */
export async function cleanUp(app: App): Promise<void> {
  const way = await askWay(await largeCache());
  if (!way) return;
  if (way.kind === "cache") {
    const { tool, command } = way.cache;
    await typeCommand(vscode.window.createTerminal({ name: tool }), command);
    return;
  }
  const plan = await weighing(() => planFor(app, way));
  if (plan.removals.length === 0) throw new HumanError(nothingText(plan));
  const chosen = await askWhich(app, plan);
  if (chosen && chosen.length > 0) await carryOut(app, way, chosen);
}

/** The way back. */
export function undoCleanUp(app: App): void {
  const { moved, refused } = undoLast(cleanedFolders(app).map((folder) => new Journal(folder)));
  if (moved.length === 0 && refused.length === 0)
    throw new HumanError(t("There is nothing to put back: the trash holds nothing that was cleaned up here."));
  tell({ moved, refused }, t("Put back"));
}

function weighing<T>(work: () => Promise<T>): Thenable<T> {
  const title = t("Weighing what runs take on the disk");
  return vscode.window.withProgress({ location: vscode.ProgressLocation.Notification, title }, work);
}

function nothingText({ weighed, spared }: Plan): string {
  const kept = weighed.filter(({ protections }) => protections.length > 0).length;
  const nothing = t("There is nothing to clean up. {kept} of {all} runs are protected.", { kept, all: weighed.length });
  return [nothing, ...sparedTexts(spared)].join(" ");
}

function sparedTexts(spared: Plan["spared"]): string[] {
  return [...spared].map(([why, count]) =>
    plural(
      count,
      { one: "{count} checkpoint stays: {why}.", other: "{count} checkpoints stay: {why}." },
      { why: sparingText(why) },
    ),
  );
}

type Asked = Way | { readonly kind: "cache"; readonly cache: Cache };

async function askWay(cache: Cache | undefined): Promise<Asked | undefined> {
  const checkpoints = [1, 2, 3, 5].map((keep) => ({
    label: plural(keep, {
      one: "Keep the best checkpoint of each run",
      other: "Keep the best {count} checkpoints of each run",
    }),
    way: { kind: "checkpoints", keep } as const,
  }));
  const items: readonly (vscode.QuickPickItem & { readonly way: Asked })[] = [
    ...checkpoints,
    { label: t("Remove runs that failed or diverged"), way: { kind: "bad" } },
    { label: t("Choose runs to remove"), way: { kind: "all" } },
    { label: t("Remove what MLflow has deleted and keeps"), way: { kind: "deleted" } },
    ...(cache ? [cacheItem(cache)] : []),
  ];
  return (
    await vscode.window.showQuickPick(items, { placeHolder: t("Nothing is moved before you have seen the list") })
  )?.way;
}

function cacheItem(cache: Cache) {
  const label = t("Empty the cache of {tool} by its own command…", { tool: cache.tool });
  const detail = t("{size} in {folder}, for all projects", { size: formatBytes(cache.bytes), folder: cache.folder });
  return { label, detail, way: { kind: "cache", cache } as const };
}

async function askWhich({ nameOf }: App, { removals, weighed, spared }: Plan): Promise<readonly Removal[] | undefined> {
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
    placeHolder: [t("Tick what is to go"), ...sparedTexts(spared)].join(". "),
  });
  return chosen?.map(({ removal }) => removal);
}

/** Plans once more before anything moves: runs go on and people mark them while a list is open. */
async function carryOut(app: App, way: Way, chosen: readonly Removal[]): Promise<void> {
  const title = t("Moving to the trash");
  const done = await vscode.window.withProgress({ location: vscode.ProgressLocation.Notification, title }, async () => {
    const changed = watchMarks(app.state.files);
    const { free, refused } = stillFree(chosen, (await planFor(app, way)).removals);
    const now = Date.now();
    const each: Cleaned[] = [{ moved: [], refused }];
    for (const [root, own] of groupBy(free, ({ root: of }) => of))
      each.push(await clean(own, trashHere(), new Journal(root), now, changed));
    return each;
  });
  const cleaned = {
    moved: done.flatMap(({ moved }) => moved),
    discarded: done.flatMap(({ discarded }) => discarded ?? []),
    refused: done.flatMap(({ refused }) => refused),
  };
  const back = t("Undo");
  const choice = await tell(cleaned, t("Moved to the trash"), cleaned.moved.length > 0 ? back : undefined);
  if (choice === back) await vscode.commands.executeCommand(Commands.undoCleanUp);
}

/**
 * A desktop window on this machine has the system's trash, which on Windows and macOS alone can give things back; on Linux, and where the
 * window is a remote's, we move them ourselves, and can.
 */
function trashHere(): Trash {
  const isLocal = vscode.env.remoteName === undefined && vscode.env.uiKind === vscode.UIKind.Desktop;
  if (!isLocal || process.platform === "linux") return usualTrash();
  const discard = (path: string) =>
    Promise.resolve(vscode.workspace.fs.delete(vscode.Uri.file(path), { recursive: true, useTrash: true }));
  return { ...usualTrash(), discard };
}

function tell(
  { moved, discarded = [], refused }: Cleaned,
  what: string,
  button?: string,
): Thenable<string | undefined> {
  const gone = [...moved, ...discarded];
  const size = formatBytes(gone.reduce((sum, { bytes }) => sum + bytes, 0));
  const count = plural(gone.length, { one: "{count} thing, {size}", other: "{count} things, {size}" }, { size });
  const [first] = refused;
  const rest = first
    ? t(" {count} stayed: {path}: {why}.", {
        count: refused.length,
        path: vscode.workspace.asRelativePath(first.path),
        why: first.why,
      })
    : "";
  const back = discarded.length > 0 ? t(" The system’s trash can put it back.") : "";
  const show = first ? vscode.window.showWarningMessage : vscode.window.showInformationMessage;
  return show(`${what}: ${count}.${back}${rest}`, ...(button === undefined ? [] : [button]));
}
