import type { RawRun } from "../../raw";
import { pushPoint } from "../../parsing/documents/tree";
import { numberIn } from "../../parsing/tables/numbers";
import { isJsonObject, own, type JsonValue } from "../../parsing/documents/pythonJson";
import { t } from "../../../util/text";

/** Metrics that the libraries know, without what follows an "@" or ":". Other tables of lists are not theirs. */
const known = new Set(
  (
    "rmse rmsle mae mape mphe mse logloss error merror mlogloss auc aucpr ndcg map pre cox-nloglik poisson-nloglik gamma-nloglik " +
    "gamma-deviance tweedie-nloglik quantile aft-nloglik interval-regression-accuracy l1 l2 quantile huber fair poisson gamma " +
    "tweedie average_precision binary_logloss binary_error auc_mu multi_logloss multi_error cross_entropy cross_entropy_lambda " +
    "kullback_leibler accuracy multiclass crossentropy totalf1 f1 precision recall r2 msle zerooneloss prauc"
  ).split(" "),
);

const mostSets = 50;

/** The values of one metric on one data set, one a round. */
export interface Evaluation {
  readonly tag: string;
  readonly metric: string;
  readonly values: readonly number[];
}

/**
 * The metric of a cross-validation's column: "train-rmse-mean" (xgboost.cv), "valid auc-stdv" (lightgbm.cv), "auc-mean" (that
 * before 4.0). Undefined for any other.
 */
function metricOfFolds(name: string): string | undefined {
  const ending = ["-mean", "-std", "-stdv"].find((each) => name.endsWith(each));
  if (ending === undefined) return undefined;
  const rest = name.slice(0, -ending.length);
  const set = rest.slice(1).search(/[- ]/) + 1;
  const metric = set > 0 ? rest.slice(set + 1) : "";
  return metric || rest || undefined;
}

/** Whether all names are of metrics that the libraries know; those that people make come beside. */
export function speaksOfMetrics(names: readonly string[]): boolean {
  return names.some((name) => known.has(name.toLowerCase().split(/[@:]/, 1)[0]!));
}

/** Whether these are the columns that a cross-validation tells of: means and deviations of metrics that the libraries know. */
export function isOfFolds(columns: readonly string[]): boolean {
  const metrics = columns.map(metricOfFolds);
  return metrics.length > 0 && metrics.every((metric) => metric !== undefined) && speaksOfMetrics(metrics);
}

/** The evaluations in a document; undefined if it holds anything else, or lists of unequal lengths. */
export function metricsIn(document: JsonValue | undefined): Evaluation[] | undefined {
  if (!isJsonObject(document)) return undefined;
  const found: Evaluation[] = [];
  for (const set of Object.keys(document)) {
    const metrics = own(document, set)!;
    const folds = metricOfFolds(set);
    const lists = Array.isArray(metrics) && folds !== undefined ? { [folds]: metrics as JsonValue } : metrics;
    if (!isJsonObject(lists)) return undefined;
    for (const metric of Object.keys(lists)) {
      const values = numbersIn(own(lists, metric));
      if (values === undefined || values.length !== (found[0]?.values.length ?? values.length)) return undefined;
      found.push({ tag: lists === metrics ? `${set}/${metric}` : set, metric, values });
    }
  }
  return found.length > 0 && found.length <= mostSets && found[0]!.values.length > 0 ? found : undefined;
}

/** Writes the evaluations into an empty run: steps are rounds of boosting, from 0. @returns why there are none */
export function fillRun(run: RawRun, document: JsonValue | undefined, path: string): string | undefined {
  const evaluations = metricsIn(document);
  if (evaluations === undefined) return t("It holds more than a list of numbers for each metric of a dataset.");
  for (const { tag, values } of evaluations) {
    values.forEach((value, step) => {
      pushPoint(run, tag, value, { path, step });
    });
  }
  return undefined;
}

function numbersIn(value: JsonValue | undefined): number[] | undefined {
  if (!Array.isArray(value)) return undefined;
  const numbers = (value as readonly JsonValue[]).map(numberIn).filter((number) => number !== undefined);
  return numbers.length === value.length ? numbers : undefined;
}
