import { randomUUID } from "node:crypto";
import type { Disposable } from "../util/disposable";
import { Emitter, type Event } from "../util/emitter";
import type { Launch, LaunchIndex, LaunchStart } from "./launch";
import { bind, names, type Candidate } from "./launchBinding";
import { LaunchFile } from "./launchFile";
import type { RunningNote } from "./runningNotes";
import { maskText } from "../util/maskText";
import { maskArguments } from "./secrets";
import { step, type LaunchEvent } from "./states";

/** Launches that are kept; older ones are forgotten. */
const keep = 500;

/** Runs may be found a little after the launch that wrote them ended: for so long an ended launch still takes runs, in ms. */
const afterglow = 120_000;

/** Every launch of this workspace, the runs they are bound to, and the file in which both outlive the window. */
export class LaunchLog implements LaunchIndex, Disposable {
  private records = new Map<string, Launch>();
  private readonly byRun = new Map<string, string>();
  /** Runs that were being written by something else when the launch began. */
  private readonly busy = new Map<string, ReadonlySet<string>>();
  private readonly changes = new Emitter<readonly string[]>();
  private readonly prints = new Emitter<void>();
  private readonly file: LaunchFile | undefined;
  /** Resolves when the file has been read. */
  readonly loaded: Promise<void>;

  /**
   * @param folder where the file lies; without one nothing outlives the window
   * @param warn is told when the file could not be used or written
   * @param note tells others on this machine what runs
   */
  constructor(
    folder: string | undefined,
    warn: (message: string) => void = () => undefined,
    private readonly note?: Pick<RunningNote, "write">,
  ) {
    this.file = folder === undefined ? undefined : new LaunchFile(folder, warn);
    this.loaded = this.file?.read().then((read) => this.take(read)) ?? Promise.resolve();
  }

  /** Fires with the ids of the runs whose overlay became another. */
  readonly onDidChange: Event<readonly string[]> = this.changes.event;

  /** What a launch printed is read as its run from now on. */
  readonly onDidPrint: Event<void> = this.prints.event;

  /** The oldest first. */
  get launches(): readonly Launch[] {
    return [...this.records.values()];
  }

  launchOf(runId: string): Launch | undefined {
    const id = this.byRun.get(runId);
    return id === undefined ? undefined : this.records.get(id);
  }

  /** @param busy ids of the runs that are being written right now, so by something else */
  begin(start: LaunchStart, busy: Iterable<string> = []): Launch {
    const planned = this.plan(start);
    this.busy.set(planned.id, new Set(busy));
    return this.happen(planned.id, { ...planned, is: "start", at: start.startedAt }) ?? planned;
  }

  /** Notes a launch that does not start yet. */
  plan(start: LaunchStart): Launch {
    const kept = { args: maskArguments(start.args), command: maskText(start.command) };
    const launch: Launch = { ...start, ...kept, id: randomUUID(), state: "planned", runs: [] };
    this.records.set(launch.id, launch);
    return launch;
  }

  /** Lets an event happen to a launch. @returns the launch after it; undefined if it is not known any more */
  happen(id: string, event: LaunchEvent): Launch | undefined {
    const before = this.records.get(id);
    if (!before) return undefined;
    const after = step(before, event);
    if (after !== before) this.put(after);
    return after;
  }

  /** Adds what became known after the launch began; a launch that is not known any more is left alone. */
  amend(
    id: string,
    more: Partial<Pick<Launch, "git" | "code" | "tests" | "machine" | "printed" | "uncaptured">>,
  ): void {
    const launch = this.records.get(id);
    if (!launch) return;
    this.put({ ...launch, ...more });
    if (more.printed !== undefined) this.prints.fire();
  }

  /** Binds runs that are new, or newly written to, to the launches that live (`bind` says which). */
  see(runs: Iterable<Candidate>, now: number): void {
    const live = this.live(now);
    if (live.length === 0) return;
    for (const run of runs) {
      const bound = this.launchOf(run.id);
      const alive = bound?.watched && bound.state === "running";
      const candidates = live.filter(({ launch, busy }) => {
        if (launch.runs.includes(run.id) || (bound && bound.startedAt > launch.startedAt)) return false;
        // What is being written by something else becomes this launch's only if its arguments name it.
        return !(alive || busy.has(run.id)) || names(launch, run);
      });
      const launch = bind(
        run,
        candidates.map(({ launch: each }) => each),
      );
      if (launch) this.attach(launch.id, run.id);
    }
  }

  /** Resolves when everything is on disk. */
  async flush(): Promise<void> {
    await this.file?.flush();
  }

  dispose(): void {
    this.changes.dispose();
    this.prints.dispose();
  }

  private live(now: number): { launch: Launch; busy: ReadonlySet<string> }[] {
    const live: { launch: Launch; busy: ReadonlySet<string> }[] = [];
    for (const [id, busy] of this.busy) {
      const launch = this.records.get(id);
      if (launch && (launch.endedAt === undefined || now - launch.endedAt <= afterglow)) live.push({ launch, busy });
      else this.busy.delete(id);
    }
    return live;
  }

  private attach(launchId: string, runId: string): void {
    const launch = this.records.get(launchId);
    if (!launch) return;
    const before = launch.runs.at(-1);
    this.byRun.set(runId, launchId);
    this.records.set(launchId, { ...launch, runs: [...launch.runs, runId] });
    this.save();
    this.changes.fire(before === undefined ? [runId] : [before, runId]);
  }

  private put(launch: Launch): void {
    this.records.set(launch.id, launch);
    while (this.records.size > keep) this.forget(this.records.values().next().value!);
    this.save();
    this.changes.fire(launch.runs);
  }

  private forget(launch: Launch): void {
    this.records.delete(launch.id);
    for (const run of launch.runs) if (this.byRun.get(run) === launch.id) this.byRun.delete(run);
  }

  /** Takes over what an earlier session left. What had not ended still runs, as far as is known here: `resume` finds out. */
  private take(read: readonly Launch[]): void {
    const own = this.records;
    this.records = new Map(read.map((launch) => [launch.id, launch]));
    for (const launch of own.values()) this.records.set(launch.id, launch);
    this.byRun.clear();
    for (const launch of this.records.values()) {
      for (const run of launch.runs) this.byRun.set(run, launch.id);
      if (launch.state === "running" && !this.busy.has(launch.id)) this.busy.set(launch.id, new Set());
    }
    if (own.size > 0) this.save();
    if (this.byRun.size > 0) this.changes.fire([...this.byRun.keys()]);
  }

  private save(): void {
    this.file?.write(() => this.launches);
    this.note?.write(this.launches);
  }
}
