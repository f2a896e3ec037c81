import type { RecordRef } from "../../shared/records";
import { rankOf } from "../../readers/registry";
import { copiesOf, layOut } from "../../runs/assembly/layout";
import type { RunParts, SourceState } from "../../runs/assembly/parts";
import { assemble, type AssembledRun } from "../../runs/assembly/summary";
import { rowOf } from "../../runs/judging/row";

/** What an update of a table brought: ids. */
export interface TableChange {
  readonly changed: string[];
  readonly removed: string[];
}

/** With so few runs the layout is worked out whenever one has grown. */
const few = 200;
/** With more of them that may take so much of the time. */
const layoutShare = 0.05;

/** The runs that the sources of one workspace folder make, put together anew where a source changed. */
export class RunTable {
  /** When the first of the runs counts as stale unless it is written before, in unix milliseconds. */
  agesAt = Infinity;
  /** Sources whose points were released, and without which a run cannot be put together. */
  readonly wanted = new Set<SourceState>();
  private readonly dirty = new Set<SourceState>();
  private parts: readonly RunParts[] = [];
  /** The set of sources is another than at the last update, or one has other tags. */
  private restructured = true;
  private readonly shapes = new WeakMap<SourceState, readonly unknown[]>();
  /** By source, how long its runs were when it was last looked at: two logs of one length are compared to their ends. */
  private readonly lengths = new WeakMap<SourceState, number>();
  private hasGrown = false;
  /** Until then, runs that have only grown wait to be compared with others: unix milliseconds. */
  private comparesAt = -Infinity;
  /** By id, the sources of runs that are known from an earlier session, and have not been confirmed yet. */
  private readonly remembered = new Map<string, string>();

  /**
   * @param root absolute path of the workspace folder
   * @param runs those that were found before, so that the first update tells which are gone
   */
  constructor(
    private readonly root: string,
    public runs: ReadonlyMap<string, AssembledRun> = new Map(),
  ) {}

  /** A source was read. */
  changed(source: SourceState): void {
    this.dirty.add(source);
  }

  /** A source is new, or gone. */
  restructure(): void {
    this.restructured = true;
  }

  /**
   * Puts runs together anew where their sources changed.
   * @param sources all of them
   * @param now unix milliseconds
   * @param complete all sources are known: a run that none of them makes is gone
   */
  update(sources: Iterable<SourceState>, now: number, complete: boolean): TableChange {
    if (this.dirty.size === 0 && !this.restructured && now < this.agesAt && !(complete && this.remembered.size > 0)) {
      return { changed: [], removed: [] };
    }
    this.layOutIfNeeded(sources, now);
    this.agesAt = this.hasGrown ? this.comparesAt : Infinity;
    const runs = new Map<string, AssembledRun>();
    const changed: string[] = [];
    const waiting = new Set<SourceState>();
    for (const parts of this.parts) {
      const before = this.runs.get(parts.id);
      const isDirty = parts.parts.some(({ source }) => this.dirty.has(source));
      let run = before;
      if (!before || isDirty || now >= before.agesAt) {
        if (this.awaits(parts, waiting)) run = before && { ...before, agesAt: Infinity };
        else run = assemble(parts, this.root, now);
      }
      if (!run || (run.summary.series.length === 0 && !countsWithoutSeries(parts))) continue;
      runs.set(parts.id, run);
      this.agesAt = Math.min(this.agesAt, run.agesAt);
      const isNew = !before || (isDirty && !run.isReleased) || before.summary.status !== run.summary.status;
      if (isNew) changed.push(parts.id);
    }
    const removed = this.takeLeave(runs, complete);
    this.runs = runs;
    this.dirty.clear();
    for (const source of waiting) this.dirty.add(source);
    return { changed, removed };
  }

  /** @param by milliseconds that the clock was set back */
  clockWentBack(by: number): void {
    this.comparesAt -= by;
    if (this.agesAt < Infinity) this.agesAt -= by;
  }

  /**
   * The points of these runs are asked for: where they were released, their sources are wanted.
   * @returns all of their sources
   */
  want(ids: ReadonlySet<string>): Set<SourceState> {
    const used = new Set<SourceState>();
    for (const { id, parts } of this.parts) {
      if (!ids.has(id)) continue;
      const isReleased = this.runs.get(id)?.isReleased ?? false;
      for (const { source } of parts) {
        used.add(source);
        if (isReleased) this.dirty.add(source);
        if (isReleased && source.isReleased) this.wanted.add(source);
      }
    }
    return used;
  }

  /** The points of these sources were given back: the rows stay. */
  released(sources: ReadonlySet<SourceState>): void {
    const runs = new Map(this.runs);
    for (const { id, parts } of this.parts) {
      const run = runs.get(id);
      if (!run || run.isReleased || !parts.some(({ source }) => sources.has(source))) continue;
      runs.set(id, { ...run, summary: rowOf(run.summary), series: new Map(), duplicates: [], isReleased: true });
    }
    this.runs = runs;
  }

  /** The places of a run's records of a tag, in the order of its sources. */
  recordsOf(id: string, tag: string): RecordRef[] {
    const run = this.parts.find((parts) => parts.id === id);
    return (run?.parts ?? []).flatMap(({ raw }) => raw.records.of(tag));
  }

  /** Whether a source has been put into its runs as it is now. */
  holds(source: SourceState): boolean {
    return !this.dirty.has(source) && !this.restructured;
  }

  /** Takes runs over from an earlier session. They count until the sources are known. @param sources of each, by id: partsKey */
  remember(runs: ReadonlyMap<string, AssembledRun>, sources: ReadonlyMap<string, string>): void {
    this.runs = runs;
    for (const [id, key] of sources) this.remembered.set(id, key);
  }

  /** By id, what tells the sources of each run. */
  *keys(): Generator<[id: string, key: string]> {
    for (const parts of this.parts) yield [parts.id, partsKey(parts)];
  }

  /** Notes that a run needs sources whose points were released. */
  private awaits({ parts }: RunParts, waiting: Set<SourceState>): boolean {
    const released = parts.filter(({ source }) => source.isReleased);
    for (const { source } of released) this.wanted.add(source);
    if (released.length > 0) for (const { source } of parts) waiting.add(source);
    return released.length > 0;
  }

  /** The ids of runs that are gone. While not all sources are known, runs of an earlier session stay. */
  private takeLeave(runs: Map<string, AssembledRun>, complete: boolean): string[] {
    const gone = [...this.runs.keys()].filter((id) => !runs.has(id));
    if (complete) {
      this.remembered.clear();
      return gone;
    }
    for (const id of gone) if (this.remembered.has(id)) runs.set(id, this.runs.get(id)!);
    return gone.filter((id) => !this.remembered.has(id));
  }

  private layOutIfNeeded(sources: Iterable<SourceState>, now: number): void {
    for (const source of this.dirty) {
      const length = [...source.raw.all()].reduce((sum, { longest }) => sum + longest, 0);
      this.hasGrown ||= length > 0 && length !== this.lengths.get(source);
      this.lengths.set(source, length);
      // Which tags a source has can decide where it belongs (add_scalars), and so can its numbers; a file that was replaced has other runs.
      const shape = [...source.raw.all()].flatMap((run) => [run, run.tags.length, run.printStage]);
      const before = this.shapes.get(source);
      this.restructured ||= shape.length !== before?.length || shape.some((part, at) => part !== before[at]);
      this.shapes.set(source, shape);
    }
    const compares = this.hasGrown && (this.parts.length <= few || now >= this.comparesAt);
    if (!this.restructured && !compares) return;
    this.restructured = this.hasGrown = false;
    const begun = performance.now();
    this.layOut(sources);
    this.comparesAt = now + (performance.now() - begun) / layoutShare;
  }

  private layOut(sources: Iterable<SourceState>): void {
    const before = new Map(this.parts.map((run) => [run.id, run]));
    const all = inOrder(sources);
    const copies = all.map(({ raw }) => copiesOf(raw).join("\n"));
    this.parts = layOut(all, this.root);
    for (const [at, source] of all.entries()) if (copiesOf(source.raw).join("\n") !== copies[at]) source.retell?.();
    for (const run of this.parts) {
      if (sameSources(run, before.get(run.id)) || this.remembered.get(run.id) === partsKey(run)) continue;
      for (const { source } of run.parts) this.dirty.add(source);
    }
  }
}

/** The sources of a run, as they are told between sessions. */
function partsKey({ parts }: RunParts): string {
  return parts.map(({ source, raw }) => `${source.format} ${source.claim.path}#${raw.nativeId}`).join("\n");
}

function sameSources(run: RunParts, before: RunParts | undefined): boolean {
  return run.parts.length === before?.parts.length && run.parts.every(({ raw }, at) => raw === before.parts[at]!.raw);
}

/** A run that has logged no metric yet is shown if its format says that it is a run, and not a stray file. */
function countsWithoutSeries({ parts }: RunParts): boolean {
  // A log of which no row could be read is one all the same; what was passed over says why there is nothing to see.
  if (parts.some(({ raw }) => raw.lostRows)) return true;
  return parts.some(
    ({ source, raw }) => source.claim.scope === "folder" && (!raw.isBare || raw.facts.startedAt !== undefined),
  );
}

/** In an order that does not depend on which was found first: what runs are made of must not either. */
function inOrder(sources: Iterable<SourceState>): SourceState[] {
  return [...sources].sort(
    ({ claim: a, format: first }, { claim: b, format: second }) =>
      compareTexts(a.runFolder, b.runFolder) || rankOf(first) - rankOf(second) || compareTexts(a.path, b.path),
  );
}

function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
