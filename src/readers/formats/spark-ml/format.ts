import { basename, dirname } from "node:path";
import type { Format } from "../../format";
import { isPart, SparkReader } from "./reader";

/** A model's class: pipelines that are still to be fitted, and evaluators, are no runs. */
const fitted = /"class"\s*:\s*"[\w.$]+\.[A-Z]\w*Model"/;
/** Where a saved model keeps the models that it is made of. */
const inner = /[/\\](?:bestModel|estimator|evaluator|subModels|stages[/\\]\d+_[^/\\]+|fold\d+[/\\]\d+)$/;

/**
 * Models as Spark ML saves them: a search's, with a run for each of the parameters tried; and others, which hold no
 * metrics, with their parameters. Source: org.apache.spark.ml.util.DefaultParamsWriter, ml.tuning.CrossValidatorModel.
 */
export const sparkMl: Format = {
  id: "spark-ml",
  title: "Spark ML",
  claim({ path, files }, heads) {
    const part = basename(path) === "metadata" ? files.find(isPart) : undefined;
    const head = part === undefined ? undefined : heads.head(part)?.toString("utf8");
    if (head === undefined || !fitted.test(head) || !head.includes('"sparkVersion"')) return [];
    const model = dirname(path);
    const outer = outermost(model);
    return [{ path: model, runFolder: model, scope: "folder", ...(outer !== model && { partOf: outer }) }];
  },
  open: (path) => new SparkReader(path),
};

function outermost(model: string): string {
  const above = model.replace(inner, "");
  return above === model ? model : outermost(above);
}
