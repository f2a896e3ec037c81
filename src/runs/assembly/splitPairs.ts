import { basename, dirname, extname, join } from "node:path";
import { isMetricName } from "../../readers/parsing/tables/metricWords";
import { groupBy } from "../../util/groupBy";
import type { SourceState } from "./parts";
import { isSplitName } from "./subfolders";

/** A log of one metric of one split: `train_loss.csv`. */
const splitAndRest = /^([a-z]+)[_-](\w+)$/i;
const longestName = 200;

/** Of a log that is one split's part of a run: the run's folder or its first file, and the split. */
export interface SplitPart {
  readonly run: string;
  readonly split: string;
}

type Found = readonly [what: string, SourceState, SplitPart];

/**
 * Logs that differ in the split alone: of one name in folders of several splits, `0/train/stats.json` beside
 * `0/val/stats.json`; of one metric in a folder, `train_loss.csv` beside `validation_loss.csv`; or of one training among
 * others, `lstm_train_2020.csv` beside `lstm_val_2020.csv`, which are the run that the first of them is.
 */
export function splitPairs(files: readonly SourceState[]): ReadonlyMap<SourceState, SplitPart> {
  const pairs = [...groupBy(files.flatMap(partsOf), ([what]) => what).values()].filter(areSplits);
  return new Map(pairs.flatMap((parts) => underOne(parts).map(([, source, part]) => [source, part] as const)));
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
