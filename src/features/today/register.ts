import { statfs } from "node:fs/promises";
import { resolve } from "node:path";
import * as vscode from "vscode";
import type { App } from "../../host/app";
import { Commands, Views } from "../../host/contributions";
import { searchedFolders } from "../../host/roots";
import { commitsSince } from "../../launches/commitsSince";
import { areRed } from "../../launches/tests/tally";
import { lookNow, sinceOf } from "../../runs/day/news";
import { attentionOf } from "../../runs/day/today";
import { plural, t } from "../../util/text";
import { Throttle } from "../../util/throttle";
import { TodaysData } from "./data";
import { Looks } from "./looks";
import { registerWriting } from "./writing";
import { picture, type Picture } from "./picture";
import type { Surroundings } from "./aroundRows";
import type { Opening, TodayRow } from "./row";

/** In milliseconds: what happens is to be seen within two seconds. */
const pace = { wait: 100, rest: 300, ease: 10 } as const;
/** How often what is around the runs is asked for, at the most, and ages are brought up to date. */
const aroundInterval = 30_000;
/** A disk is short of space below this share, or so many bytes. */
const shortShare = 0.03;
const shortBytes = 5e9;

const nothing: Surroundings = { commits: [], data: [], redTests: [] };

/** The Today view: what happened since the person last looked, with one badge for what asks for attention. */
export function registerToday(app: App): void {
  const { context, store, launches } = app;
  const looks = new Looks(context.workspaceState);
  const data = new TodaysData(app);
  const changes = new vscode.EventEmitter<undefined>();
  let shown: Picture | undefined;
  let around = nothing;
  const provider: vscode.TreeDataProvider<TodayRow> = {
    onDidChangeTreeData: changes.event,
    getChildren: (row) => {
      if (!shown) begin(app, refresher);
      return [...(row?.rows ?? shown?.rows ?? [])];
    },
    getTreeItem: itemOf,
  };
  const view = vscode.window.createTreeView(Views.today, { treeDataProvider: provider, canSelectMany: true });
  const refresh = () => {
    if (!store.scanned) return;
    const now = Date.now();
    if (view.visible) {
      const waiting = app.groups.take();
      shown = picture(app, looks.current, around, now);
      view.message = shown.today.sentence;
      changes.fire(undefined);
      if (waiting) refresher.request();
    }
    view.badge = badgeOf(attentionOf(looks.newsFor(store.runs.values(), now)));
  };
  const refresher = new Throttle(pace, refresh);
  const lookAround = new Throttle({ wait: 200, rest: aroundInterval }, async () => {
    if (!view.visible) return;
    around = await surroundings(app, data, sinceOf(looks.current, Date.now()));
    refresher.request();
  });
  const update = () => refresher.request();
  const seen = () => {
    update();
    lookAround.request();
  };
  const timer = setInterval(seen, aroundInterval);
  context.subscriptions.push(
    changes,
    view,
    refresher,
    lookAround,
    { dispose: () => clearInterval(timer) },
    view.onDidChangeVisibility(seen),
    ...[store, app.state, app.groups, app.judging, app.verdicts, launches].map((one) => one.onDidChange(update)),
  );
  registerWriting(app, looks);
  registerLooks(app, looks, async (isSeen) => {
    if (isSeen) await data.markSeen();
    around = nothing;
    seen();
  });
}

function begin({ store, log }: App, refresher: Throttle): void {
  void store.start().then(
    () => refresher.request(),
    (error: unknown) => log.error("looking for runs", String(error)),
  );
}

/** Mark as Seen, and another time to look from. */
function registerLooks(app: App, looks: Looks, looked: (isSeen: boolean) => Promise<void>): void {
  app.command(Commands.markSeen, async () => {
    await looks.mark(lookNow(app.store.runs.values(), Date.now()));
    await looked(true);
  });
  app.command(Commands.showSince, async () => {
    const at = await askSince(looks.current?.at);
    if (at === undefined) return;
    await looks.mark({ at, running: [], ahead: {} });
    await looked(false);
  });
}

function badgeOf(value: number): vscode.ViewBadge | undefined {
  if (value === 0) return undefined;
  const tooltip = plural(value, { one: "{count} run needs attention", other: "{count} runs need attention" });
  return { value, tooltip };
}

function itemOf(row: TodayRow): vscode.TreeItem {
  const { Collapsed, Expanded, None } = vscode.TreeItemCollapsibleState;
  const item = new vscode.TreeItem(row.label, row.rows.length === 0 ? None : row.isOpen ? Expanded : Collapsed);
  item.id = row.key;
  item.description = row.description;
  item.contextValue = row.words.join(" ");
  item.iconPath = new vscode.ThemeIcon(
    row.icon.id,
    row.icon.color === undefined ? undefined : new vscode.ThemeColor(row.icon.color),
  );
  item.accessibilityInformation = { label: [row.label, row.description].filter((part) => part !== "").join(", ") };
  if (row.tooltip !== undefined) item.tooltip = row.tooltip;
  if (row.runIds.length > 0 && row.rows.length === 0)
    item.command = { command: Commands.plot, title: t("Plot"), arguments: [row.runIds] };
  if (row.opens !== undefined) item.command = openingOf(row.opens);
  return item;
}

function openingOf(opens: Opening): vscode.Command {
  const title = t("Open");
  if (opens === "scm") return { command: "workbench.view.scm", title };
  if (opens === "clean-up") return { command: Commands.cleanUp, title };
  if ("file" in opens) return { command: "vscode.open", title, arguments: [vscode.Uri.file(opens.file)] };
  const place = vscode.Uri.file(resolve(searchedFolders()[0] ?? "", opens.place));
  return { command: "revealInExplorer", title, arguments: [place] };
}

/** What happened beside runs. Git is asked in trusted workspaces only. */
async function surroundings({ launches }: App, data: TodaysData, since: number): Promise<Surroundings> {
  const [folder] = searchedFolders();
  if (folder === undefined) return nothing;
  const code = vscode.workspace.isTrusted ? await commitsSince(folder, since) : { commits: [] };
  const red = launches.launches.filter(
    (launch) => launch.kind === "tests" && (launch.endedAt ?? 0) > since && areRed(launch),
  );
  const disk = await statfs(folder).catch(() => undefined);
  const free = disk && disk.bavail * disk.bsize;
  const isShort =
    free !== undefined && disk !== undefined && free < Math.max(shortBytes, disk.blocks * disk.bsize * shortShare);
  return {
    ...code,
    data: await data.changes(folder),
    redTests: [...new Set(red.map(({ script }) => script))],
    ...(isShort && { bytesFree: free }),
  };
}

/** @returns unix milliseconds; undefined where nothing was chosen */
async function askSince(current: number | undefined): Promise<number | undefined> {
  const hours = (count: number) => Date.now() - count * 3600_000;
  const midnight = new Date();
  midnight.setHours(0, 0, 0, 0);
  const choices = [
    { label: t("Today"), at: midnight.getTime() },
    { label: t("Last 24 hours"), at: hours(24) },
    { label: t("Last 3 days"), at: hours(72) },
    { label: t("Last 7 days"), at: hours(7 * 24) },
    { label: t("Last 30 days"), at: hours(30 * 24) },
  ];
  const placeHolder =
    current === undefined
      ? t("Show what happened since…")
      : t("Show what happened since… now {time}", { time: new Date(current).toLocaleString() });
  return (await vscode.window.showQuickPick(choices, { placeHolder }))?.at;
}
