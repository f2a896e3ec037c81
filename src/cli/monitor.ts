import { join, relative, resolve } from "node:path";
import { evaluationsOf, followedMetric, isRegression, promotedModels, type PromotedModel } from "../models/evaluations";
import type { PromotedMetric } from "../models/promotion";
import { formatDelta, formatValue } from "../runs/describe/numbers";
import { handleOf } from "../runs/describe/handle";
import { verdictText } from "../runs/judging/verdicts/words";
import { HumanError } from "../util/errors";
import { shown } from "../util/shown";
import { t } from "../util/text";
import { difference, metricJson, type MetricVerdict } from "./diff";
import { findRun, load, type Loaded } from "./load";
import { table } from "./table";
import { ruleOf } from "./verdicts";

interface MonitorOptions {
  readonly to?: string | undefined;
  readonly at?: string | undefined;
  readonly json?: boolean | undefined;
}

/** One promoted model with its evaluations, the oldest first. */
interface Followed {
  readonly model: PromotedModel;
  readonly metric: PromotedMetric;
  readonly evaluations: readonly Evaluation[];
}

interface Evaluation {
  readonly handle: string;
  /** Unix milliseconds. */
  readonly at: number;
  readonly judged: MetricVerdict;
  /** By more than what the evaluations before it differ by. */
  readonly isWorse: boolean;
}

/**
 * `lossline monitor`: evaluations of promoted models over time, each against the value with which its model was promoted.
 * @returns what is printed, and whether none is worse
 * @throws {HumanError} if no model is promoted
 */
export async function monitorModels(
  words: readonly string[],
  options: MonitorOptions,
): Promise<{ ok: boolean; text: string }> {
  if (words.length > 1) throw new HumanError(t("{command} takes one folder.", { command: "monitor" }));
  const loaded = await load(words[0] ?? ".");
  const models = await promotedModels(resolve(options.to ?? join(loaded.root, "models")));
  if (models.length === 0)
    throw new HumanError(t("No model is promoted here. Promote one with “lossline promote RUN”."));
  const followed = models.flatMap((model) => follow(loaded, model, options) ?? []);
  const ok = !followed.some(({ evaluations }) => evaluations.at(-1)?.isWorse);
  const text = options.json
    ? JSON.stringify({ schemaVersion: 1, models: followed.map((one) => modelJson(loaded, one)) })
    : followed.map((one) => modelText(loaded, one)).join("\n\n");
  return { ok, text: `${text}\n` };
}

function follow(loaded: Loaded, model: PromotedModel, { at }: MonitorOptions): Followed | undefined {
  const metric = followedMetric(model.promotion);
  if (!metric) return undefined;
  const { direction, value } = metric;
  const baseline = {
    baseline: { targets: new Map([[metric.metric, value]]) },
    directions: new Map(direction === "unknown" ? [] : [[metric.metric, direction] as const]),
  };
  const runs = evaluationsOf(
    model,
    metric.metric,
    loaded.runs.map(({ summary }) => ({ run: summary, args: [] })),
  );
  // How much trainings with other seeds differ says nothing of one model; how much its evaluations do, does.
  const ids = new Set(runs.map(({ id }) => id));
  const own = { ...loaded, runs: loaded.runs.filter(({ summary }) => ids.has(summary.id)) };
  const earlier: number[] = [];
  const evaluations = runs.flatMap((run): Evaluation[] => {
    const found = difference(own, [findRun(loaded, run.id)], baseline, ruleOf(at));
    const judged = found.metrics.find((one) => one.metric === metric.metric);
    if (!judged) return [];
    const isWorse = isRegression(metric, earlier, valueOf(judged));
    earlier.push(valueOf(judged));
    return [{ handle: handleOf(run), at: run.startedAt ?? run.lastWriteAt, judged, isWorse }];
  });
  return { model, metric, evaluations };
}

/** NaN where what it logged is not finite. */
function valueOf({ verdict: { candidate } }: MetricVerdict): number {
  return candidate.mean ?? NaN;
}

function modelText({ root }: Loaded, { model, metric, evaluations }: Followed): string {
  const place = shown(relative(root, model.folder));
  const head = t("{place}: {metric} {value} when it was promoted on {date}", {
    place,
    metric: metric.metric,
    value: formatValue(metric.value),
    date: dayOf(model.promotion.at),
  });
  if (evaluations.length === 0)
    return `${head}\n${t("No run names it. Evaluate it with its path as an argument or param.")}`;
  const rows = evaluations.map(({ handle, at, judged: { verdict }, isWorse }) => [
    `  ${dayOf(at)}`,
    handle,
    verdict.candidate.mean === undefined ? "–" : formatValue(verdict.candidate.mean),
    verdict.delta === undefined ? "" : formatDelta(verdict.delta),
    isWorse ? t("worse by more than its evaluations differ") : verdictText(verdict),
  ]);
  return `${head}\n${table(rows, [2, 3])}`;
}

function dayOf(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}

function modelJson({ root }: Loaded, { model, metric, evaluations }: Followed): object {
  const { name, version, at } = model.promotion;
  return {
    name,
    version,
    path: relative(root, model.folder),
    promotedAt: new Date(at).toISOString(),
    metric: metric.metric,
    value: metric.value,
    evaluations: evaluations.map((one) => ({
      run: one.handle,
      at: new Date(one.at).toISOString(),
      ...metricJson(one.judged),
      isWorse: one.isWorse,
    })),
  };
}
