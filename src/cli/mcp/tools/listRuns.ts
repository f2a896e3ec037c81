import { expectedBest } from "../../../runs/judging/statistics/bestOf";
import { parseFilter, type FilterContext } from "../../../runs/judging/filter";
import type { RunSummary } from "../../../shared/run";
import { HumanError } from "../../../util/errors";
import { Boards } from "../../boards";
import { exact } from "../../json";
import type { Loaded } from "../../load";
import { countsOf, pageOf } from "../answer";
import { briefly, type Project } from "../project";
import { Arguments, type InputSchema, type Tool } from "../tool";

const inputSchema: InputSchema = {
  type: "object",
  properties: {
    filter: {
      type: "string",
      description:
        'Terms that must all hold, e.g. "status:failed", "lr<0.1", "val/acc > 0.9", "is:better", a word of the name or a param; "or" between alternatives.',
    },
    sort: {
      type: "string",
      enum: ["recent", "best", "path"],
      description: "recent (default): last written first. best: by the headline metric that most runs have.",
    },
    limit: { type: "integer", minimum: 1, maximum: 200, description: "How many to return; 50 if not given." },
    offset: { type: "integer", minimum: 0, description: "How many to pass over." },
  },
  additionalProperties: false,
};

export function listRuns(project: Project): Tool {
  return {
    name: "list_runs",
    title: "List Runs",
    description:
      "Lists experiment runs with status, headline metric (its direction and why it is the headline) and params. Sorting by best picks winners: `luck` says what chance alone gives the best of so many.",
    inputSchema,
    isReadOnly: true,
    run: async (given) => {
      const args = new Arguments(given, inputSchema);
      const loaded = await project.loaded();
      const sort = args.choice("sort", ["recent", "best", "path"], "recent");
      const found = sorted(filtered(loaded, args.text("filter")), sort, loaded);
      const page = pageOf(found, args.number("limit", 1, 200, 50), args.number("offset", 0, 1e7, 0));
      return {
        asOf: project.asOf,
        ...countsOf(page),
        runsInAll: loaded.runs.length,
        problems: loaded.problems.length,
        ...(sort === "best" && found.length > 1 && { luck: luckOf(found.length) }),
        runs: page.items.map((run) => briefly(run, loaded)),
      };
    },
  };
}

function luckOf(count: number): object {
  const note =
    "By luck alone, the best of so many equal runs lies so many standard deviations (of one run, between seeds) above their mean.";
  return { bestOf: count, standardDeviations: exact(Number(expectedBest(count).toPrecision(4))), note };
}

function filtered(loaded: Loaded, text: string | undefined): readonly RunSummary[] {
  const runs = loaded.runs.map(({ summary }) => summary);
  const filter = text === undefined ? undefined : parseFilter(text);
  if (!filter) return runs;
  if ("mistake" in filter) throw new HumanError(filter.mistake);
  const boards = new Boards(loaded);
  const context: FilterContext = {
    nameOf: ({ name }) => name,
    valueOf: (_, series) => series.last?.value,
    verdictOf: (run) => {
      const series = run.series.find(({ name }) => name === loaded.headline(run)?.metric);
      return series && boards.of(run, series)?.verdict;
    },
  };
  return runs.filter((run) => filter(run, context));
}

function sorted(runs: readonly RunSummary[], by: "recent" | "best" | "path", loaded: Loaded): RunSummary[] {
  if (by === "path") return [...runs];
  if (by === "recent") return [...runs].sort((a, b) => b.lastWriteAt - a.lastWriteAt);
  const metric = commonest(runs, loaded);
  const sign = metric?.direction === "lower" ? 1 : -1;
  const valueOf = (run: RunSummary) => {
    const value = run.series.find(({ name }) => name === metric?.metric)?.last?.value ?? NaN;
    return Number.isFinite(value) && metric?.direction !== "unknown" ? sign * value : Infinity;
  };
  const keyed = runs.map((run) => ({ run, key: valueOf(run) }));
  return keyed.sort((a, b) => (a.key === b.key ? 0 : a.key - b.key)).map(({ run }) => run);
}

/** The headline metric that most runs have. */
function commonest(runs: readonly RunSummary[], loaded: Loaded) {
  const counts = new Map<string, { count: number; headline: NonNullable<ReturnType<Loaded["headline"]>> }>();
  for (const run of runs) {
    const headline = loaded.headline(run);
    if (!headline) continue;
    const known = counts.get(headline.metric);
    counts.set(headline.metric, { count: (known?.count ?? 0) + 1, headline: known?.headline ?? headline });
  }
  return [...counts.values()].sort((a, b) => b.count - a.count)[0]?.headline;
}
