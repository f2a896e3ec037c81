import { handleOf } from "../../../runs/describe/handle";
import { exact } from "../../json";
import { capped, countsOf, pageOf } from "../answer";
import { briefly, cappedParams, directionTold, type Project } from "../project";
import { Arguments, type InputSchema, type Tool } from "../tool";

const inputSchema: InputSchema = {
  type: "object",
  properties: {
    run: { type: "string", description: "A run's id as list_runs gives it, its path, or its name if no other has it." },
    limit: {
      type: "integer",
      minimum: 1,
      maximum: 500,
      description: "The most metrics and the most params; 100 if not given.",
    },
  },
  required: ["run"],
  additionalProperties: false,
};

export function getRun(project: Project): Tool {
  return {
    name: "get_run",
    title: "Get a Run",
    description:
      "One run: status and how it is known, times, code version, params, and each metric's first, last, least and greatest value.",
    inputSchema,
    isReadOnly: true,
    run: async (given) => {
      const args = new Arguments(given, inputSchema);
      const limit = args.number("limit", 1, 500, 100);
      const { loaded, run } = await project.run(args.needed("run"));
      const { summary } = run;
      const metrics = pageOf(summary.series, limit);
      const params = pageOf(Object.entries(summary.params), limit);
      const iso = (time: number | undefined) => (time === undefined ? null : new Date(time).toISOString());
      return {
        asOf: project.asOf,
        ...briefly(summary, loaded),
        formats: summary.formats,
        startedAt: iso(summary.startedAt),
        endedAt: iso(summary.endedAt),
        progress: summary.progress ?? null,
        attempt: summary.attempt ?? null,
        isBaseline: loaded.reference?.runs.some(({ id }) => id === summary.id) ?? false,
        metrics: {
          ...countsOf(metrics),
          items: metrics.items.map((series) => ({
            metric: capped(series.name),
            ...directionTold(series, loaded),
            count: series.count,
            superseded: series.superseded,
            nanCount: series.nanCount,
            firstNanStep: exact(series.firstNanStep),
            first: exact(series.first?.value),
            last: exact(series.last?.value),
            lastStep: exact(series.last?.step),
            min: exact(series.min?.value),
            max: exact(series.max?.value),
          })),
        },
        leftOut: (summary.leftOut ?? []).slice(0, 20).map(({ count, unit, cause }) => ({ count, unit, cause })),
        untrusted: {
          name: capped(summary.name),
          path: handleOf(summary),
          statusReason: capped(summary.statusReason),
          command: summary.command === undefined ? null : capped(summary.command, 2000),
          notes: summary.notes === undefined ? null : capped(summary.notes, 2000),
          tags: (summary.tags ?? []).slice(0, 50).map((tag) => capped(tag, 100)),
          git: summary.git ?? null,
          params: { ...countsOf(params), items: cappedParams(params.items) },
        },
      };
    },
  };
}
