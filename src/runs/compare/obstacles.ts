import type { RunSummary } from "../../shared/run";
import type { CompareMetric, CompareParam } from "../../shared/compare";
import { t } from "../../util/text";
import { formatStep } from "../describe/numbers";

/** A side is of another length if its end is beyond this share of the longest one's. */
const muchShorter = 0.95;

/** Params named in one sentence. */
const mostNamed = 3;

/** Why sides can't be compared, or not wholly, as sentences. @param names of the sides */
export function obstaclesOf(
  sides: readonly (readonly RunSummary[])[],
  names: readonly string[],
  params: readonly CompareParam[],
  metrics: readonly CompareMetric[],
): string[] {
  return [...metricObstacle(metrics), ...dataObstacle(params), ...lengthObstacles(sides, names)];
}

function metricObstacle(metrics: readonly CompareMetric[]): string[] {
  const isShared = ({ values }: CompareMetric) => values.every(({ text }) => text !== "");
  return metrics.some(isShared) ? [] : [t("They have no metric in common.")];
}

function dataObstacle(params: readonly CompareParam[]): string[] {
  const data = params.filter(({ kind }) => kind === "data").map(({ name }) => name);
  if (data.length === 0) return [];
  const listed = [...data.slice(0, mostNamed), ...(data.length > mostNamed ? ["…"] : [])].join(", ");
  return [t("They were trained or measured on other data: {params} differ.", { params: listed })];
}

/** By the headline's steps one would know less: the longest series of a run says how far it came. */
function lengthObstacles(sides: readonly (readonly RunSummary[])[], names: readonly string[]): string[] {
  const ends = sides.map((runs) => Math.max(0, ...runs.map(endOf)));
  const longest = Math.max(...ends);
  const furthest = names[ends.indexOf(longest)] ?? "";
  return ends.flatMap((end, at) =>
    end > 0 && end < longest * muchShorter
      ? [
          t(
            "{run} ended at step {end}, {other} at step {longest}: they are compared at the last step that both have.",
            {
              run: names[at]!,
              end: formatStep(end),
              other: furthest,
              longest: formatStep(longest),
            },
          ),
        ]
      : [],
  );
}

function endOf({ series }: RunSummary): number {
  return Math.max(0, ...series.filter(({ stepKind }) => stepKind === "step").map(({ last }) => last?.step ?? 0));
}
