import type { NativeStatus } from "../../readers/raw";
import type { RunStatus, StatusCause } from "../../shared/run";
import { t } from "../../util/text";

/** What is known about whether a run is still alive. Times in unix milliseconds. */
export interface Signs {
  /** The format's own word, if it has one. */
  readonly native: NativeStatus | undefined;
  /** The last time something was written, as far as the log or the file system tells. */
  readonly lastWriteAt: number;
  /**
   * Someone really is writing: the file was seen to grow, or grew for a while after it was made. The time of a last
   * write alone does not show it: a fresh clone writes every file "now".
   */
  readonly grew: boolean;
  readonly startedAt: number | undefined;
  /** The usual time between writes, if there were enough of them to tell. */
  readonly usualInterval: number | undefined;
}

export interface StatusAndReason {
  readonly status: RunStatus;
  readonly cause: StatusCause;
  readonly reason: string;
}

const minute = 60 * 1000;
const tenMinutes = 10 * minute;

/**
 * How long a run may be silent before it no longer counts as running: 5 of its usual intervals, at least a minute; 10 minutes
 * where it has no usual interval.
 */
export function patience(usualInterval: number | undefined): number {
  return usualInterval === undefined ? tenMinutes : Math.max(minute, 5 * usualInterval);
}

/** The status of a run from its own files. An exit code of our own launch, which is stronger, is laid over it later. */
export function statusOf(signs: Signs, now: number): StatusAndReason {
  const { native } = signs;
  const silent = now - signs.lastWriteAt > patience(signs.usualInterval);
  if (native && native.status !== "running") return { status: native.status, cause: "marker", reason: native.reason };
  if (native) {
    // A clone writes files now that say of a run of long ago that it runs.
    const copied = !signs.grew && signs.startedAt !== undefined && now - signs.startedAt > tenMinutes;
    return silent || copied
      ? {
          status: "stale",
          cause: "silence",
          reason: t("{reason}, but nothing has been written for a long time", { reason: native.reason }),
        }
      : { status: "running", cause: "marker", reason: native.reason };
  }
  if (!silent && signs.grew) return { status: "running", cause: "growth", reason: t("its log is growing") };
  return { status: "unknown", cause: "none", reason: t("this format does not mark the end of a run") };
}
