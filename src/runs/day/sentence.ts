import { plural, t } from "../../util/text";
import { formatCount, formatSpread, formatStep } from "../describe/numbers";
import type { DayGroup } from "./groups";
import type { News, NewsKind } from "./news";
import { timeText } from "./when";

/** What a day's sentence is made of. */
export interface Told {
  readonly news: readonly News[];
  readonly best: DayGroup | undefined;
  /** When somebody last looked, in unix milliseconds; undefined where nobody did, and a day is shown. */
  readonly since: number | undefined;
  readonly now: number;
  /** What the best is called; its name in full if not given. */
  readonly called?: string | undefined;
}

/**
 * The day in one line: "Since 18:04: 40 runs. Best lr0.03, 5 seeds, 0.995 ± 0.004, better than your baseline. 5 diverged, 1 stopped at
 * step 90."
 */
export function sentenceOf({ news, best, since, now, called }: Told): string {
  const time = since === undefined ? undefined : timeText(since, now);
  if (news.length === 0) {
    return time === undefined
      ? t("Nothing happened in the last 24 hours. All quiet.")
      : t("Nothing happened since {time}. All quiet.", { time });
  }
  const all = formatCount(news.length);
  const count = plural(news.length, { one: "{count} run", other: "{count} runs" }, { count: all });
  const begin =
    time === undefined ? t("In the last 24 hours: {count}.", { count }) : t("Since {time}: {count}.", { time, count });
  return [begin, ...(best ? [bestText(best, called ?? best.name)] : []), ...troubleText(news)].join(" ");
}

/** "Best lr0.03, 5 seeds, 0.995 ± 0.0041, better than your baseline." */
function bestText(best: DayGroup, name: string): string {
  const seeds = best.runs.length > 1 ? [plural(best.n, { one: "{count} seed", other: "{count} seeds" })] : [];
  const standing = standingText(best);
  const spread = formatSpread(best.mean, best.sd);
  const record = best.isRecord ? [t("the best so far")] : [];
  const parts = [name, ...seeds, spread, ...(standing === undefined ? [] : [standing]), ...record];
  return t("Best {parts}.", { parts: parts.join(", ") });
}

function standingText({ verdict, isBaseline }: DayGroup): string | undefined {
  if (isBaseline) return t("your baseline");
  switch (verdict?.verdict) {
    case "better":
      return t("better than your baseline");
    case "worse":
      return t("worse than your baseline");
    case "within noise":
      return t("within noise of your baseline");
    case "unclear":
      return t("unclear against your baseline");
    case "can't be compared":
    case undefined:
      return undefined;
  }
}

/** "5 diverged, 1 stopped at step 90." Nothing where all went well. */
function troubleText(news: readonly News[]): string[] {
  const of = (kind: NewsKind) => news.filter((one) => one.kind === kind);
  const parts = [
    ...count(of("failed"), (n) => plural(n, { one: "{count} failed", other: "{count} failed" })),
    ...count(of("nan"), (n) => plural(n, { one: "{count} diverged", other: "{count} diverged" })),
    ...earlyText(of("early")),
    ...count(of("stale"), (n) => plural(n, { one: "{count} went silent", other: "{count} went silent" })),
    ...count(of("killed"), (n) => plural(n, { one: "{count} was killed", other: "{count} were killed" })),
    ...count(of("running"), (n) => plural(n, { one: "{count} still runs", other: "{count} still run" })),
  ];
  return parts.length === 0 ? [] : [`${parts.join(", ")}.`];
}

function count(some: readonly News[], text: (count: number) => string): string[] {
  return some.length === 0 ? [] : [text(some.length)];
}

function earlyText(some: readonly News[]): string[] {
  const early = some.length === 1 ? some[0]?.early : undefined;
  if (!early) return count(some, (n) => plural(n, { one: "{count} stopped early", other: "{count} stopped early" }));
  const at = formatStep(early.done);
  return [early.unit === "epoch" ? t("1 stopped at epoch {at}", { at }) : t("1 stopped at step {at}", { at })];
}
