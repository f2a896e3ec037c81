import type { Fault, ReadingLimits } from "./watchdog";
import type { Note } from "./note";

/** How a reader's process ended, and what is to blame. */
export interface ReaderEnd {
  /** A sentence for the log and for those whose questions it leaves open. */
  readonly reason: string;
  /** What it was at, absolute path, if that is to blame. */
  readonly culprit?: string;
  /** Why that is set aside: a sentence for Problems. */
  readonly complaint?: string;
}

/** Signals by which a process is ended from outside, and for which nothing that it read is to blame. */
const fromOutside = new Set(["SIGKILL", "SIGTERM", "SIGINT", "SIGHUP", "SIGQUIT"]);

/** A reader with more than this part of its memory that the system kills was probably killed for it. */
const suspicious = 0.5;

/**
 * Draws the conclusions from an end.
 * @param fault what the watchdog ended it for, if it did
 * @param code exit code @param signal name of the signal that ended it
 * @param note what it left, if that can be read
 */
export function endOf(
  fault: Fault | undefined,
  code: number | null,
  signal: string | null,
  note: Note | undefined,
  limits: ReadingLimits,
): ReaderEnd {
  const how = signal ?? `exit code ${code ?? "unknown"}`;
  const culprit = note?.path;
  const blame = (reason: string, complaint: string): ReaderEnd =>
    culprit === undefined ? { reason } : { reason: `${reason} It was at ${culprit}.`, culprit, complaint };
  if (fault === "stuck")
    return blame(
      "The reader no longer got on.",
      `Reading it did not get on for ${limits.patience / 1000} seconds. ${until}`,
    );
  const isKilled = signal !== null && fromOutside.has(signal);
  const tooLarge = fault === "memory" || (note?.isFull ?? false) || (isKilled && isLarge(note, limits));
  if (tooLarge)
    return blame(
      "The reader needed too much memory.",
      `Reading it took more than ${Math.round(limits.memory / 2 ** 20)} MB of memory. ${until}`,
    );
  if (isKilled || code === 0) return { reason: `The reader was ended (${how}).` };
  return blame(`The reader crashed (${how}).`, `Reading it made the reader crash (${how}). ${until}`);
}

const until = "It is set aside until it changes, or until you look for runs again.";

function isLarge(note: Note | undefined, limits: ReadingLimits): boolean {
  return note !== undefined && note.memory > limits.memory * suspicious;
}
