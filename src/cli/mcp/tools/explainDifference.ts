import { compareSides } from "../../../runs/compare/compare";
import type { CompareAnswer } from "../../../shared/compare";
import { HumanError } from "../../../util/errors";
import { t } from "../../../util/text";
import type { TableChoices } from "../../../shared/table";
import type { Loaded } from "../../load";
import { cappedAll, pageOf } from "../answer";
import type { Project } from "../project";
import { Arguments, type InputSchema, type Tool } from "../tool";
import { sidesAsked } from "./compareRuns";

const inputSchema: InputSchema = {
  type: "object",
  properties: {
    runs: {
      type: "array",
      items: { type: "string" },
      description: "The runs that differ: ids, a folder, or a pattern.",
    },
    baseline: {
      type: "array",
      items: { type: "string" },
      description: "What they differ from; if not given, the project's own baseline.",
    },
    limit: {
      type: "integer",
      minimum: 1,
      maximum: 200,
      description: "The most params and the most metrics; 40 if not given.",
    },
  },
  required: ["runs"],
  additionalProperties: false,
};

export function explainDifference(project: Project): Tool {
  return {
    name: "explain_difference",
    title: "Explain a Difference",
    description:
      "Why might these runs differ? The params that differ, the most suspicious kind first (data, settings, environment, circumstances), code versions, what keeps the sides from being compared, and metrics with verdicts. Differences are suspects, not causes, unless only one differs.",
    inputSchema,
    isReadOnly: true,
    run: async (given) => {
      const args = new Arguments(given, inputSchema);
      const { loaded, candidate, named } = await sidesAsked(project, args);
      const { baseline } = named;
      if (!("runs" in baseline)) throw new HumanError(t("The baseline is fixed targets: name runs as the baseline."));
      const headline = baseline.runs[0] && loaded.headline(baseline.runs[0].summary)?.metric;
      const choices = choicesOf(loaded, headline);
      const found = compareSides([baseline.runs, candidate], loaded.runs, { sides: [], choices });
      return { asOf: project.asOf, ...told(found, args.number("limit", 1, 200, 40)) };
    },
  };
}

function told(found: CompareAnswer, limit: number): object {
  const { sides, metrics, params, paramsLeftOut, metricsLeftOut, alike, obstacles, environment, data } = found;
  const others = [environment, data].reduce((sum, { rows, leftOut }) => sum + rows.length + leftOut, 0);
  const isOtherCode = new Set(sides.map(({ commit, patch }) => JSON.stringify([commit, patch]))).size > 1;
  return cappedAll({
    sides: sides.map(({ status, runs, seed, duration, started }, at) => {
      return { side: at === 0 ? "baseline" : "runs", count: runs.length, status, seed, duration, started };
    }),
    obstacles,
    paramsAlike: alike,
    isOnlyDifference: params.length + paramsLeftOut + others === 1 && !isOtherCode,
    metrics: cut(metrics, limit, metricsLeftOut, ({ name, direction, isHeadline, values: [theirs, own] }) => {
      const { text, delta = null, because = null } = own ?? { text: "" };
      return { metric: name, direction, isHeadline, baseline: theirs?.text, runs: text, delta, verdict: because };
    }),
    untrusted: {
      params: cut(params, limit, paramsLeftOut, ({ name, kind, values: [theirs, own] }) => {
        return { name, kind, baseline: theirs, runs: own };
      }),
      code: sides.map(({ name, commit = null, command = null }) => ({ name, commit, command })),
    },
  });
}

/** A page of a list of which some were left out before. */
function cut<T>(all: readonly T[], limit: number, leftOut: number, tell: (one: T) => object): object {
  const page = pageOf(all, limit);
  const total = page.total + leftOut;
  return { total, returned: page.returned, truncated: page.returned < total, items: page.items.map(tell) };
}

const nothing = { baseline: undefined, labels: [], pinned: [], hidden: [], written: [], launched: [] };

/** Directions that the user set reach the comparison by tag. */
function choicesOf({ runs, direction }: Loaded, headlineMetric: string | undefined): TableChoices {
  const tags = new Set(runs.flatMap(({ summary }) => summary.series.map(({ tag }) => tag)));
  const directions = [...tags].flatMap((tag) => {
    const set = direction(tag);
    return set === undefined ? [] : [[tag, set] as const];
  });
  return { ...nothing, directions, at: "last", headlineMetric };
}
