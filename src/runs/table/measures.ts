import type { AssembledRun } from "../assembly/summary";
import { SameMetrics } from "../judging/aliases";
import { judgeBoard } from "../judging/board";
import { judgedPoint } from "../judging/compare";
import { directionOf } from "../judging/direction";
import { makeJudge, type Judge } from "../judging/judge";
import type { BoardQuery, JudgedGroup } from "../judging/verdicts/query";
import type { Verdict } from "../judging/verdicts/verdict";
import type { At, Direction, RunSummary, SeriesSummary } from "../../shared/run";
import { standOf, type TableChoices, type TableJudging, type TableReference } from "../../shared/table";
import { parseRule, type StandRule } from "../judging/stands/rule";
import { StandValues } from "./stands";

/** The verdicts on one metric, by run and by seed group. */
export interface Board {
  readonly each: ReadonlyMap<string, Verdict>;
  /** By the ids of its runs, in order. */
  readonly groups: ReadonlyMap<string, Verdict>;
}

/** The most ways of judging whose boards are kept. */
const mostWays = 4;

/** What was worked out of the same runs: another order or filter of a table does not change it. */
export class KnownBoards {
  private readonly ways = new Map<string, Map<string, Board>>();

  /** By metric, where runs are judged as these choices say. */
  of({ baseline, judging, at, directions, launched }: TableChoices): Map<string, Board> {
    const way = JSON.stringify([baseline, judging, at, directions, launched]);
    const known = this.ways.get(way) ?? new Map<string, Board>();
    this.ways.delete(way);
    this.ways.set(way, known);
    const [oldest] = this.ways.keys();
    if (this.ways.size > mostWays && oldest !== undefined) this.ways.delete(oldest);
    return known;
  }
}

const none: Board = { each: new Map(), groups: new Map() };

/** What is measured of runs for the table: each metric's board is worked out once, when a column first needs it. */
export class Measures {
  readonly judge: Judge;
  readonly baseline: AssembledRun | undefined;
  private readonly byId: ReadonlyMap<string, AssembledRun>;
  private readonly directions: ReadonlyMap<string, Direction>;
  private readonly boards: Map<string, Board>;
  readonly judging: TableJudging;
  private readonly rule: StandRule;
  private readonly same: SameMetrics;

  private get references(): readonly TableReference[] {
    return this.judging.references;
  }

  /**
   * @param project every run, as launches know them too
   * @param known boards of the same runs, for whoever judges them in the same way
   */
  constructor(
    private readonly project: readonly AssembledRun[],
    readonly choices: TableChoices,
    known: KnownBoards = new KnownBoards(),
    readonly stands: StandValues = new StandValues(),
  ) {
    const { baseline, headlineMetric, at } = choices;
    this.same = new SameMetrics(choices.judging?.same ?? []);
    this.boards = known.of(choices);
    this.byId = new Map(project.map((run) => [run.summary.id, run]));
    this.baseline = baseline === undefined ? undefined : this.byId.get(baseline);
    this.judging = choices.judging ?? alone(this.baseline?.summary, at);
    this.rule = parseRule(this.judging.rule) ?? { kind: at };
    this.directions = new Map(choices.directions);
    const direction = (tag: string) => this.directions.get(tag);
    this.judge = makeJudge(this.baseline?.summary, { headlineMetric, direction, version: 0, at, same: this.same });
  }

  /** Some baseline has the metric. */
  inBaseline(metric: string): boolean {
    return this.references.some((reference) => this.isIn(reference, metric));
  }

  /** A run of the baseline that it would be measured against. */
  isBaseline({ id, root }: RunSummary): boolean {
    const own = this.references.find((reference) => reference.root === root) ?? this.references[0];
    return own?.runs.includes(id) ?? false;
  }

  /** A run's metric, else what the user said to be the same one. */
  seriesOf(run: RunSummary, metric: string): SeriesSummary | undefined {
    let found = this.exactly(run, metric);
    if (found) return found;
    for (const name of this.same.of(metric)) found ??= this.exactly(run, name);
    return found;
  }

  private exactly(run: RunSummary, metric: string): SeriesSummary | undefined {
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

  /** The point by the rule of a column's own. @param name as `standName` makes it */
  stand(run: RunSummary, name: string): At | undefined {
    const known = this.byId.get(run.id);
    return known && this.stands.at(known, name, this.directionIn(run, standOf(name).metric));
  }

  private directionIn(run: RunSummary, metric: string): Direction {
    const series = this.seriesOf(run, metric);
    return series ? this.direction(series) : "unknown";
  }

  /** Its deltas are worked out, or there are none. */
  isJudged(metric: string): boolean {
    return this.references.length === 0 || this.boards.has(metric);
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

  /** One board for each folder that has a baseline of its own. */
  private judgeMetric(metric: string): Board {
    const boards = this.references.flatMap((reference, index) => {
      if (!this.isIn(reference, metric)) return [];
      const target = reference.targets.find(([name]) => name === metric)?.[1];
      const others = this.references.filter((other) => other !== reference).map(({ root }) => root);
      const roots = index === 0 ? { except: others } : { only: [reference.root] };
      const { same, seedLike, by } = this.judging;
      const query: BoardQuery = {
        baseline: reference.runs,
        metric,
        direction: this.directionOf(metric),
        rule: this.rule,
        by,
        same,
        seedLike,
        ...(others.length > 0 && { roots }),
        ...(target !== undefined && { target }),
        ...(reference.bestOf !== undefined && { bestOf: reference.bestOf }),
      };
      return [boardOf(judgeBoard(this.project, query))];
    });
    if (boards.length < 2) return boards[0] ?? none;
    return {
      each: new Map(boards.flatMap(({ each }) => [...each])),
      groups: new Map(boards.flatMap(({ groups }) => [...groups])),
    };
  }

  private isIn({ runs, targets }: TableReference, metric: string): boolean {
    if (targets.some(([name]) => name === metric)) return true;
    return runs.some((id) => {
      const run = this.byId.get(id);
      return run !== undefined && this.seriesOf(run.summary, metric) !== undefined;
    });
  }

  /** What the first run that knows says, those of the baseline before the others. */
  private directionOf(metric: string): Direction {
    const first = this.references.flatMap(({ runs }) => runs.flatMap((id) => this.byId.get(id) ?? []));
    for (const { summary } of [...first, ...this.project]) {
      const series = this.seriesOf(summary, metric);
      const direction = series ? this.direction(series) : "unknown";
      if (direction !== "unknown") return direction;
    }
    return "unknown";
  }
}

/** One run as the baseline of all. */
function alone(baseline: RunSummary | undefined, rule: string): TableJudging {
  const references = baseline ? [{ root: baseline.root, runs: [baseline.id], targets: [] }] : [];
  return { references, rule, same: [], seedLike: [], by: { kind: "seed" } };
}

function boardOf(groups: readonly JudgedGroup[]): Board {
  const each = new Map(groups.flatMap(({ runs, each }) => runs.map((run, at): [string, Verdict] => [run, each[at]!])));
  return { each, groups: new Map(groups.map(({ runs, verdict }) => [groupKey(runs), verdict])) };
}

function groupKey(ids: readonly string[]): string {
  return ids.join("\n");
}
