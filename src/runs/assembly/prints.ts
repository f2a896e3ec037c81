import { dirname, extname } from "node:path";
import { beginsWith, roundedEvidenceIn, type SeriesPrint } from "../../readers/fingerprint";
import { groupBy } from "../../util/groupBy";
import { aliasKey } from "../judging/aliases";
import { isEarlier, layoutOf, type Part, type RunParts } from "./parts";

/**
 * Drops what a program printed where another log tells of the same training: one of the same run, or one of the same name
 * beside it, `train.txt` beside `train.csv`. What was printed of another training, as its numbers say, is a run of its own.
 */
export function withoutPrints(runs: readonly RunParts[]): RunParts[] {
  if (!runs.some(({ parts }) => parts.some(isPrint))) return [...runs];
  const byStem = groupBy(
    runs.flatMap(({ parts }) => parts).filter((part) => !isPrint(part) && hasPoints(part)),
    stemOf,
  );
  const { whole, told } = toldWhole(runs);
  return runs.flatMap((run) => {
    if (told.has(run)) return [];
    const prints = run.parts.filter(isPrint);
    const logs = run.parts.filter((part) => !isPrint(part));
    if (prints.length === 0) return [run];
    if (whole.has(run)) return [asOne(run, logs)];
    const others = (print: Part) => [...logs.filter(hasPoints), ...(byStem.get(stemOf(print)) ?? [])];
    if (prints.every((print) => others(print).length === 0)) return [run];
    const apart = run.attempt ? [] : prints.filter((print) => contradicts(print, others(print)));
    const left = logs.length > 0 ? [{ ...run, parts: logs }] : [];
    return [...left, ...apart.map((print) => ownRun(run, print))];
  });
}

/**
 * Trainings that were printed one behind the other, such as the folds of a validation, where the log of the one run that they
 * are holds all of their points.
 * @returns those runs, and what was printed of them as trainings of their own
 */
function toldWhole(runs: readonly RunParts[]) {
  const whole = new Set<RunParts>();
  const told = new Set<RunParts>();
  const byMain = groupBy(runs.filter(isEarlier), ({ under }) => under ?? "");
  for (const run of runs) {
    const earlier = isEarlier(run) ? [] : (byMain.get(run.id) ?? []);
    const logs = run.parts.filter((part) => !isPrint(part));
    if (earlier.length === 0 || !earlier.every(({ parts }) => parts.every(isPrint))) continue;
    const printed = [run, ...earlier].map(({ parts }) => longestOf(parts.filter(isPrint)));
    const sum = printed.reduce((all, length) => all + length, 0);
    if (longestOf(logs) < Math.max(1, sum) || !beginsAs(logs, earlier)) continue;
    whole.add(run);
    for (const one of earlier) told.add(one);
  }
  return { whole, told };
}

/** Whether a log begins with what was printed first: one of the last training alone may have as many points. */
function beginsAs(logs: readonly Part[], earlier: readonly RunParts[]): boolean {
  const first = earlier.find(({ attempt }) => attempt?.index === 1)?.parts ?? [];
  const [written, printed] = [logs, first].map((parts) => parts.flatMap(({ raw }) => raw.prints));
  return written!.some((log) => printed!.some((print) => beginsWith(log, print)));
}

/** A run that is no attempt, of these parts alone. */
function asOne({ id, path, nativeId }: RunParts, parts: readonly Part[]): RunParts {
  return { id, path, nativeId, parts };
}

/** Points of the longest metric. */
function longestOf(parts: readonly Part[]): number {
  return Math.max(0, ...parts.flatMap(({ raw }) => raw.prints.map(({ count }) => count)));
}

function isPrint({ source }: Part): boolean {
  return layoutOf(source).onlyAlone === true;
}

function hasPoints({ raw }: Part): boolean {
  return raw.hasPoints;
}

/** The path of a log without its ending. */
function stemOf({ source: { claim } }: Part): string {
  return claim.path.slice(0, claim.path.length - extname(claim.path).length) || dirname(claim.path);
}

/** Whether a metric that both have was something else at the same steps. */
function contradicts(print: Part, logs: readonly Part[]): boolean {
  const known = new Map(logs.flatMap((log) => log.raw.prints.map((one): [string, SeriesPrint] => [keyOf(one), one])));
  return print.raw.prints.some((one) => {
    const other = known.get(keyOf(one));
    return other !== undefined && roundedEvidenceIn(other, one) === undefined;
  });
}

function keyOf({ name }: SeriesPrint): string {
  return aliasKey(name).replace(/^train\//, "/");
}

function ownRun(run: RunParts, print: Part): RunParts {
  const { path } = print.source.claim;
  return { id: path, path, nativeId: run.nativeId, parts: [{ ...print, nameOf: (tag) => tag }] };
}
