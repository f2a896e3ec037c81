import { handleOf } from "../../../runs/describe/handle";
import { newsSince } from "../../../runs/day/news";
import { exact } from "../../json";
import { pastTime } from "../../today";
import { capped, countsOf, pageOf } from "../answer";
import { siblingsIn, type Project } from "../project";
import { Arguments, type InputSchema, type Tool } from "../tool";

const inputSchema: InputSchema = {
  type: "object",
  properties: {
    since: {
      type: "string",
      description: "ISO 8601 time, or a span back from now such as 90m, 18h, 7d; 24h if not given.",
    },
    limit: {
      type: "integer",
      minimum: 1,
      maximum: 500,
      description: "How many to return, the worst first; 50 if not given.",
    },
  },
  additionalProperties: false,
};

export function getEvents(project: Project): Tool {
  return {
    name: "get_events",
    title: "Get Events",
    description:
      "What happened to runs since a time: failed, NaN, stale, stopped early, killed, still running, finished, ended without a word. One event a run, the worst first.",
    inputSchema,
    isReadOnly: true,
    run: async (given) => {
      const args = new Arguments(given, inputSchema);
      const now = Date.now();
      const since = pastTime(args.text("since") ?? "24h", now);
      const loaded = await project.loaded();
      const context = {
        now,
        siblingsOf: siblingsIn(loaded),
        metricOf: (run: Parameters<typeof loaded.headline>[0]) => loaded.headline(run)?.metric,
      };
      const look = { at: since, running: [], ahead: {} };
      const all = newsSince(
        loaded.runs.map(({ summary }) => summary),
        look,
        context,
      );
      const page = pageOf(all, args.number("limit", 1, 500, 50));
      return {
        asOf: project.asOf,
        since: new Date(since).toISOString(),
        ...countsOf(page),
        events: page.items.map(({ kind, run, at, isNew, nanFrom, early }) => ({
          kind,
          run: handleOf(run),
          at: new Date(at).toISOString(),
          beganSince: isNew,
          ...(nanFrom !== undefined && { nanFromStep: exact(nanFrom) }),
          ...(early && { stoppedAt: early.done, siblingsReached: early.of }),
          progress: run.progress ?? null,
          untrusted: { name: capped(run.name), reason: capped(run.statusReason) },
        })),
      };
    },
  };
}
