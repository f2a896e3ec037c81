import type { LogOutputChannel } from "vscode";
import { ChannelClosed } from "../shared/channel";
import { SameMetrics } from "../runs/judging/aliases";
import { disagreementOf, type Disagreement } from "../runs/judging/disagreement";
import type { Judge } from "../runs/judging/judge";
import { evaluated } from "../runs/judging/ranking";
import type { Reference } from "../runs/judging/reference";
import { lacking } from "../runs/judging/verdicts/none";
import type { Verdict } from "../runs/judging/verdicts/verdict";
import type { BoardQuery, JudgedGroup, Standing } from "../runs/judging/verdicts/query";
import type { Direction, RunSummary } from "../shared/run";
import type { UserState } from "../state/userState";
import type { RunStore } from "../store/runStore";
import { DisposableStore, type Disposable } from "../util/disposable";
import { Emitter } from "../util/emitter";
import { Throttle } from "../util/throttle";
import type { Judging } from "./judging";
import type { RunGroups } from "./runGroups";

/** The verdicts on one metric against one baseline. */
interface Board {
  readonly metric: string;
  /** The workspace folder whose baseline it is. */
  readonly root: string;
  reference: Reference;
  /** What was asked last, as text: another baseline's or metric's answers don't hold. */
  asked: string;
  standings: ReadonlyMap<string, Standing>;
  /** Somebody looked since it was asked last. */
  isUsed: boolean;
  isStale: boolean;
  /** The question that is on its way, if one is. */
  answer: Promise<boolean> | undefined;
}

/** Of a run's other evaluation metrics so many are held against its headline, in projects of at most so many runs. */
const mostOthers = 8;
const mostContradicted = 2000;

/** One question is about so many runs, each counted for every metric. */
const runsInBatch = 20_000;

/** So many metrics are kept up to date; those looked at least recently are let go. */
const mostBoards = 40;

/**
 * The verdicts on every run, as the reader last worked them out from the points, in the groups that the user chose. A metric is
 * judged once somebody asks for it, and again, not too often, when runs or choices change; what was known stays until then.
 */
export class Verdicts implements Disposable {
  private readonly owned = new DisposableStore();
  private readonly changes = this.owned.add(new Emitter<void>());
  readonly onDidChange = this.changes.event;
  /** By baseline and metric, those looked at last at the end. */
  private readonly boards = new Map<string, Board>();
  /** By metric, of each baseline: thousands of rows may lack the same one. */
  private readonly lacked = new WeakMap<Reference, Map<string, Verdict>>();
  private readonly soon: Throttle;

  constructor(
    private readonly store: Pick<RunStore, "verdicts" | "runs" | "scanned">,
    private readonly state: Pick<UserState, "sameMetrics" | "rules">,
    private readonly judging: Pick<Judging, "now">,
    private readonly grouped: Pick<RunGroups, "grouping">,
    private readonly log: Pick<LogOutputChannel, "error">,
  ) {
    this.soon = this.owned.add(new Throttle({ wait: 150, rest: 300, ease: 10 }, () => this.refresh()));
  }

  /**
   * How a run stands by a metric; without one, by its headline metric. Undefined without a baseline, for the baseline itself, and
   * until the reader has answered.
   */
  of(run: RunSummary, metric = this.judging.now().headlineOf(run)?.series.name): Standing | undefined {
    if (metric === undefined) return undefined;
    const judge = this.judging.now();
    const reference = judge.referenceFor(run);
    if (!reference || judge.isBaseline(run)) return undefined;
    const common = this.inReference(reference, metric);
    if (common === undefined) return { metric, verdict: this.lackingIn(reference, metric), group: undefined };
    const board = this.board(judge, reference, common);
    const found = board.standings.get(run.id);
    return found && common !== metric ? { ...found, metric } : found;
  }

  /** As `of`, of a group that may hold the baseline: the verdict on all of them. */
  ofGroup(runs: readonly RunSummary[], metric: string): Standing | undefined {
    const judge = this.judging.now();
    for (const run of runs) {
      const reference = judge.referenceFor(run);
      const common = reference && this.inReference(reference, metric);
      if (!reference || common === undefined) continue;
      const found = this.board(judge, reference, common).standings.get(run.id);
      if (found) return found;
    }
    return undefined;
  }

  /** As `of`, once the reader has answered. */
  async ask(run: RunSummary, metric?: string): Promise<Standing | undefined> {
    this.of(run, metric);
    await this.refresh();
    return this.of(run, metric);
  }

  /** Has the reader judge several metrics of a run; known by `of` then. */
  async askAll(run: RunSummary, metrics: readonly string[]): Promise<void> {
    for (const metric of metrics) this.of(run, metric);
    await this.refresh();
  }

  /** Where a run's other evaluation metrics contradict its headline, as far as they were judged. Few of many metrics are looked at. */
  disagreement(run: RunSummary): Disagreement | undefined {
    const headline = this.judging.now().headlineOf(run)?.series;
    const word = this.of(run)?.verdict.verdict;
    if (!headline || (word !== "better" && word !== "worse") || this.store.runs.size > mostContradicted)
      return undefined;
    const others = evaluated(run.series).slice(0, mostOthers);
    return disagreementOf({ series: others }, headline, (series) =>
      series === headline ? word : this.of(run, series.name)?.verdict.verdict,
    );
  }

  /** Runs or choices are different now. */
  invalidate(): void {
    for (const board of this.boards.values()) board.isStale = true;
    if (this.boards.size > 0) this.soon.request();
  }

  dispose(): void {
    this.owned.dispose();
  }

  /** The name under which the baseline has a metric. */
  private inReference(reference: Reference, metric: string): string | undefined {
    const { runs, targets } = reference;
    if (targets?.has(metric) || runs.some(({ series }) => series.some(({ name }) => name === metric))) return metric;
    if (this.state.sameMetrics.length === 0) return undefined;
    return new SameMetrics(this.state.sameMetrics).in(new Set(namesIn(reference)), metric);
  }

  private lackingIn(reference: Reference, metric: string): Verdict {
    let known = this.lacked.get(reference);
    if (!known) this.lacked.set(reference, (known = new Map<string, Verdict>()));
    let found = known.get(metric);
    if (!found) known.set(metric, (found = lacking(metric, namesIn(reference))));
    return found;
  }

  private board(judge: Judge, reference: Reference, metric: string): Board {
    const root = judge.references.find((one) => one.reference === reference)?.root ?? "";
    const key = `${root}\n${metric}`;
    let board = this.boards.get(key);
    if (!board) {
      const nothing = { asked: "", standings: new Map<string, Standing>(), answer: undefined };
      board = { metric, root, reference, ...nothing, isUsed: true, isStale: true };
      this.boards.set(key, board);
      this.soon.request();
    }
    follow(board, reference);
    board.isUsed = true;
    return board;
  }

  private async refresh(): Promise<void> {
    const judge = this.judging.now();
    let isDifferent = false;
    for (const [key, board] of [...this.boards]) {
      const now = judge.references.find(({ root }) => root === board.root)?.reference;
      if (!now) {
        isDifferent ||= board.standings.size > 0;
        this.boards.delete(key);
        continue;
      }
      follow(board, now);
    }
    for (const boards of batchesOf([...this.boards.values()], this.store.runs.size)) this.askFor(judge, boards);
    for (const { answer } of [...this.boards.values()]) isDifferent = ((await answer) ?? false) || isDifferent;
    this.letGo();
    if (isDifferent) this.changes.fire();
  }

  /** Asks the reader once for several boards. */
  private askFor(judge: Judge, boards: readonly Board[]): void {
    const queries = boards.map((board) => this.query(judge, board));
    const asked = queries.map((query) => JSON.stringify(query));
    const isForgotten = boards.filter((board, at) => begin(board, asked[at]!)).length > 0;
    if (isForgotten) this.changes.fire();
    const answer = this.answerTo(boards, queries, asked);
    for (const board of boards) board.answer = answer;
  }

  /** @returns whether something else is known now */
  private async answerTo(
    boards: readonly Board[],
    queries: readonly BoardQuery[],
    asked: readonly string[],
  ): Promise<boolean> {
    try {
      const answers = await this.store.verdicts(queries);
      return boards.filter((board, at) => this.take(board, asked[at]!, answers[at] ?? [])).length > 0;
    } catch (error) {
      for (const board of boards) board.isStale = true;
      if (!(error instanceof ChannelClosed)) this.log.error(error instanceof Error ? error : String(error));
      return false;
    } finally {
      for (const board of boards) board.answer = undefined;
    }
  }

  /** Where another is asked for by now, this is no answer to it; it is asked once this one is done. @returns whether it was taken */
  private take(board: Board, asked: string, groups: readonly JudgedGroup[]): boolean {
    const reference = this.judging.now().references.find(({ root }) => root === board.root)?.reference;
    if (!reference) return false;
    follow(board, reference);
    if (JSON.stringify(this.query(this.judging.now(), board)) !== asked) return false;
    board.standings = standingsIn(groups, board.metric);
    return true;
  }

  private letGo(): void {
    const idle = [...this.boards]
      .filter(([, { isUsed }]) => !isUsed)
      .slice(0, Math.max(0, this.boards.size - mostBoards));
    for (const [key] of idle) this.boards.delete(key);
    for (const board of this.boards.values()) board.isUsed = false;
  }

  private query(judge: Judge, { metric, reference }: Board): BoardQuery {
    const { by } = this.grouped.grouping;
    const target = reference.targets?.get(metric);
    const { sameMetrics, rules } = this.state;
    return {
      baseline: reference.runs.map(({ id }) => id),
      metric,
      direction: directionIn(judge, reference, metric, this.store.runs.values()),
      rule: judge.rule,
      // Where every run is its own row, its seed group is told of beside it.
      by: by.kind === "none" ? { kind: "seed" } : by,
      ...(target && { target: target.value }),
      ...(reference.bestOf !== undefined && { bestOf: reference.bestOf }),
      ...rootsOf(judge, reference),
      ...(sameMetrics.length > 0 && { same: sameMetrics }),
      ...(rules.seedLike.length > 0 && { seedLike: rules.seedLike }),
    };
  }
}

/** The names of the metrics that a baseline has. */
function namesIn({ runs, targets }: Reference): string[] {
  return [...(targets?.keys() ?? []), ...runs.flatMap(({ series }) => series.map(({ name }) => name))];
}

/** Notes what is asked now. @returns whether what was known is forgotten, as the answer to another question */
function begin(board: Board, asked: string): boolean {
  board.isStale = false;
  const isForgotten = asked !== board.asked && board.standings.size > 0;
  if (isForgotten) board.standings = new Map();
  board.asked = asked;
  return isForgotten;
}

/** Those to ask for, several in one question: of large projects fewer, so that the first answer doesn't wait for the last. */
function batchesOf(boards: readonly Board[], runs: number): Board[][] {
  const stale = boards.filter(({ isStale }) => isStale);
  const size = Math.max(1, Math.floor(runsInBatch / Math.max(1, runs)));
  return Array.from({ length: Math.ceil(stale.length / size) }, (_, at) => stale.slice(at * size, (at + 1) * size));
}

/** Goes by the baseline as it is now: what was known of another is forgotten. */
function follow(board: Board, reference: Reference): void {
  if (board.reference === reference) return;
  if (!sameReference(board.reference, reference)) {
    board.standings = new Map();
    board.isStale = true;
  }
  board.reference = reference;
}

/** Whether what was known of one holds, until it is asked for anew, for the other. */
function sameReference(a: Reference, b: Reference): boolean {
  const isSame = a.runs.length === b.runs.length && a.runs.every(({ id }, index) => id === b.runs[index]!.id);
  return isSame && a.targets === b.targets && a.bestOf === b.bestOf;
}

/** Which runs a baseline is for, where folders have their own. */
function rootsOf({ references }: Judge, reference: Reference): Pick<BoardQuery, "roots"> {
  if (references.length < 2) return {};
  const [first, ...others] = references;
  if (first?.reference === reference) return { roots: { except: others.map(({ root }) => root) } };
  return { roots: { only: others.filter((one) => one.reference === reference).map(({ root }) => root) } };
}

/** What a target says, else the baseline's series, else the first run's that knows. */
function directionIn(judge: Judge, reference: Reference, metric: string, runs: Iterable<RunSummary>): Direction {
  const said = reference.targets?.get(metric)?.direction;
  if (said) return said;
  const of = ({ series }: RunSummary) => series.find(({ name }) => name === metric);
  for (const run of reference.runs.length > 0 ? reference.runs : runs) {
    const series = of(run);
    const direction = series && judge.criteria.direction(series);
    if (direction && direction !== "unknown") return direction;
    if (series && reference.runs.length > 0) break;
  }
  return "unknown";
}

function standingsIn(groups: readonly JudgedGroup[], metric: string): ReadonlyMap<string, Standing> {
  const standings = new Map<string, Standing>();
  for (const group of groups) {
    group.runs.forEach((run, index) => standings.set(run, { metric, verdict: group.each[index]!, group }));
  }
  return standings;
}
