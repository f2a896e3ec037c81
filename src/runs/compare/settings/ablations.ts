import type { RunSummary } from "../../../shared/run";
import type { AblationPair, Ablations, Contrast } from "../../../shared/settings";
import type { VerdictWord } from "../../../shared/verdict";
import type { AssembledRun } from "../../assembly/summary";
import { compareMetric, type Standards } from "../../judging/compareRuns";
import { commonName, seedGroups } from "../../judging/groups/groups";
import { meanOf } from "../../judging/statistics/sample";
import { judgeFamily } from "../../judging/verdicts/judge";
import { becauseText } from "../../judging/verdicts/words";
import type { Setting } from "./setting";

/** So many pairs of one setting are judged; the rest is counted. */
const mostPairs = 100;

/** Of many groups that differ in one setting alone, each makes pairs with so many next ones. */
const mostNeighbors = 20;

/** Runs that differ in nothing but their seed, and what they were trained with. */
interface Group {
  readonly runs: readonly AssembledRun[];
  /** By setting, the index of the value. */
  readonly codes: readonly number[];
  /** The sum over the codes. */
  readonly hash: number;
}

interface Pair {
  readonly from: Group;
  readonly to: Group;
}

/** Every pair of one step from a value of a setting to another. */
interface Found {
  readonly setting: Setting;
  readonly from: number;
  readonly to: number;
  readonly pairs: Pair[];
}

/**
 * Free ablations: pairs of seed groups that differ in exactly one setting, whoever trained them and why. Found in time linear in the
 * number of groups and settings, and of pairs. The verdicts are one family.
 * @param runs those of which `settings` tells, in the same order
 */
export function ablationsOf(
  runs: readonly AssembledRun[],
  settings: readonly Setting[],
  metric: string,
  standards: Standards,
): { readonly ablations: readonly Ablations[]; readonly comparisons: number; readonly groups: number } {
  const groups = groupsOf(runs, settings, standards);
  const found = settings.map((setting, at) => stepsOf(setting, at, groups));
  const judged = new Map<Pair, AblationPair>();
  const chosen = found.flatMap((steps) => chosenOf(steps));
  const verdicts = judgeFamily(
    chosen.map(({ from, to }) => compareMetric(metric, to.runs, { runs: from.runs }, standards)),
  );
  chosen.forEach((pair, at) => {
    const { verdict, delta } = verdicts[at]!;
    const because = becauseText(verdicts[at]!);
    judged.set(pair, { ...toldOf(pair), verdict, because, ...(delta !== undefined && { delta }) });
  });
  const ablations = found.flatMap((steps, at): Ablations[] =>
    steps.length === 0 ? [] : [ablationsIn(settings[at]!, steps, judged)],
  );
  return {
    ablations,
    comparisons: Math.max(0, ...verdicts.map(({ comparisons }) => comparisons)),
    groups: groups.length,
  };
}

function groupsOf(runs: readonly AssembledRun[], settings: readonly Setting[], { seedLike }: Standards): Group[] {
  const at = new Map(runs.map(({ summary }, index) => [summary.id, index]));
  // Runs of other folders are as good: what they were trained with is all that counts here.
  const placed = runs.map(({ summary }): RunSummary => ({ ...summary, folder: "." }));
  return seedGroups(placed, seedLike).map((group) => {
    const indices = group.runs.map(({ id }) => at.get(id)!);
    const codes = settings.map(({ codes }) => codes[indices[0]!]!);
    const hash = codes.reduce((sum, code, index) => sum + hashOf(code, index), 0);
    return { runs: indices.map((index) => runs[index]!), codes, hash };
  });
}

/** The steps from value to value of one setting, in order: groups whose other settings are the same, two by two. */
function stepsOf(setting: Setting, at: number, groups: readonly Group[]): Found[] {
  const steps = new Map<string, Found>();
  for (const bucket of bucketsOf(at, groups)) {
    const sorted = bucket.sort((a, b) => a.codes[at]! - b.codes[at]!);
    sorted.forEach((from, index) => {
      for (const to of sorted.slice(index + 1, index + 1 + mostNeighbors)) addPair(steps, setting, at, { from, to });
    });
  }
  return [...steps.values()].sort((a, b) => a.from - b.from || a.to - b.to);
}

/** Groups that are alike but for one setting. Found by a sum over the others, then compared. */
function bucketsOf(at: number, groups: readonly Group[]): Group[][] {
  const byHash = new Map<number, Group[][]>();
  const all: Group[][] = [];
  for (const group of groups) {
    const hash = group.hash - hashOf(group.codes[at]!, at);
    const buckets = byHash.get(hash) ?? [];
    if (buckets.length === 0) byHash.set(hash, buckets);
    const known = buckets.find(([first]) =>
      first!.codes.every((code, index) => index === at || code === group.codes[index]),
    );
    if (known) known.push(group);
    else {
      const bucket = [group];
      buckets.push(bucket);
      all.push(bucket);
    }
  }
  return all.filter(({ length }) => length > 1);
}

/** An integer of 26 bits: sums of forty of them are exact. */
function hashOf(code: number, setting: number): number {
  return Math.imul(Math.imul(code + 1, 0x01000193) ^ (setting + 1), 0x5bd1e995) >>> 6;
}

function addPair(steps: Map<string, Found>, setting: Setting, at: number, pair: Pair): void {
  const [from, to] = [pair.from.codes[at]!, pair.to.codes[at]!];
  if (from === to) return;
  const key = `${from} ${to}`;
  const step = steps.get(key) ?? { setting, from, to, pairs: [] };
  if (step.pairs.length === 0) steps.set(key, step);
  step.pairs.push(pair);
}

/** Those that are judged: of each step a fair share, those of most runs first. */
function chosenOf(steps: readonly Found[]): Pair[] {
  const share = Math.max(1, Math.floor(mostPairs / Math.max(1, steps.length)));
  const sizeOf = ({ from, to }: Pair) => Math.min(from.runs.length, to.runs.length);
  return steps
    .flatMap(({ pairs }) => [...pairs].sort((a, b) => sizeOf(b) - sizeOf(a)).slice(0, share))
    .slice(0, mostPairs);
}

function toldOf({ from, to }: Pair): Pick<AblationPair, "from" | "to" | "names" | "otherCode"> {
  const nameOf = ({ runs }: Group) => commonName(runs.map(({ summary }) => summary));
  const commits = ({ runs }: Group) => new Set(runs.flatMap(({ summary: { git } }) => git?.commit ?? []));
  const [first, second] = [commits(from), commits(to)];
  const isKnown = first.size > 0 && second.size > 0;
  return {
    from: from.runs.map(({ summary }) => summary.id),
    to: to.runs.map(({ summary }) => summary.id),
    names: [nameOf(from), nameOf(to)],
    otherCode: isKnown && (first.size !== second.size || [...first].some((commit) => !second.has(commit))),
  };
}

function ablationsIn({ names }: Setting, steps: readonly Found[], judged: ReadonlyMap<Pair, AblationPair>): Ablations {
  const contrasts = steps.map((step) => contrastOf(step, judged)).filter(({ pairs }) => pairs.length > 0);
  return { names, contrasts, contrastsLeftOut: steps.length - contrasts.length };
}

function contrastOf({ setting, from, to, pairs }: Found, judged: ReadonlyMap<Pair, AblationPair>): Contrast {
  const told = pairs.flatMap((pair) => judged.get(pair) ?? []);
  const verdicts: Partial<Record<VerdictWord, number>> = {};
  for (const { verdict } of told) verdicts[verdict] = (verdicts[verdict] ?? 0) + 1;
  const deltas = told.flatMap(({ delta }) => delta ?? []).filter(Number.isFinite);
  return {
    from: setting.values[from],
    to: setting.values[to],
    count: pairs.length,
    pairs: told,
    ...(deltas.length > 0 && { delta: meanOf(deltas) }),
    verdicts,
  };
}
