import { existsSync, readFileSync, statSync } from "node:fs";
import { resolve, sep } from "node:path";
import picomatch from "picomatch";
import { handleOf } from "../runs/describe/handle";
import type { AssembledRun } from "../runs/assembly/summary";
import type { Baseline } from "../runs/judging/compareRuns";
import type { Direction } from "../shared/run";
import { HumanError } from "../util/errors";
import { t } from "../util/text";
import { findRun, type Loaded } from "./load";
import { readTargets, type Target } from "./targets";

/**
 * The runs that words name, each once, in the order named: a run, a pattern ("runs/base-s*"), or a folder, which means
 * all runs below it.
 * @throws {HumanError} if a word names nothing, or by a name more than one
 */
export function selectRuns(loaded: Loaded, words: readonly string[]): AssembledRun[] {
  return [...new Set(words.flatMap((word) => selectByWord(loaded, word)))];
}

function selectByWord(loaded: Loaded, word: string): readonly AssembledRun[] {
  const found = exactly(loaded, word);
  if (found) return [found];
  const matching = /[*?[{]/.test(word) ? byPattern(loaded, word) : below(loaded, word);
  // What is neither is said by the search for one run.
  return matching.length > 0 ? matching : [findRun(loaded, word)];
}

/** A run whose path or id this is, even if it has the signs of a pattern. */
function exactly({ root, runs }: Loaded, word: string): AssembledRun | undefined {
  const paths = new Set([resolve(word), resolve(root, word)]);
  const found = runs.filter(
    ({ summary }) => summary.id === word || handleOf(summary) === word || paths.has(summary.id),
  );
  // Another log of the same training may be what is meant.
  const also = found.length > 0 ? [] : runs.filter(({ summary }) => summary.also?.some((id) => paths.has(id)));
  return found.length === 1 ? found[0] : also[0];
}

/** Longer patterns are nobody's, and cost. */
const longestPattern = 500;

function byPattern({ root, runs }: Loaded, word: string): AssembledRun[] {
  if (word.length > longestPattern)
    throw new HumanError(t("A pattern may have {most} characters.", { most: longestPattern }));
  const isMatch = picomatch([word, resolve(word).split(sep).join("/"), resolve(root, word).split(sep).join("/")], {
    dot: true,
    noextglob: true,
  });
  return runs.filter(({ summary }) =>
    [handleOf(summary), summary.path, summary.name, summary.id.split(sep).join("/")].some((text) => isMatch(text)),
  );
}

function below({ root, runs }: Loaded, word: string): AssembledRun[] {
  const folder = [resolve(root, word), resolve(word)].find((path) =>
    statSync(path, { throwIfNoEntry: false })?.isDirectory(),
  );
  return folder === undefined ? [] : runs.filter(({ summary }) => summary.id.startsWith(folder + sep));
}

/** A baseline as the command line names it. */
export interface NamedBaseline {
  readonly baseline: Baseline;
  /** Directions that a targets file gives its metrics. */
  readonly directions: ReadonlyMap<string, Direction>;
}

/**
 * The baseline that words name: runs, or one file of targets (a JSON file that is no run).
 * @throws {HumanError} if they name nothing, or the file has a mistake
 */
export function selectBaseline(loaded: Loaded, words: readonly string[]): NamedBaseline {
  const [first] = words;
  if (first !== undefined && first.endsWith(".json") && !exactly(loaded, first)) {
    const path = [resolve(first), resolve(loaded.root, first)].find((one) => existsSync(one));
    if (path === undefined) throw new HumanError(t("There is no file {path}.", { path: first }));
    if (words.length > 1) throw new HumanError(t("A file of targets stands alone as a baseline."));
    return ofTargets(readTargets(readFileSync(path, "utf8"), first));
  }
  return { baseline: { runs: selectRuns(loaded, words) }, directions: new Map() };
}

function ofTargets(targets: ReadonlyMap<string, Target>): NamedBaseline {
  return {
    baseline: { targets: new Map([...targets].map(([metric, { value }]) => [metric, value])) },
    directions: new Map([...targets].flatMap(([metric, { direction }]) => (direction ? [[metric, direction]] : []))),
  };
}
