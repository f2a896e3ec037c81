import type { Progress, RunSummary } from "../../shared/run";
import { t } from "../../util/text";

/** A time as people say it: "18:04", "yesterday 18:04", "2026-11-03 18:04". Both in unix milliseconds, in local time. */
export function timeText(at: number, now: number): string {
  const then = new Date(at);
  const time = `${two(then.getHours())}:${two(then.getMinutes())}`;
  const day = new Date(now);
  if (isSameDay(then, day)) return time;
  day.setDate(day.getDate() - 1);
  if (isSameDay(then, day)) return t("yesterday {time}", { time });
  return `${then.getFullYear()}-${two(then.getMonth() + 1)}-${two(then.getDate())} ${time}`;
}

function two(number: number): string {
  return String(number).padStart(2, "0");
}

function isSameDay(a: Date, b: Date): boolean {
  return a.getFullYear() === b.getFullYear() && a.getMonth() === b.getMonth() && a.getDate() === b.getDate();
}

/** How long a run will still take at the pace it had so far, in seconds; undefined where it doesn't say how far it is. */
export function secondsLeft(
  run: Pick<RunSummary, "progress" | "startedAt" | "lastWriteAt">,
  now: number,
): number | undefined {
  const { progress, startedAt, lastWriteAt } = run;
  if (progress === undefined || startedAt === undefined || !isGoing(progress)) return undefined;
  const perUnit = (lastWriteAt - startedAt) / progress.done;
  const left = (perUnit * (progress.total - progress.done) - (now - lastWriteAt)) / 1000;
  return perUnit > 0 ? Math.max(0, left) : undefined;
}

function isGoing({ done, total }: Progress): boolean {
  return done > 0 && total > done;
}
