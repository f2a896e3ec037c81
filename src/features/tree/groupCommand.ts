import * as vscode from "vscode";
import type { App } from "../../host/app";
import { Commands } from "../../host/contributions";
import type { Grouping } from "../../host/runGroups";
import { t } from "../../util/text";
import { valueNames } from "./valueNames";

type GroupPick = vscode.QuickPickItem & { readonly grouping: Grouping | "params" };

/** Asks by what runs become one row. */
export function registerGroupCommand(app: App): void {
  app.command(Commands.groupRuns, async () => {
    const picked = await vscode.window.showQuickPick(picksFor(app.groups.grouping), {
      title: t("Group Runs By"),
      placeHolder: t("A group is one row, with its mean and spread, and is judged as one"),
    });
    if (!picked) return;
    const grouping = picked.grouping === "params" ? await askParams(app) : picked.grouping;
    if (grouping) app.groups.choose(grouping);
  });
}

/** Every way, the current one marked. */
export function picksFor(now: Grouping): GroupPick[] {
  const picks: GroupPick[] = [
    { label: t("All but the Seed"), detail: t("By folder"), grouping: { by: { kind: "seed" }, isFlat: false } },
    { label: t("Folder"), detail: t("Every run is a row"), grouping: { by: { kind: "none" }, isFlat: false } },
    {
      label: t("All but the Seed, One List"),
      detail: t("Without folders, so that the best of all is on top when sorted"),
      grouping: { by: { kind: "seed" }, isFlat: true },
    },
    {
      label: t("One List"),
      detail: t("Without folders, every run is a row"),
      grouping: { by: { kind: "none" }, isFlat: true },
    },
    {
      label: t("The Tool’s Group"),
      detail: t("Experiments, sweeps and groups as the tracker names them"),
      grouping: { by: { kind: "tool" }, isFlat: true },
    },
    { label: t("Parameters…"), detail: t("Runs with the same values of those you choose"), grouping: "params" },
  ];
  return picks.map((pick) => (isSame(pick.grouping, now) ? { ...pick, description: t("current") } : pick));
}

function isSame(pick: GroupPick["grouping"], now: Grouping): boolean {
  if (pick === "params") return now.by.kind === "params";
  return pick.by.kind === now.by.kind && pick.isFlat === now.isFlat;
}

async function askParams(app: App): Promise<Grouping | undefined> {
  await app.store.start();
  const { by } = app.groups.grouping;
  const before = new Set(by.kind === "params" ? by.names : []);
  const { params } = valueNames(app.store.runs.values());
  const picked = await vscode.window.showQuickPick(
    params.map((label) => ({ label, picked: before.has(label) })),
    { title: t("Group Runs By Parameters"), canPickMany: true },
  );
  if (!picked || picked.length === 0) return undefined;
  return { by: { kind: "params", names: picked.map(({ label }) => label) }, isFlat: true };
}
