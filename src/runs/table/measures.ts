import type { AssembledRun } from "../assembly/summary";
import { judgeBoard } from "../judging/board";
import { judgedPoint } from "../judging/compare";
import { directionOf } from "../judging/direction";
import { makeJudge, type Judge } from "../judging/judge";
import type { JudgedGroup } from "../judging/verdicts/query";
import type { Verdict } from "../judging/verdicts/verdict";
import type { At, Direction, RunSummary, SeriesSummary } from "../../shared/run";
import type { TableChoices } from "../../shared/table";

/** The verdicts on one metric, by run and by seed group. */
interface Board {
  readonly each: ReadonlyMap<string, Verdict>;
  /** By the ids of its runs, in order. */
  readonly groups: ReadonlyMap<string, Verdict>;
}

const none: Board = { each: new Map(), groups: new Map() };

/** What is measured of runs for the table: each metric's board is worked out once, when a column first needs it. */
export class Measures {
  readonly judge: Judge;
  readonly baseline: AssembledRun | undefined;
  private readonly byId: ReadonlyMap<string, AssembledRun>;
  private readonly directions: ReadonlyMap<string, Direction>;
  private readonly boards = new Map<string, Board>();

  /** @param project every run, as launches know them too */
  constructor(
    private readonly project: readonly AssembledRun[],
    readonly choices: TableChoices,
  ) {
    const { baseline, headlineMetric, at } = choices;
    this.byId = new Map(project.map((run) => [run.summary.id, run]));
    this.baseline = baseline === undefined ? undefined : this.byId.get(baseline);
    this.directions = new Map(choices.directions);
    const direction = (tag: string) => this.directions.get(tag);
    this.judge = makeJudge(this.baseline?.summary, { headlineMetric, direction, version: 0, at });
  }

  seriesOf(run: RunSummary, metric: string): SeriesSummary | undefined {
    const known = this.byId.get(run.id);
    if (known && !known.isReleased) return known.series.get(metric)?.summary;
    return run.series.find(({ name }) => name === metric);
  }

  direction(series: SeriesSummary): Direction {
    return directionOf(series, (tag) => this.directions.get(tag));
  }

  /** The point that a run's metric is judged by. */
  at(run: RunSummary, metric: string): At | undefined {
    const series = this.seriesOf(run, metric);
    return series && judgedPoint(series, this.direction(series), this.choices.at);
  }

  /** Undefined where it isn't known which way is better. */
  best(run: RunSummary, metric: string): At | undefined {
    const series = this.seriesOf(run, metric);
    const direction = series && this.direction(series);
    return direction === "lower" ? series?.min : direction === "higher" ? series?.max : undefined;
  }

  /** Its deltas are worked out, or there are none. */
  isJudged(metric: string): boolean {
    return this.baseline === undefined || this.boards.has(metric);
  }

  /** Works the deltas of a metric out: with 10,000 runs that takes a second. */
  workOut(metric: string): void {
    this.board(metric);
  }

  /** A run against the baseline, at equal step; undefined without a baseline or the metric. */
  verdict(run: RunSummary, metric: string): Verdict | undefined {
    return this.board(metric).each.get(run.id);
  }

  /** A run against the baseline, by its headline metric. */
  headlineVerdict(run: RunSummary): Verdict | undefined {
    const headline = this.judge.headlineOf(run);
    return headline && !this.judge.isBaseline(run) ? this.verdict(run, headline.series.name) : undefined;
  }

  /** A seed group against the baseline; undefined for runs that are no whole group of the project. */
  groupVerdict(runs: readonly RunSummary[], metric: string): Verdict | undefined {
    return this.board(metric).groups.get(groupKey(runs.map(({ id }) => id)));
  }

  private board(metric: string): Board {
    let board = this.boards.get(metric);
    if (!board) this.boards.set(metric, (board = this.judgeMetric(metric)));
    return board;
  }

  private judgeMetric(metric: string): Board {
    const { baseline } = this;
    const series = baseline && this.seriesOf(baseline.summary, metric);
    if (!series) return none;
    const rule = { kind: this.choices.at } as const;
    const query = { baseline: [baseline.summary.id], metric, direction: this.direction(series), rule };
    return boardOf(judgeBoard(this.project, query));
  }
}

function boardOf(groups: readonly JudgedGroup[]): Board {
  const each = new Map(groups.flatMap(({ runs, each }) => runs.map((run, at): [string, Verdict] => [run, each[at]!])));
  return { each, groups: new Map(groups.map(({ runs, verdict }) => [groupKey(runs), verdict])) };
}

function groupKey(ids: readonly string[]): string {
  return ids.join("\n");
}
