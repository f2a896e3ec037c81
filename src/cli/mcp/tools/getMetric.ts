import { standingOf } from "../../../runs/points/known";
import { thin } from "../../../runs/points/thin";
import { HumanError } from "../../../util/errors";
import { t } from "../../../util/text";
import { exact } from "../../json";
import { capped } from "../answer";
import { directionTold, type Project } from "../project";
import { Arguments, type InputSchema, type Tool } from "../tool";

const inputSchema: InputSchema = {
  type: "object",
  properties: {
    run: { type: "string", description: "A run's id as list_runs gives it, its path, or its name if no other has it." },
    metric: { type: "string", description: "The metric's name as get_run gives it." },
    around: {
      type: "number",
      description: "A step: the points nearest to it, unthinned, rather than all of them thinned.",
    },
    points: { type: "integer", minimum: 2, maximum: 1000, description: "About how many points; 100 if not given." },
  },
  required: ["run", "metric"],
  additionalProperties: false,
};

export function getMetric(project: Project): Tool {
  return {
    name: "get_metric",
    title: "Get a Metric",
    description:
      "One metric of one run as [step, value] pairs. Thinned by least and greatest value of equal stretches; first and last point and every break by NaN are kept, and the count of all points is given.",
    inputSchema,
    isReadOnly: true,
    run: async (given) => {
      const args = new Arguments(given, inputSchema);
      const metric = args.needed("metric");
      const { loaded, run } = await project.run(args.needed("run"));
      const found = run.series.get(metric) ?? [...run.series.values()].find(({ summary }) => summary.tag === metric);
      if (!found)
        throw new HumanError(
          t("The run has no metric {metric}. It has: {names}", { metric, names: namesOf(run.series) }),
        );
      const { steps, values } = standingOf(found.raw).points;
      const most = args.number("points", 2, 1000, 100);
      const around = args.optional("around");
      const kept = around === undefined ? thin(steps, values, 0, steps.length, most) : nearest(steps, around, most);
      const { summary } = found;
      return {
        asOf: project.asOf,
        metric: capped(summary.name),
        ...directionTold(summary, loaded),
        stepKind: summary.stepKind,
        total: steps.length,
        returned: kept.length,
        truncated: kept.length < steps.length,
        superseded: summary.superseded,
        nanCount: summary.nanCount,
        firstNanStep: exact(summary.firstNanStep),
        min: summary.min ? [summary.min.step, summary.min.value] : null,
        max: summary.max ? [summary.max.step, summary.max.value] : null,
        points: [...kept].map((at) => [exact(steps[at]), exact(values[at])]),
      };
    },
  };
}

function namesOf(series: ReadonlyMap<string, unknown>): string {
  const names = [...series.keys()].slice(0, 30).map((name) => capped(name, 100));
  return names.join(", ") + (series.size > names.length ? ", …" : "");
}

/** Indices, ascending, of the points whose steps lie nearest to one. */
function nearest(steps: Float64Array, around: number, most: number): number[] {
  const distance = (at: number) => Math.abs(steps[at]! - around);
  return [...steps.keys()]
    .sort((a, b) => distance(a) - distance(b) || a - b)
    .slice(0, most)
    .sort((a, b) => a - b);
}
