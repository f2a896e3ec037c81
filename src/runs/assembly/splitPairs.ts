import { basename, dirname, extname, join } from "node:path";
import { isMetricName, wordsOf } from "../../readers/parsing/tables/metricWords";
import { groupBy } from "../../util/groupBy";
import type { SourceState } from "./parts";
import { isSplitName } from "./subfolders";

/** A log of one metric of one split: `train_loss.csv`. */
const splitAndRest = /^([a-z]+)[_-](\w+)$/i;
const longestName = 200;

/** Words beside those of a metric in the name of a log that holds it alone. */
const besides = /^(?:logs?|history|curves?|values?)$/i;
/** Words that say what a file is of, and name no metric. */
const general = /^(?:metrics?|eval)$/i;

/** Of a log that is one split's part of a run: the run's folder or its first file, and the split; "" where it names none. */
export interface SplitPart {
  readonly run: string;
  readonly split: string;
}

type Found = readonly [what: string, SourceState, SplitPart];

/**
 * Logs that differ in the split alone: of one name in folders of several splits, `0/train/stats.json` beside
 * `0/val/stats.json`; that are called by a metric and nothing else in a folder, `train_loss.csv` beside `validation_loss.csv` and
 * `train_accuracy.csv`, `loss_log.txt` beside `val_loss_log.txt`; or of one training among others, `lstm_train_2020.csv` beside
 * `lstm_val_2020.csv`, which are the run that the first of them is.
 */
export function splitPairs(files: readonly SourceState[]): ReadonlyMap<SourceState, SplitPart> {
  const metrics = [...groupBy(files.flatMap(metricParts), ([what]) => what).values()].filter(areMetrics).flat();
  const known = new Set(metrics.map(([, source]) => source));
  const others = files.filter((source) => !known.has(source)).flatMap(partsOf);
  const pairs = [metrics, ...[...groupBy(others, ([what]) => what).values()].filter(areSplits)];
  return new Map(pairs.flatMap((parts) => underOne(parts).map(([, source, part]) => [source, part] as const)));
}

/** Of a log that is called by a metric and nothing else. */
function metricParts(source: SourceState): Found[] {
  const { path, runFolder } = source.claim;
  const words = basename(path, extname(path))
    .slice(0, longestName)
    .split(/[_.\- ]+/);
  const named = words.filter((word) => !isSplitName(word) && !besides.test(word));
  if (named.length === 0 || !named.every((word) => isMetricName(word) && !general.test(word))) return [];
  return [[runFolder, source, { run: runFolder, split: words.find((word) => isSplitName(word)) ?? "" }]];
}

/**
 * Several in a folder, of which a name says a part of the data: else they may be of a training each, by what was trained for,
 * unless each holds its metric alone, their names have no word in common, and they are equally long: `loss.txt` beside `accuracy.txt`.
 */
function areMetrics(parts: readonly Found[]): boolean {
  if (parts.length < 2) return false;
  if (parts.some(([, , { split }]) => split !== "")) return true;
  const words = parts.flatMap(([, { claim }]) => [...new Set(wordsOf(basename(claim.path, extname(claim.path))))]);
  const named = words.filter((word) => !besides.test(word));
  const lengths = new Set(parts.map(([, source]) => lengthOf(source)));
  return new Set(named).size === named.length && lengths.size === 1 && !lengths.has(undefined);
}

/** How many points a source has whose only series is called as its file is; undefined for any other. */
function lengthOf({ claim, raw: { runs } }: SourceState): number | undefined {
  const series = [...runs.values()].flatMap((run) => [...run.series.values()]);
  const [only] = series;
  return series.length === 1 && only!.name === basename(claim.path, extname(claim.path))
    ? only!.points.length
    : undefined;
}

function partsOf(source: SourceState): Found[] {
  const { path, runFolder } = source.claim;
  const folder = basename(runFolder);
  if (isSplitName(folder)) {
    const run = dirname(runFolder);
    return [[join(run, basename(path)), source, { run, split: folder }]];
  }
  const stem = basename(path, extname(path)).slice(0, longestName);
  const [, split, rest] = splitAndRest.exec(stem) ?? [];
  if (split !== undefined && rest !== undefined && isSplitName(split) && isMetricName(rest))
    return [[join(runFolder, rest), source, { run: runFolder, split }]];
  return inTheMiddle(stem, source);
}

/** The one word of a name that is a split's, where another stands before it. */
function inTheMiddle(stem: string, source: SourceState): Found[] {
  const words = stem.split(/([_.-])/);
  const at = words.findIndex((word) => isSplitName(word));
  if (at <= 0 || words.findLastIndex((word) => isSplitName(word)) !== at) return [];
  const { path } = source.claim;
  const what = join(dirname(path), `${words.with(at, "\0").join("")}${extname(path)}`);
  return [[what, source, { run: "", split: words[at]! }]];
}

function areSplits(parts: readonly Found[]): boolean {
  return parts.length > 1 && new Set(parts.map(([, , { split }]) => split.toLowerCase())).size === parts.length;
}

function underOne(parts: readonly Found[]): readonly Found[] {
  if (parts.every(([, , { run }]) => run !== "")) return parts;
  const paths = parts.map(([, { claim }]) => claim.path).sort();
  const run = paths.find((path) => /train/i.test(basename(path))) ?? paths[0]!;
  return parts.map(([what, source, { split }]) => [what, source, { run, split }]);
}
