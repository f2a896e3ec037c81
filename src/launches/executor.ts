import type { Ending, Launch, Whereabouts } from "./launch";
import type { LaunchPlan } from "./plan";

export interface Ended {
  readonly ending: Ending;
  readonly exitCode?: number | undefined;
  /** The end of what it wrote, where the shell gives that: plain text. */
  readonly output?: string;
  /** Unix milliseconds; absent where it was just now. */
  readonly at?: number;
}

/** Something that was started, or was found again. */
export interface Running {
  readonly ended: Promise<Ended>;
  /** Resolves when it is known where it runs; with nothing where that cannot be told. */
  readonly located: Promise<Whereabouts | undefined>;
  /** Whether it is what a person looks at. */
  isInView(): boolean;
  /** Brings it into view, if it is still there. */
  show(): void;
  /** Types Ctrl+C, as a person would. */
  interrupt(): void;
}

export interface StartOptions {
  readonly isQuiet: boolean;
  readonly output?: (data: string) => void;
}

/** Starts plans, and finds what an earlier session of the editor started. */
export interface Executor {
  /**
   * @param how `isQuiet` leaves a view that is open already as it is; `output` is handed what is printed, where the shell gives that
   * @param starting is called right before the start, with the command as it may be kept, whether its end will be known, and where it will run as far as
   *   that is known: the window may be gone before more is
   */
  start(
    plan: LaunchPlan,
    how: StartOptions,
    starting: (command: string, watched: boolean, whereabouts: Whereabouts | undefined) => void,
  ): Promise<Running>;
  /** A launch that had not ended when the editor last knew of it; what ended meanwhile is told at once. */
  find(launch: Launch): Promise<Running>;
}
