import { randomUUID } from "node:crypto";
import type { GitInfo, RunStatus, RunSummary } from "../shared/run";
import type { Disposable } from "../util/disposable";
import { Emitter, type Event } from "../util/emitter";
import { bind, names, type Candidate } from "./launchBinding";
import { LaunchFile } from "./launchFile";

/** How a launch came to its end: `lost` = it never reported, because the window was closed or the shell did not tell. */
export type Ending = "exited" | "closed" | "lost";

/** A command that Lossline started, with its provenance. Kept across sessions. */
export interface Launch {
  readonly id: string;
  readonly kind: "train" | "tests";
  /** Absolute path. */
  readonly script: string;
  /** As it was typed into the terminal. */
  readonly command: string;
  /** What followed the script, unquoted. */
  readonly args: readonly string[];
  /** Absolute path. */
  readonly cwd: string;
  /** Unix milliseconds. */
  readonly startedAt: number;
  readonly endedAt?: number;
  readonly ending?: Ending;
  /** Of a launch that exited, if the shell told. */
  readonly exitCode?: number;
  /** False where the shell cannot tell when a command ends: then nothing follows from the launch's not having ended. */
  readonly watched: boolean;
  readonly git?: GitInfo;
  /** Ids of the runs that it made or wrote to, in the order seen. */
  readonly runs: readonly string[];
}

/** What is known of a launch when it begins. */
export type LaunchStart = Omit<Launch, "id" | "endedAt" | "ending" | "exitCode" | "runs">;

/** Where the launch of a run is looked up. */
export interface LaunchIndex {
  /** The latest launch that the run is bound to. */
  launchOf(runId: string): Launch | undefined;
}

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
  private readonly file: LaunchFile | undefined;
  /** Resolves when the file has been read. */
  readonly loaded: Promise<void>;

  /**
   * @param folder where the file lies; without one nothing outlives the window
   * @param warn is told when the file could not be used or written
   */
  constructor(folder: string | undefined, warn: (message: string) => void = () => undefined) {
    this.file = folder === undefined ? undefined : new LaunchFile(folder, warn);
    this.loaded = this.file?.read().then((read) => this.take(read)) ?? Promise.resolve();
  }

  /** Fires with the ids of the runs whose overlay became another. */
  readonly onDidChange: Event<readonly string[]> = this.changes.event;

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
    const launch: Launch = { ...start, id: randomUUID(), runs: [] };
    this.busy.set(launch.id, new Set(busy));
    this.put(launch);
    return launch;
  }

  /** Adds what became known after the launch began; a launch that is not known any more is left alone. */
  amend(id: string, more: Partial<Pick<Launch, "git" | "watched" | "command">>): void {
    const launch = this.records.get(id);
    if (launch) this.put({ ...launch, ...more });
  }

  end(id: string, ending: Ending, exitCode: number | undefined, endedAt: number): Launch | undefined {
    const launch = this.records.get(id);
    if (!launch || launch.ending) return launch;
    const ended = { ...launch, endedAt, ending, ...(exitCode === undefined ? {} : { exitCode }) };
    this.put(ended);
    return ended;
  }

  /** Binds runs that are new, or newly written to, to the launches that live (`bind` says which). */
  see(runs: Iterable<RunSummary>, now: number): void {
    const live = this.live(now);
    if (live.length === 0) return;
    for (const run of runs) {
      const bound = this.launchOf(run.id);
      const alive = bound?.watched && bound.ending === undefined;
      const candidates = live.filter(({ launch, busy }) => {
        if (launch.runs.includes(run.id) || (bound && bound.startedAt > launch.startedAt)) return false;
        // What is being written by something else becomes this launch's only if its arguments name it.
        return !(alive || busy.has(run.id)) || names(launch, run);
      });
      const launch = bind(
        withoutOverlay(run, bound),
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

  /** Takes over what an earlier session left. What had not ended then never reported. */
  private take(read: readonly Launch[]): void {
    const own = this.records;
    this.records = new Map(
      read.map((launch) => [launch.id, launch.ending ? launch : { ...launch, ending: "lost" as const }]),
    );
    for (const launch of own.values()) this.records.set(launch.id, launch);
    this.byRun.clear();
    for (const launch of this.records.values()) for (const run of launch.runs) this.byRun.set(run, launch.id);
    if (own.size > 0) this.save();
    if (this.byRun.size > 0) this.changes.fire([...this.byRun.keys()]);
  }

  private save(): void {
    this.file?.write(() => this.launches);
  }
}

/** The run without the command that an overlay gave it: that would speak for the launch it is already bound to. */
function withoutOverlay(run: RunSummary, bound: Launch | undefined): Candidate {
  if (!bound || run.command !== bound.command) return run;
  const { id, name, sources, startedAt, lastWriteAt, params } = run;
  return { id, name, sources, lastWriteAt, params, ...(startedAt === undefined ? {} : { startedAt }) };
}

/**
 * The run as its launch knows it. The launch's exit code is the strongest word on how the run ended; command, commit and
 * times are added where the format has none. A run without a launch, and one whose launch never reported, stays as it is
 * but for that.
 *
 * A launch may make several runs. The last one is the one that it ended in; an earlier one that its own format calls
 * finished keeps that, whatever happened later.
 */
export function overlay(run: RunSummary, launches: LaunchIndex): RunSummary {
  const launch = launches.launchOf(run.id);
  if (!launch) return run;
  const last = launch.runs.at(-1) === run.id;
  const verdict = last || run.status !== "finished" ? verdictOf(launch, run, last) : undefined;
  const endedAt = run.endedAt ?? (last && launch.ending !== "lost" ? launch.endedAt : undefined);
  const git = run.git ?? launch.git;
  return {
    ...run,
    ...verdict,
    startedAt: run.startedAt ?? launch.startedAt,
    ...(endedAt === undefined ? {} : { endedAt }),
    ...(git === undefined ? {} : { git }),
    command: run.command ?? launch.command,
  };
}

interface Verdict {
  readonly status: RunStatus;
  readonly statusReason: string;
}

function verdictOf(launch: Launch, run: RunSummary, last: boolean): Verdict | undefined {
  if (launch.ending === "closed") return { status: "killed", statusReason: "its terminal was closed" };
  if (launch.ending === "exited") return launch.exitCode === undefined ? undefined : exitVerdict(launch.exitCode);
  const silent = run.status === "stale" || run.status === "unknown";
  if (launch.ending || !launch.watched || !last || !silent) return undefined;
  return { status: "running", statusReason: "its launch has not ended" };
}

/** What an exit code says, as shells report it: 128 + the signal, or Windows' own number for Ctrl+C. */
export function exitVerdict(code: number): Verdict {
  if (code === 0) return { status: "finished", statusReason: "exit 0" };
  const interrupted = code === 130 || code === -1073741510 || code === 3221225786;
  if (interrupted) return { status: "killed", statusReason: "stopped by you" };
  if (code === 143) return { status: "killed", statusReason: "exit 143, told to stop (SIGTERM)" };
  if (code === 137) return { status: "killed", statusReason: "exit 137, killed (SIGKILL), often for lack of memory" };
  return { status: "failed", statusReason: `exit ${code}` };
}
