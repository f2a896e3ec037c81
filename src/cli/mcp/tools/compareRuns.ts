import type { AssembledRun } from "../../../runs/assembly/summary";
import { handleOf } from "../../../runs/describe/handle";
import { expectedBest } from "../../../runs/judging/statistics/bestOf";
import type { Direction } from "../../../shared/run";
import { HumanError } from "../../../util/errors";
import { t } from "../../../util/text";
import { difference, metricJson, type Difference, type MetricVerdict } from "../../diff";
import { exact } from "../../json";
import type { Loaded } from "../../load";
import { selectRuns, type NamedBaseline } from "../../select";
import { baselineOf, ruleOf } from "../../verdicts";
import { cappedAll } from "../answer";
import { tally, type MadeComparison } from "../ledger";
import type { Project } from "../project";
import { Arguments, type InputSchema, type Tool } from "../tool";

const inputSchema: InputSchema = {
  type: "object",
  properties: {
    runs: {
      type: "array",
      items: { type: "string" },
      description:
        "The runs to judge, together as seeds of one group: ids, a folder, or a pattern such as runs/new-s*.",
    },
    baseline: {
      type: "array",
      items: { type: "string" },
      description: "The runs that they are measured against; if not given, the project's own baseline.",
    },
    metric: {
      type: "string",
      description:
        "The metric to judge by; if not given, the headline metric. Each one is a comparison and is counted.",
    },
    at: {
      type: "string",
      description: "Which value stands for a run: last (default), best, mean:N, step:N, time:SECONDS.",
    },
  },
  required: ["runs"],
  additionalProperties: false,
};

export function compareRuns(project: Project): Tool {
  return {
    name: "compare_runs",
    title: "Compare Runs",
    description:
      "Judges runs against a baseline by one metric at equal step: the difference with its 95% interval, n on both sides, a verdict (better, worse, within noise, unclear, can't be compared) and why. Says how many comparisons were made so far and what luck alone gives the best of them.",
    inputSchema,
    isReadOnly: false,
    run: async (given) => {
      const args = new Arguments(given, inputSchema);
      const { loaded, candidate, named } = await sidesAsked(project, args);
      const found = difference(loaded, candidate, named, ruleOf(args.text("at")));
      const judged = chosen(found, args.text("metric"));
      return {
        asOf: project.asOf,
        ...cappedAll(sidesOf(found)),
        ...cappedAll(metricJson(judged)),
        ...counted(project, found, judged),
      };
    },
  };
}

/** The runs that are asked about, and what they are measured against: the project's own baseline unless others are named. */
export async function sidesAsked(
  project: Project,
  args: Arguments,
): Promise<{ readonly loaded: Loaded; readonly candidate: readonly AssembledRun[]; readonly named: NamedBaseline }> {
  const loaded = await project.loaded();
  const candidate = selectRuns(loaded, args.texts("runs") ?? []);
  const words = args.texts("baseline");
  const named = words
    ? { baseline: { runs: selectRuns(loaded, words) }, directions: new Map<string, Direction>() }
    : baselineOf(loaded, undefined);
  return { loaded, candidate, named };
}

function chosen({ metrics }: Difference, metric: string | undefined): MetricVerdict {
  const found =
    metric === undefined
      ? (metrics.find(({ headline }) => headline) ?? metrics[0])
      : metrics.find((one) => one.metric === metric);
  if (found) return found;
  const names = metrics
    .slice(0, 30)
    .map((one) => one.metric)
    .join(", ");
  throw new HumanError(t("Neither side has the metric {metric}. They have: {names}", { metric: metric ?? "", names }));
}

function handlesOf(runs: readonly { readonly summary: Parameters<typeof handleOf>[0] }[]): string[] {
  return runs.map(({ summary }) => handleOf(summary));
}

function sidesOf({ candidate, baseline }: Difference): object {
  return {
    candidateRuns: handlesOf(candidate),
    baselineRuns: "runs" in baseline ? handlesOf(baseline.runs) : "fixed targets",
  };
}

/** Writes the comparison down, and says how many there are by now. */
function counted(project: Project, { candidate, baseline }: Difference, { metric, verdict }: MetricVerdict): object {
  const entry: MadeComparison = {
    kind: "comparison",
    at: new Date().toISOString(),
    candidate: handlesOf(candidate),
    baseline: "runs" in baseline ? handlesOf(baseline.runs) : [],
    metric,
    verdict: verdict.verdict,
    delta: exact(verdict.delta),
  };
  const unwritten = project.ledger.add([entry]);
  const { hypothesis, since, ever } = tally(
    unwritten === undefined ? project.ledger.entries() : [...project.ledger.entries(), entry],
  );
  const budget = hypothesis?.budget ?? undefined;
  return {
    comparisonsMade: {
      sinceHypothesis: hypothesis ? since : null,
      ever,
      hypothesis: hypothesis?.hypothesis ?? null,
      budget: budget ?? null,
      overBudget: budget !== undefined && since > budget,
      pCorrectedForAll:
        verdict.p === undefined ? null : Math.min(1, verdict.p * Math.max(1, hypothesis ? since : ever)),
      luck: luckOf(hypothesis ? since : ever, verdict.baseline.sd ?? verdict.candidate.sd, verdict.candidate.n),
      ...(unwritten !== undefined && { notWritten: unwritten }),
    },
  };
}

/** What luck alone gives the best of so many comparisons, in the metric's unit where a spread is known. */
function luckOf(count: number, sd: number | undefined, n: number): object {
  const standardDeviations = count < 2 ? 0 : Number(expectedBest(count).toPrecision(4));
  return {
    bestOf: count,
    standardDeviations,
    inTheMetricsUnit: sd === undefined || n < 1 ? null : exact((standardDeviations * sd) / Math.sqrt(n)),
    note: "The best of so many candidates that are all equal to the baseline is expected to look better by this much.",
  };
}
