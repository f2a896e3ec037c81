import { basename } from "node:path";
import * as vscode from "vscode";
import type { App } from "../../host/app";
import { Commands } from "../../host/contributions";
import { formatCount } from "../../runs/describe/numbers";
import type { Direction } from "../../shared/run";
import { HumanError } from "../../util/errors";
import { isRunIn } from "../../state/runPath";
import { metricsInUse, tagsInUse, type TagInUse } from "./tags";
import { t } from "../../util/text";

/** The commands that say what runs are judged by, and which way is better. */
export function registerMetricChoices(app: App): void {
  app.command(Commands.setPrimaryMetric, async (first?: unknown) => {
    const metric = field(first, "metric");
    const folder = field(first, "folder");
    if (metric !== undefined) await app.state.setPrimaryMetric(metric);
    else if (folder !== undefined) await chooseForFolder(app, folder);
    else await choosePrimary(app);
  });
  app.command(Commands.setDirection, async (first?: unknown) => {
    await app.store.start();
    const tags = tagsInUse(app.store.runs.values());
    const wanted = field(first, "tag");
    const tag = wanted === undefined ? await chooseTag(app, tags) : tags.find((use) => use.tag === wanted);
    if (tag) await chooseDirection(app, tag);
  });
}

/** A text field of a tree's node. */
function field(node: unknown, name: "metric" | "tag" | "folder"): string | undefined {
  const value: unknown =
    typeof node === "object" && node !== null ? (node as Record<string, unknown>)[name] : undefined;
  return typeof value === "string" ? value : undefined;
}

async function choosePrimary({ store, state }: App): Promise<void> {
  await store.start();
  const metrics = metricsInUse(store.runs.values());
  if (metrics.length === 0) throw new HumanError("No run has logged a metric yet.");
  const now = state.primaryMetric;
  const items = [
    {
      label: "Inferred for each run",
      description: [inferredNames(metrics), now === undefined ? "as now" : ""].filter(Boolean).join(" · "),
      name: undefined,
    },
    ...metrics.map(({ name, runs, inferredFor }) => ({
      label: name,
      description: [of(runs), inferredFor > 0 ? "inferred" : "", name === now ? "as now" : ""]
        .filter(Boolean)
        .join(" · "),
      name,
    })),
  ];
  const picked = await vscode.window.showQuickPick(items, {
    title: t("Headline Metric"),
    placeHolder: "Choose the metric that runs are judged by; runs without it keep the inferred one",
  });
  if (picked) await state.setPrimaryMetric(picked.name);
}

async function chooseForFolder({ store, state }: App, folder: string): Promise<void> {
  await store.start();
  const runs = [...store.runs.values()].filter(({ id }) => isRunIn(id, folder));
  const metrics = metricsInUse(runs);
  if (metrics.length === 0) throw new HumanError(t("No run in this folder has logged a metric yet."));
  const items = [
    { label: t("As in the rest of the workspace"), description: "", name: undefined },
    ...metrics.map(({ name, runs: count }) => ({ label: name, description: of(count), name })),
  ];
  const picked = await vscode.window.showQuickPick(items, {
    title: t("Headline Metric of {folder}", { folder: basename(folder) }),
    placeHolder: t("Choose the metric that the runs in this folder are judged by"),
  });
  if (picked) await state.setHeadline(folder, picked.name);
}

function inferredNames(metrics: ReturnType<typeof metricsInUse>): string {
  const names = metrics.filter(({ inferredFor }) => inferredFor > 0).map(({ name }) => name);
  return names.length > 3 ? `${names.slice(0, 3).join(", ")}, …` : names.join(", ");
}

const ways: Readonly<Record<Direction, string>> = {
  lower: "Lower is better",
  higher: "Higher is better",
  unknown: "Neither: no colour",
};

async function chooseTag({ state }: App, tags: readonly TagInUse[]): Promise<TagInUse | undefined> {
  if (tags.length === 0) throw new HumanError("No run has logged a metric yet.");
  const items = tags.map((use) => {
    const set = state.direction(use.tag);
    const way = set
      ? `${ways[set]} (set)`
      : use.inferred === "unknown"
        ? "Not known"
        : `${ways[use.inferred]} (inferred)`;
    return { label: use.tag, description: `${way} · ${of(use.runs)}`, use };
  });
  const picked = await vscode.window.showQuickPick(items, {
    title: "Which direction is better",
    placeHolder: "Choose the metric; it counts for every run that logs it",
    matchOnDescription: true,
  });
  return picked?.use;
}

async function chooseDirection({ state }: App, { tag, inferred }: TagInUse): Promise<void> {
  const now = state.direction(tag);
  const choice = (direction: Direction) => ({
    label: ways[direction],
    description: now === direction ? "as now" : "",
    direction: direction as Direction | undefined,
  });
  const inferredWay = inferred === "unknown" ? "not known" : ways[inferred].toLowerCase();
  const picked = await vscode.window.showQuickPick(
    [
      choice("higher"),
      choice("lower"),
      choice("unknown"),
      {
        label: `As inferred: ${inferredWay}`,
        description: now === undefined ? "as now" : "",
        direction: undefined,
      },
    ],
    { title: tag, placeHolder: "Which direction is better?" },
  );
  if (picked) await state.setDirection(tag, picked.direction);
}

function of(runs: number): string {
  return runs === 1 ? "1 run" : `${formatCount(runs)} runs`;
}
