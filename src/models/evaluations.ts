import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { saidBy } from "../runs/describe/said";
import { difference } from "../runs/judging/compare";
import { isRounding, sampleOf } from "../runs/judging/statistics/sample";
import { borrowed } from "../runs/judging/statistics/twoSamples";
import type { RunSummary } from "../shared/run";
import { promotionIn, versionPath, versionsOf, type Promotion, type PromotedMetric } from "./promotion";

/** A promoted model that is there. */
export interface PromotedModel {
  /** Absolute path of its version's folder. */
  readonly folder: string;
  readonly promotion: Promotion;
}

const mostModels = 1000;

/** Every version of every model, the newest version of each first. @param models absolute path of the folder of models */
export async function promotedModels(models: string): Promise<PromotedModel[]> {
  const names = (await readdir(models).catch((): string[] => [])).sort().slice(0, mostModels);
  const found: PromotedModel[] = [];
  for (const name of names)
    for (const version of (await versionsOf(models, name)).reverse()) {
      const folder = join(models, versionPath(name, version));
      const promotion = promotionIn(folder);
      if (promotion) found.push({ folder, promotion });
    }
  return found;
}

/** What a run was told: where it may name the model that it evaluates. */
export interface Told {
  readonly run: RunSummary;
  /** Arguments of its launch, if it was launched. */
  readonly args: readonly string[];
}

/**
 * The evaluations of a promoted model, the oldest first: runs that name its folder in an argument, a param or their command, and that
 * have the metric.
 */
export function evaluationsOf({ folder }: PromotedModel, metric: string, told: Iterable<Told>): RunSummary[] {
  return [...told]
    .filter(({ run, args }) => run.series.some(({ name }) => name === metric) && names(folder, run, args))
    .map(({ run }) => run)
    .sort((a, b) => (a.startedAt ?? a.lastWriteAt) - (b.startedAt ?? b.lastWriteAt));
}

function names(folder: string, run: RunSummary, args: readonly string[]): boolean {
  const place = slashed(folder);
  const root = `${slashed(run.root)}/`;
  const paths = [place, ...(place.startsWith(root) ? [place.slice(root.length)] : [])];
  const last = place.slice(place.lastIndexOf("/") + 1);
  // Nearly no text has the folder's own name, and thousands of runs are asked while a page of evaluations is shown.
  const isTold = (text: unknown) =>
    typeof text === "string" && text.includes(last) && paths.some((path) => holdsPath(slashed(text), path));
  return saidBy(run, args).some(isTold);
}

/** Whether a text holds a path as a whole: "models/a/v1" is not in "models/a/v12". */
function holdsPath(text: string, path: string): boolean {
  for (let at = text.indexOf(path); at >= 0; at = text.indexOf(path, at + 1)) {
    const [before, after] = [text[at - 1] ?? " ", text[at + path.length] ?? " "];
    if (/[\s"'=,:/.]/.test(before) && /[\s"'/,;)]/.test(after)) return true;
  }
  return false;
}

function slashed(path: string): string {
  return path.replaceAll("\\", "/");
}

/** The metric that a promoted model is followed by: its headline, else its first. */
export function followedMetric({ metrics }: Pick<Promotion, "metrics">): PromotedMetric | undefined {
  return metrics.find(({ headline }) => headline) ?? metrics[0];
}

/**
 * Whether an evaluation is worse than the model was when it was promoted, by more than its measurements differ: the promoted value and
 * the evaluations before are the sample, and the difference of two such measurements must lie wholly on the worse side (95 %, Student's
 * t). How much trainings with other seeds differ says nothing of one model. Before its first evaluation nothing is known of noise, and
 * nothing is called worse; where all measurements were the same, any loss is one.
 * @param earlier values of the evaluations before it, in any order @param value of the evaluation; NaN is worse
 */
export function isRegression(
  { value: promoted, direction }: Pick<PromotedMetric, "value" | "direction">,
  earlier: readonly number[],
  value: number,
): boolean {
  if (direction === "unknown") return false;
  if (!Number.isFinite(value)) return true;
  const loss = direction === "lower" ? value - promoted : promoted - value;
  const { n, sd, mean } = sampleOf([promoted, ...earlier.filter(Number.isFinite)]);
  if (sd === undefined || loss <= 0 || difference(value, promoted) === 0) return false;
  return isRounding(sd, mean) || borrowed(loss, { sd, nu: n - 1 }, 2).low > 0;
}
