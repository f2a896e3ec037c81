import * as vscode from "vscode";
import { evaluationsOf, followedMetric, isRegression, promotedModels, type PromotedModel } from "../models/evaluations";
import type { PromotedMetric } from "../models/promotion";
import { pathWithin } from "../readers/parsing/files/within";
import type { RunSummary } from "../shared/run";
import { HumanError } from "../util/errors";
import { t } from "../util/text";
import type { App } from "./app";
import { setting } from "./settings";

/** The folder of a workspace folder's models: absolute. @throws {HumanError} if the setting leads out of the workspace folder */
export function modelsFolder(root: string): string {
  const folder = pathWithin(root, setting("lossline.promote.folder", vscode.Uri.file(root)));
  if (folder !== undefined) return folder;
  throw new HumanError(t("The setting lossline.promote.folder must name a folder inside the workspace folder."));
}

/** A promoted model with its evaluations, the oldest first. */
export interface Followed {
  readonly model: PromotedModel;
  readonly metric: PromotedMetric;
  readonly evaluations: readonly RunSummary[];
}

type Asked = Pick<App, "store" | "launches">;

/**
 * Every promoted model of a workspace folder that has a metric, with the runs that name it.
 * @param root absolute path @param only the folder of the one that is asked for
 */
export async function followedModels({ store, launches }: Asked, root: string, only?: string): Promise<Followed[]> {
  const told = [...store.runs.values()].map((run) => ({ run, args: launches.launchOf(run.id)?.args ?? [] }));
  return (await promotedModels(modelsFolder(root))).flatMap((model) => {
    if (only !== undefined && model.folder !== only) return [];
    const metric = followedMetric(model.promotion);
    return metric ? [{ model, metric, evaluations: evaluationsOf(model, metric.metric, told) }] : [];
  });
}

/** How an evaluation of a promoted model turned out. */
export interface Evaluated extends Followed {
  readonly value: number;
  readonly isWorse: boolean;
}

/** The newest promoted model that a run evaluates, and how it did against the value with which it was promoted. */
export async function evaluated(app: Asked, run: RunSummary): Promise<Evaluated | undefined> {
  const models = await followedModels(app, run.root);
  const found = models
    .filter(({ evaluations }) => evaluations.some(({ id }) => id === run.id))
    .sort((a, b) => b.model.promotion.at - a.model.promotion.at)[0];
  if (!found) return undefined;
  const { metric, evaluations } = found;
  const value = lastValue(run, metric.metric);
  if (value === undefined) return undefined;
  const earlier = evaluations.flatMap((other) => (other.id === run.id ? [] : (lastValue(other, metric.metric) ?? [])));
  return { ...found, value, isWorse: isRegression(metric, earlier, value) };
}

function lastValue({ series }: RunSummary, metric: string): number | undefined {
  return series.find(({ name }) => name === metric)?.last?.value;
}

/** How a promoted model is named to people. */
export function modelName({ promotion: { name, version } }: PromotedModel): string {
  return t("{name}, version {version}", { name, version });
}
