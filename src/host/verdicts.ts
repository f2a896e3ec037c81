import type { LogOutputChannel } from "vscode";
import { ChannelClosed } from "../shared/channel";
import type { RunStore } from "../store/runStore";
import type { BoardQuery, JudgedGroup, Standing } from "../runs/judging/verdicts/query";
import { DisposableStore, type Disposable } from "../util/disposable";
import { Emitter } from "../util/emitter";
import { Throttle } from "../util/throttle";
import type { Judging } from "./judging";
import type { RunGroups } from "./runGroups";

/**
 * The verdicts on every run, as the reader last worked them out from the points: by the baseline's headline metric, in seed
 * groups. Asked again, not too often, while someone listens and runs or choices change; what was known stays until then.
 */
export class Verdicts implements Disposable {
  private readonly owned = new DisposableStore();
  private readonly changes = this.owned.add(new Emitter<void>());
  readonly onDidChange = this.changes.event;
  private groups: readonly JudgedGroup[] = [];
  private readonly standings = new Map<string, Standing>();
  private asked = "";
  private readonly soon: Throttle;

  constructor(
    private readonly store: Pick<RunStore, "verdicts" | "runs" | "scanned">,
    private readonly judging: Pick<Judging, "now">,
    private readonly grouped: Pick<RunGroups, "grouping">,
    private readonly log: Pick<LogOutputChannel, "error">,
  ) {
    this.soon = this.owned.add(new Throttle({ wait: 150, rest: 300, ease: 10 }, () => this.refresh()));
  }

  /** Undefined without a baseline, for runs that lack its metric, and until the reader has answered. */
  of(run: string): Standing | undefined {
    return this.standings.get(run);
  }

  /** The seed groups, in the order of their first runs. */
  get seedGroups(): readonly JudgedGroup[] {
    return this.groups;
  }

  /** Runs or choices are different now. */
  invalidate(): void {
    this.soon.request();
  }

  dispose(): void {
    this.owned.dispose();
  }

  private async refresh(): Promise<void> {
    const query = this.query();
    const text = JSON.stringify(query);
    // What an earlier baseline or metric gave does not hold for this one.
    if (text !== this.asked) this.take([], query);
    this.asked = text;
    if (!query) return;
    try {
      const groups = await this.store.verdicts(query);
      // Where another is asked for by now, this is no answer to it; it is asked once this one is done.
      if (JSON.stringify(this.query()) === text) this.take(groups, query);
    } catch (error) {
      if (!(error instanceof ChannelClosed)) this.log.error(error instanceof Error ? error : String(error));
    }
  }

  private query(): BoardQuery | undefined {
    const judge = this.judging.now();
    const { baseline } = judge;
    const primary = baseline && judge.primary(baseline);
    if (!primary) return undefined;
    const { series, direction } = primary;
    const { by } = this.grouped.grouping;
    return {
      baseline: [baseline.id],
      metric: series.name,
      direction,
      rule: { kind: judge.criteria.standard.at },
      // Where every run is its own row, its seed group is told of beside it.
      by: by.kind === "none" ? { kind: "seed" } : by,
    };
  }

  private take(groups: readonly JudgedGroup[], query: BoardQuery | undefined): void {
    if (groups.length === 0 && this.groups.length === 0) return;
    this.groups = groups;
    this.standings.clear();
    for (const group of groups) {
      group.runs.forEach((run, index) =>
        this.standings.set(run, { metric: query!.metric, verdict: group.each[index]!, group }),
      );
    }
    this.changes.fire();
  }
}
