import type { BoardQuery, JudgedGroup } from "../runs/judging/verdicts/query";
import type { Curve, CurveQuery } from "../shared/curve";
import type { Problem, RunSummary } from "../shared/run";
import type { RecordAnswers } from "../shared/records";
import type { CompareAnswer, CompareQuery } from "../shared/compare";
import type { SettingsAnswer, SettingsQuery } from "../shared/settings";
import type { TableAnswers } from "../shared/table";
import { DisposableStore, type Disposable } from "../util/disposable";
import { Emitter } from "../util/emitter";
import type { LaunchIndex } from "./launch";
import type { Candidate } from "./launchBinding";
import { overlay } from "./overlay";
import type { RunsChange, RunStore } from "../store/runStore";
import type { Event } from "../util/emitter";

/** What a store must know of launches: which one made a run, and when that becomes another. */
export interface Launches extends LaunchIndex {
  readonly onDidChange: Event<readonly string[]>;
  /** Is shown the runs that changed, as their own files tell of them. */
  see(runs: Iterable<Candidate>, now: number): void;
}

/**
 * A store whose runs also tell what their launches know: exit code, command, commit, start and end. Runs are bound to launches
 * here, below what is laid over them, so that no launch is taken for the run's own word.
 */
export class LaunchedStore implements RunStore, Disposable {
  readonly runs = new Map<string, RunSummary>();
  private readonly changes = new Emitter<RunsChange>();
  readonly onDidChange = this.changes.event;
  private readonly owned = new DisposableStore();

  constructor(
    private readonly inner: RunStore,
    private readonly launches: Launches,
  ) {
    this.owned.add(
      inner.onDidChange((change) => {
        launches.see(
          change.changed.flatMap((id) => inner.runs.get(id) ?? []),
          Date.now(),
        );
        this.follow(change);
      }),
    );
    this.owned.add(launches.onDidChange((ids) => this.follow({ changed: ids, removed: [], problems: false })));
  }

  get problems(): readonly Problem[] {
    return this.inner.problems;
  }

  get scanned(): boolean {
    return this.inner.scanned;
  }

  get progress(): RunStore["progress"] {
    return this.inner.progress;
  }

  get onDidProgress(): RunStore["onDidProgress"] {
    return this.inner.onDidProgress;
  }

  stopLooking(): void {
    this.inner.stopLooking();
  }

  start(): Promise<void> {
    return this.inner.start();
  }

  rescan(): Promise<void> {
    return this.inner.rescan();
  }

  touch(paths: readonly string[]): void {
    this.inner.touch(paths);
  }

  detail(ids: readonly string[]): Promise<void> {
    return this.inner.detail(ids);
  }

  curves(queries: readonly CurveQuery[]): Promise<readonly Curve[]> {
    return this.inner.curves(queries);
  }

  get records(): RecordAnswers {
    return this.inner.records;
  }

  settings(query: SettingsQuery): Promise<SettingsAnswer> {
    return this.inner.settings(query);
  }

  compare(query: CompareQuery): Promise<CompareAnswer> {
    return this.inner.compare(query);
  }

  get table(): TableAnswers {
    return this.inner.table;
  }

  verdicts(queries: readonly BoardQuery[]): Promise<readonly (readonly JudgedGroup[])[]> {
    return this.inner.verdicts(queries);
  }

  dispose(): void {
    this.owned.dispose();
    this.changes.dispose();
  }

  private follow({ changed, removed, problems }: RunsChange): void {
    for (const id of removed) this.runs.delete(id);
    const known = changed.filter((id) => this.inner.runs.has(id));
    for (const id of known) this.runs.set(id, overlay(this.inner.runs.get(id)!, this.launches));
    this.changes.fire({ changed: known, removed, problems });
  }
}
