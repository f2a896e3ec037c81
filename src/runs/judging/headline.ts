import type { Direction, RunSummary, SeriesSummary } from "../../shared/run";
import { memo } from "../../util/memo";
import { t } from "../../util/text";
import type { SameMetrics } from "./aliases";
import { quotedByField } from "./conventions";
import { directionOf } from "./direction";
import { bestByName } from "./ranking";
import { readName } from "./reading";
import { wordsOf } from "./words";

/** The metric that a run is judged by, and why this one. */
export interface HeadlineChoice {
  readonly series: SeriesSummary;
  /** A clause: "you chose it". */
  readonly because: string;
}

/** What was said about the choice from outside of the run; names of metrics. */
export interface Wanted {
  /** What the user chose for the workspace or for a folder. */
  readonly chosen?: string | undefined;
  /** What the baseline is judged by. */
  readonly baseline?: string | undefined;
  /** What the user said to be one metric in several spellings. */
  readonly same?: SameMetrics | undefined;
}

/** What of a run the choice goes by. */
export type Judged = Pick<RunSummary, "series" | "headline">;

/**
 * The metric that a run is judged by: the user's choice, the baseline's, the tool's own word, what the field quotes, else the
 * best by its name (`bestByName`). A choice that the run doesn't have is passed over. Undefined where only a person can tell.
 */
export function chooseHeadline(run: Judged, wanted: Wanted = {}): HeadlineChoice | undefined {
  const { chosen, baseline, same } = wanted;
  return (
    named(run, chosen, () => t("you chose it"), same) ??
    named(run, baseline, () => t("the baseline is judged by it"), same) ??
    toolsWord(run) ??
    byItself(run)
  );
}

/** As `chooseHeadline`, in words: what the command line and agents are told. */
export interface Headline {
  readonly metric: string;
  readonly direction: Direction;
  /** A clause: "you chose it". */
  readonly because: string;
}

/** @param set the direction that the user set for a tag, if any */
export function headlineOf(
  run: Judged,
  wanted: Wanted,
  set: (tag: string) => Direction | undefined,
): Headline | undefined {
  const found = chooseHeadline(run, wanted);
  return found && { metric: found.series.name, direction: directionOf(found.series, set), because: found.because };
}

/** The series of `chooseHeadline`, by the first of `wanted` that the run has. */
export function headlineSeries(run: Judged, ...wanted: readonly (string | undefined)[]): SeriesSummary | undefined {
  const chosen = wanted.find((name) => name !== undefined && run.series.some((series) => series.name === name));
  return chooseHeadline(run, { chosen })?.series;
}

function named(
  run: Judged,
  name: string | undefined,
  because: () => string,
  same?: SameMetrics,
): HeadlineChoice | undefined {
  if (name === undefined) return undefined;
  const exact = run.series.find((own) => own.name === name);
  const series = exact ?? (same && run.series.find((own) => own.name === same.in(new Set(namesOf(run)), name)));
  return series && { series, because: because() };
}

/** What the tool was told to optimize or to watch. */
function toolsWord({ series: all, headline }: Judged): HeadlineChoice | undefined {
  const series = headline && meant(all, headline.metric);
  if (!series) return undefined;
  const { kind, stage } = readName(series.name);
  const values = { word: headline.word };
  const isTrainingLoss = kind === "loss" && (stage === "train" || stage === undefined);
  const because = isTrainingLoss
    ? t("the run itself names it as its {word}, although it is a training loss", values)
    : t("the run itself names it as its {word}", values);
  return { series, because };
}

/** "eval_loss" also means "eval/loss", and a bare "accuracy" or "top1" what was held out of that name. */
function meant(all: readonly SeriesSummary[], metric: string): SeriesSummary | undefined {
  const exact = all.find(({ name }) => name === metric) ?? all.find(({ tag }) => tag === metric);
  if (exact) return exact;
  const words = inWords(metric);
  const same = all.find(({ name }) => inWords(name) === words);
  return same ?? (readName(metric).stage === undefined ? heldOut(all, words) : undefined);
}

function heldOut(all: readonly SeriesSummary[], base: string): SeriesSummary | undefined {
  const found = all.filter(({ name }) => readName(name).base === base);
  return (["validation", "test"] as const)
    .map((stage) => found.findLast(({ name }) => readName(name).stage === stage))
    .find((series) => series !== undefined);
}

/** "eval_loss" and "eval/loss" are one. */
const inWords = memo((name) => wordsOf(name).flat().join(" "));

function byItself(run: Judged): HeadlineChoice | undefined {
  const quoted = quotedByField(namesOf(run));
  if (quoted === "unsure") return undefined;
  return (quoted && named(run, quoted.name, () => quoted.because)) ?? bestByName(run.series);
}

function* namesOf({ series }: Judged): Iterable<string> {
  for (const { name } of series) yield name;
}
