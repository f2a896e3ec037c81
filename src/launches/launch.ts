import type { GitInfo } from "../shared/run";
import type { Failure } from "./failure";
import type { Machine } from "./machine";
import type { TestTally } from "./tests/tally";

/**
 * How far a launch is. `planned`: known, not yet asked to start; `queued`: waits for its turn; `running`: was started and has not
 * ended; `ended`: its `ending` says how.
 */
export type LaunchState = "planned" | "queued" | "running" | "ended";

/** How a launch came to its end: `lost` = it ended, or is no longer followed, and nobody told how. */
export type Ending = "exited" | "closed" | "lost";

/** A process, told from a later one of the same number by when it started. */
export interface ProcessMark {
  readonly pid: number;
  /** Opaque; equal for the same process only. */
  readonly started: string;
}

/** Where a launch runs on this machine: by this it is found again after a reload of the window. */
export interface Whereabouts {
  /** The shell that was typed into. */
  readonly shell: ProcessMark;
  /** What the shell started; absent if it was over too soon to be seen. */
  readonly process?: ProcessMark;
  /** The file into which the shell writes the exit code, where it can. */
  readonly exitFile?: string;
}

/** The tests of a launch. */
export interface TestsOf {
  /** Absolute paths. */
  readonly files: readonly string[];
  /** "TestModel", "test_loss" or "TestModel::test_loss": only that; all of the files without it. */
  readonly only?: string;
  /** Where the tool writes its report: absolute path. */
  readonly report?: string;
  /** The run that they tested: its id. */
  readonly run?: string;
  /** Once they ended and left a report. */
  readonly tally?: TestTally;
}

/** A command that Lossline started, or will, with its provenance. Kept across sessions. */
export interface Launch {
  readonly id: string;
  readonly kind: "train" | "tests";
  readonly state: LaunchState;
  /** Absolute path. */
  readonly script: string;
  /** As it was typed into the terminal, secrets masked. */
  readonly command: string;
  /** What followed the script, unquoted, secrets masked. */
  readonly args: readonly string[];
  /** Absolute path. */
  readonly cwd: string;
  /** Unix milliseconds; of one that did not start yet, when it was planned. */
  readonly startedAt: number;
  readonly endedAt?: number;
  /** Of a launch that ended, and only of one. */
  readonly ending?: Ending;
  /** Of a launch that exited, if the shell told. */
  readonly exitCode?: number;
  /** False where the shell cannot tell when a command ends: then nothing follows from the launch's not having ended. */
  readonly watched: boolean;
  /** Why it failed, as its output tells. */
  readonly failure?: Failure;
  readonly whereabouts?: Whereabouts;
  /** The file that holds what it printed, and the log that is read as its run where it logged nothing else: absolute paths. */
  readonly output?: string;
  readonly printed?: string;
  /** Nothing of what it printed was kept: its shell gives none, or the window was reloaded. */
  readonly uncaptured?: true;
  readonly git?: GitInfo;
  /** Its id in the queue, if it was started from there, and the name of what was queued with it. */
  readonly queued?: string;
  readonly group?: string;
  readonly machine?: Machine;
  /** The digest of the code that it ran, where that was kept. */
  readonly code?: string;
  /** Of tests: which were asked for, what came of them, and the run whose model they tested. */
  readonly tests?: TestsOf;
  /** Ids of the runs that it made or wrote to, in the order seen. */
  readonly runs: readonly string[];
}

/** What is known of a launch when it begins. */
export type LaunchStart = Omit<Launch, "id" | "state" | "endedAt" | "ending" | "exitCode" | "failure" | "runs">;

/** Where the launch of a run is looked up. */
export interface LaunchIndex {
  /** The latest launch that the run is bound to. */
  launchOf(runId: string): Launch | undefined;
}
