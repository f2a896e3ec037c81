import { basename } from "node:path";
import * as vscode from "vscode";
import type { App } from "../../host/app";
import { offerUndo } from "../../host/commands";
import { Commands } from "../../host/contributions";
import { formatCount } from "../../runs/describe/numbers";
import { spellingsOf } from "../../runs/judging/aliases";
import type { Direction } from "../../shared/run";
import { HumanError } from "../../util/errors";
import { isRunIn } from "../../state/runPath";
import { metricsInUse, tagsInUse, type TagInUse } from "./tags";
import { shown } from "../../util/shown";
import { plural, t } from "../../util/text";

/** The commands that say what runs are judged by, and which way is better. */
export function registerMetricChoices(app: App): void {
  app.command(Commands.setHeadlineMetric, async (metric, folder) => {
    if (metric !== undefined) await setHeadline(app, metric);
    else if (folder !== undefined) await chooseForFolder(app, folder);
    else await chooseForAll(app);
  });
  app.command(Commands.setAsHeadline, (metric) =>
    metric === undefined ? chooseForAll(app) : setHeadline(app, metric),
  );
  app.command(Commands.setDirection, async (wanted) => {
    await app.store.start();
    const tags = tagsInUse(app.store.runs.values());
    const tag = wanted === undefined ? await chooseTag(app, tags) : tags.find((use) => use.tag === wanted);
    if (wanted !== undefined && !tag) throw unknownMetric(wanted);
    if (tag) await chooseDirection(app, tag);
  });
  app.command(Commands.countAsOne, async (metric) => {
    await app.store.start();
    await chooseSpellings(app, metric);
  });
}

async function setHeadline({ store, state }: App, metric: string): Promise<void> {
  await store.start();
  if (!metricsInUse(store.runs.values()).some(({ name }) => name === metric)) throw unknownMetric(metric);
  await state.setHeadlineMetric(metric);
}

/** Which names are likely one metric is offered; that they are is for the user to say. */
async function chooseSpellings({ store, state, log }: App, metric: string | undefined): Promise<void> {
  const names = metricsInUse(store.runs.values()).map(({ name }) => name);
  const found = spellingsOf(names, state.sameMetrics).filter((own) => metric === undefined || own.includes(metric));
  if (found.length === 0) {
    throw new HumanError(
      t("No two metrics look like one in other spellings. “sameMetrics” in the state file can name any."),
    );
  }
  const items = found.map((own) => ({ label: own.map((name) => shown(name)).join(", "), names: own }));
  const picked = await vscode.window.showQuickPick(items, {
    title: t("Count as One Metric"),
    placeHolder: t("Choose names that are one metric; they are judged and compared as one from then on"),
  });
  if (!picked) return;
  await state.countAsOne(picked.names);
  const message = t("{metrics} are judged and compared as one metric now.", { metrics: picked.label });
  offerUndo(log, message, () => state.countApart(picked.names));
}

function unknownMetric(metric: string): HumanError {
  return new HumanError(t("No run has logged {metric}.", { metric }));
}

async function chooseForAll({ store, state }: App): Promise<void> {
  await store.start();
  const metrics = metricsInUse(store.runs.values());
  if (metrics.length === 0) throw new HumanError(t("No run has logged a metric yet."));
  const now = state.headlineMetric;
  const items = [
    {
      label: t("Inferred for each run"),
      description: [inferredNames(metrics), now === undefined ? t("current") : ""].filter(Boolean).join(" · "),
      name: undefined,
    },
    ...metrics.map(({ name, runs, inferredFor }) => ({
      label: shown(name),
      description: [of(runs), inferredFor > 0 ? t("inferred") : "", name === now ? t("current") : ""]
        .filter(Boolean)
        .join(" · "),
      name,
    })),
  ];
  const picked = await vscode.window.showQuickPick(items, {
    title: t("Headline Metric"),
    placeHolder: t("Select the metric that runs are judged by; runs without it keep the inferred one"),
  });
  if (picked) await state.setHeadlineMetric(picked.name);
}

async function chooseForFolder({ store, state }: App, folder: string): Promise<void> {
  await store.start();
  const runs = [...store.runs.values()].filter(({ id }) => isRunIn(id, folder));
  const metrics = metricsInUse(runs);
  if (metrics.length === 0) throw new HumanError(t("No run in this folder has logged a metric yet."));
  const items = [
    { label: t("As in the rest of the workspace"), description: "", name: undefined },
    ...metrics.map(({ name, runs: count }) => ({ label: shown(name), description: of(count), name })),
  ];
  const picked = await vscode.window.showQuickPick(items, {
    title: t("Headline Metric of {folder}", { folder: basename(folder) }),
    placeHolder: t("Choose the metric that the runs in this folder are judged by"),
  });
  if (picked) await state.setHeadline(folder, picked.name);
}

function inferredNames(metrics: ReturnType<typeof metricsInUse>): string {
  const names = metrics.filter(({ inferredFor }) => inferredFor > 0).map(({ name }) => shown(name));
  return names.length > 3 ? `${names.slice(0, 3).join(", ")}, …` : names.join(", ");
}

function wayText(direction: Direction): string {
  switch (direction) {
    case "lower":
      return t("Lower is better");
    case "higher":
      return t("Higher is better");
    case "unknown":
      return t("None (don’t color)");
  }
}

async function chooseTag({ state }: App, tags: readonly TagInUse[]): Promise<TagInUse | undefined> {
  if (tags.length === 0) throw new HumanError(t("No run has logged a metric yet."));
  const items = tags.map((use) => {
    const set = state.direction(use.tag);
    const way = set ? t("{direction} (set)", { direction: wayText(set) }) : inferredText(use.inferred);
    return { label: shown(use.tag), description: `${way} · ${of(use.runs)}`, use };
  });
  const picked = await vscode.window.showQuickPick(items, {
    title: t("Set Which Direction Is Better"),
    placeHolder: t("Select the metric; the choice applies to every run that logs it"),
    matchOnDescription: true,
  });
  return picked?.use;
}

async function chooseDirection({ state }: App, { tag, inferred }: TagInUse): Promise<void> {
  const now = state.direction(tag);
  const choice = (direction: Direction) => ({
    label: wayText(direction),
    description: now === direction ? t("current") : "",
    direction: direction as Direction | undefined,
  });
  const picked = await vscode.window.showQuickPick(
    [
      choice("higher"),
      choice("lower"),
      choice("unknown"),
      {
        label: inferredText(inferred),
        description: now === undefined ? t("current") : "",
        direction: undefined,
      },
    ],
    { title: shown(tag), placeHolder: t("Select which direction is better") },
  );
  if (picked) await state.setDirection(tag, picked.direction);
}

function inferredText(inferred: Direction): string {
  return inferred === "unknown"
    ? t("Unknown (inferred)")
    : t("{direction} (inferred)", { direction: wayText(inferred) });
}

function of(runs: number): string {
  return plural(runs, { one: "{count} run", other: "{count} runs" }, { count: formatCount(runs) });
}
