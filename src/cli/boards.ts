import { SameMetrics } from "../runs/judging/aliases";
import { judgeBoard } from "../runs/judging/board";
import { directionOf } from "../runs/judging/direction";
import type { Verdict } from "../runs/judging/verdicts/verdict";
import type { RunSummary, SeriesSummary } from "../shared/run";
import type { Loaded } from "./load";

/** Verdicts on every run by its last values, each metric's worked out once. */
export class Boards {
  private readonly known = new Map<string, ReadonlyMap<string, Verdict>>();
  private readonly ofGroups = new Map<string, ReadonlyMap<string, Verdict>>();

  constructor(private readonly loaded: Loaded) {}

  /** Undefined without a baseline, for its own runs, or where it doesn't have the metric. */
  of(run: RunSummary, { name }: SeriesSummary): Verdict | undefined {
    if (this.isBaseline(run)) return undefined;
    let board = this.known.get(name);
    if (!board) this.known.set(name, (board = this.judge(name)));
    return board.get(run.id);
  }

  /** As `of`, on all runs of a seed group together. */
  ofGroup([run]: readonly RunSummary[], metric: string): Verdict | undefined {
    if (!run) return undefined;
    if (!this.known.has(metric)) this.known.set(metric, this.judge(metric));
    return this.ofGroups.get(metric)?.get(run.id);
  }

  isBaseline({ id }: RunSummary): boolean {
    return this.loaded.reference?.runs.some((run) => run.id === id) ?? false;
  }

  private judge(metric: string): ReadonlyMap<string, Verdict> {
    const { reference, runs, direction, said } = this.loaded;
    if (!reference) return new Map();
    const same = new SameMetrics(said.same ?? []);
    const summaries = reference.runs.length > 0 ? reference.runs : runs.map(({ summary }) => summary);
    const series = summaries.flatMap((run) => {
      const name = same.in(new Set(run.series.map((own) => own.name)), metric);
      return run.series.find((own) => own.name === name) ?? [];
    });
    const target = reference.targets?.get(metric);
    if (reference.targets ? !target : series.length === 0) return new Map();
    const groups = judgeBoard(runs, {
      ...said,
      baseline: reference.runs.map(({ id }) => id),
      metric,
      direction: target?.direction ?? (series[0] ? directionOf(series[0], direction) : "unknown"),
      rule: { kind: "last" },
      ...(target && { target: target.value }),
      ...(reference.bestOf !== undefined && { bestOf: reference.bestOf }),
    });
    this.ofGroups.set(
      metric,
      new Map(groups.flatMap(({ runs: ids, verdict }) => ids.map((id) => [id, verdict] as const))),
    );
    return new Map(groups.flatMap(({ runs: ids, each }) => ids.map((id, at): [string, Verdict] => [id, each[at]!])));
  }
}
