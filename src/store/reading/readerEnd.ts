import type { Fault, ReadingLimits } from "./watchdog";
import type { Note } from "./note";
import { t } from "../../util/text";

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
  const how = signal ?? (code === null ? t("exit code unknown") : t("exit code {code}", { code }));
  const culprit = note?.path;
  const blame = (reason: string, complaint: string): ReaderEnd =>
    culprit === undefined
      ? { reason }
      : { reason: t("{reason} It was reading {path}.", { reason, path: culprit }), culprit, complaint };
  if (fault === "stuck")
    return blame(
      t("The reader stopped making progress."),
      t("Reading it made no progress for {seconds} seconds. {until}", {
        seconds: limits.patience / 1000,
        until: until(),
      }),
    );
  const isKilled = signal !== null && fromOutside.has(signal);
  const tooLarge = fault === "memory" || (note?.isFull ?? false) || (isKilled && isLarge(note, limits));
  if (tooLarge)
    return blame(
      t("The reader needed too much memory."),
      t("Reading it took more than {size} MB of memory. {until}", {
        size: Math.round(limits.memory / 2 ** 20),
        until: until(),
      }),
    );
  if (isKilled || code === 0) return { reason: t("The reader was ended ({how}).", { how }) };
  return blame(
    t("The reader crashed ({how}).", { how }),
    t("Reading it made the reader crash ({how}). {until}", { how, until: until() }),
  );
}

const until = () => t("It is set aside until it changes or you refresh the runs.");

function isLarge(note: Note | undefined, limits: ReadingLimits): boolean {
  return note !== undefined && note.memory > limits.memory * suspicious;
}
