import { formatDuration } from "../runs/describe/numbers";
import { deltaText, reasonText } from "../runs/describe/verdict";
import type { Verdict } from "../runs/judging/verdicts/verdict";
import { shownBesideIcons } from "../util/shown";
import { plural, t } from "../util/text";
import type { Activity } from "./activity";
import type { Launch } from "./launch";

/** What the status bar tells: what runs, what waits, and how the run that was started last stands against the baseline. */
export interface Told extends Activity {
  readonly waiting: number;
  /** Of the run of the launch that runs, else of the one that ended last. */
  readonly newest: { readonly name: string; readonly verdict: Verdict | undefined } | undefined;
}

/** An entry of the status bar: codicons in the text, none in what a screen reader says. */
export interface ActivityText {
  readonly text: string;
  readonly spoken: string;
  /** The verdict's reason; "" without one. */
  readonly reason: string;
}

/** Nothing where nothing runs or waits, and nothing was judged. */
export function activityText({ running, waiting, secondsLeft, newest }: Told): ActivityText | undefined {
  const verdict = newest?.verdict;
  const busy = [
    ...(running > 0 || waiting > 0 ? [plural(running, { one: "{count} running", other: "{count} running" })] : []),
    ...(waiting > 0 ? [plural(waiting, { one: "{count} waiting", other: "{count} waiting" })] : []),
    ...(waiting === 0 && secondsLeft !== undefined ? [t("{time} left", { time: formatDuration(secondsLeft) })] : []),
  ];
  const judged = newest && verdict ? `${newest.name} ${deltaText(verdict)}` : undefined;
  const parts = [...(busy.length > 0 ? [busy.join(", ")] : []), ...(judged === undefined ? [] : [judged])];
  if (parts.length === 0) return undefined;
  const icon = running > 0 ? "$(loading~spin)" : waiting > 0 ? "$(clock)" : markOf(verdict?.verdict);
  return {
    text: `${icon} ${shownBesideIcons(parts.join(" · "))}`,
    spoken: parts.join(", "),
    reason: verdict ? reasonText(verdict) : "",
  };
}

/** Icons are for news, as in the Runs view. */
function markOf(verdict: Verdict["verdict"] | undefined): string {
  return verdict === "better" ? "$(triangle-up)" : verdict === "worse" ? "$(triangle-down)" : "$(graph-line)";
}

/** The run to tell of: of the launch that runs and began last, else of the one that ended last, not before a moment in unix milliseconds. */
export function newestRun(launches: readonly Launch[], since: number): string | undefined {
  const made = launches.filter(({ kind, runs }) => kind === "train" && runs.length > 0);
  const running = made.filter(({ state }) => state === "running").sort((a, b) => b.startedAt - a.startedAt);
  const ended = made
    .filter(({ endedAt }) => endedAt !== undefined && endedAt >= since)
    .sort((a, b) => (b.endedAt ?? 0) - (a.endedAt ?? 0));
  return (running[0] ?? ended[0])?.runs.at(-1);
}
