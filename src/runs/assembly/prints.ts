import { dirname, extname } from "node:path";
import { roundedEvidenceIn, type SeriesPrint } from "../../readers/fingerprint";
import { groupBy } from "../../util/groupBy";
import { aliasKey } from "../judging/aliases";
import { layoutOf, type Part, type RunParts } from "./parts";

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
  return runs.flatMap((run) => {
    const prints = run.parts.filter(isPrint);
    const logs = run.parts.filter((part) => !isPrint(part));
    if (prints.length === 0) return [run];
    const others = (print: Part) => [...logs.filter(hasPoints), ...(byStem.get(stemOf(print)) ?? [])];
    if (prints.every((print) => others(print).length === 0)) return [run];
    const apart = run.attempt ? [] : prints.filter((print) => contradicts(print, others(print)));
    const left = logs.length > 0 ? [{ ...run, parts: logs }] : [];
    return [...left, ...apart.map((print) => ownRun(run, print))];
  });
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
