import { join } from "node:path";
import { difference } from "../runs/judging/compare";
import { formatDelta, formatValue } from "../runs/describe/numbers";
import { t } from "../util/text";
import { followedMetric, type PromotedModel } from "./evaluations";
import { promotionIn, versionPath, versionsOf, type Promotion } from "./promotion";

/** The newest version of a model before another; numbers between them may be missing. @param models absolute path of the folder of models */
export async function versionBefore(
  models: string,
  { name, version }: Pick<Promotion, "name" | "version">,
): Promise<PromotedModel | undefined> {
  const earlier = (await versionsOf(models, name)).filter((one) => one < version);
  for (const one of earlier.reverse()) {
    const folder = join(models, versionPath(name, one));
    const promotion = promotionIn(folder);
    if (promotion) return { folder, promotion };
  }
  return undefined;
}

/**
 * What became of the metric that a model is followed by: "val/acc 0.962, +0.011 from version 1." One run against one is no verdict, so none
 * is given; undefined where the two share no metric.
 */
export function changeSince(promotion: Pick<Promotion, "metrics">, before: Promotion): string | undefined {
  const own = followedMetric(promotion);
  const theirs = before.metrics.find(({ metric }) => metric === own?.metric);
  const delta = own && theirs && difference(own.value, theirs.value);
  if (!own || delta === undefined) return undefined;
  return t("{metric} {value}, {delta} from version {version}.", {
    metric: own.metric,
    value: formatValue(own.value),
    delta: formatDelta(delta),
    version: before.version,
  });
}
