import { basename, dirname, join } from "node:path";
import { evidenceIn } from "../../readers/fingerprint";
import type { RawRun } from "../../readers/raw";
import type { Part, RunParts, SourceState } from "./parts";

/** How sync clients, browsers and file managers call a copy of a file: what they add to its name. */
const marks = [
  / \(\d{1,3}\)(?=\.\w+$)/,
  /^(?:copy of|kopie von|copie de|copia d[ei]) /i,
  / - (?:copy|kopie|copie|copia|副本|コピー)(?: \(\d{1,3}\))?(?=\.\w+$)/i,
  / copy(?: \d{1,3})?(?=\.\w+$)/i,
  /[-_.](?:backup|bak|copy)[-_]?\d{0,3}(?=\.\w+$)/i,
  / \([^()]{0,60}conflicted copy[^()]{0,40}\)(?=\.\w+$)/i,
  /\.sync-conflict-[\w-]{1,40}(?=\.\w+$)/,
  // OneDrive adds the computer's name.
  /-[A-Z][A-Z\d]{2,15}(?:-[A-Z\d]{1,15}){0,2}(?=\.\w+$)/,
];

/** Logs that are copies of others beside them, by their names and by what they hold. */
export interface FileCopies {
  /** A copy that is a beginning of its original, or equal: it tells nothing new. */
  readonly copies: ReadonlyMap<SourceState, SourceState>;
  /** A copy that goes on where its original ends, as one that was downloaded again later. */
  readonly longer: ReadonlyMap<SourceState, SourceState>;
}

/** Finds copies, each with its original. */
export function fileCopies(sources: readonly SourceState[]): FileCopies {
  const byPath = new Map(sources.map((source) => [source.claim.path, source]));
  const copies = new Map<SourceState, SourceState>();
  const longer = new Map<SourceState, SourceState>();
  for (const source of sources) {
    const name = originalOf(source.claim.path);
    const other = name === undefined ? undefined : (byPath.get(name) ?? byPath.get(dirname(name)));
    const [one, original] = [onlyRun(source), other && onlyRun(other)];
    if (!other || !one || !original || !other.files.includes(name!)) continue;
    if (isBeginning(one, original)) copies.set(source, other);
    else if (isBeginning(original, one)) longer.set(source, other);
  }
  return { copies, longer };
}

/** Adds copies that go on to the runs of their originals, whose ids and names they get: the longer one of a metric is shown. */
export function withLonger(runs: readonly RunParts[], longer: FileCopies["longer"]): RunParts[] {
  if (longer.size === 0) return [...runs];
  const byOriginal = new Map([...longer].map(([copy, original]) => [original, copy]));
  return runs.map((run) => {
    const added = run.attempt ? [] : run.parts.flatMap((part) => goneOn(part, byOriginal.get(part.source)));
    if (added.length === 0) return run;
    const also = [...(run.also ?? []), ...added.map(({ source }) => source.claim.path)];
    return { ...run, parts: [...run.parts, ...added], also };
  });
}

function goneOn(part: Part, copy: SourceState | undefined): Part[] {
  const raw = copy && onlyRun(copy);
  return raw ? [{ source: copy, raw, nameOf: part.nameOf }] : [];
}

function originalOf(path: string): string | undefined {
  const name = basename(path);
  const mark = marks.find((one) => one.test(name));
  return mark && join(dirname(path), name.replace(mark, ""));
}

function isBeginning(copy: RawRun, original: RawRun): boolean {
  if (copy.outline || original.outline) return beginsAlike(copy, original);
  return [...copy.series.values()].every(({ tag, points }) => {
    const all = original.series.get(tag)?.points.view();
    const { length, steps, values } = points.view();
    if (!all || all.length < length) return length === 0;
    return steps.every((step, at) => step === all.steps[at] && Object.is(values[at], all.values[at]));
  });
}

/** By what is kept of runs whose points were given back. */
function beginsAlike(copy: RawRun, original: RawRun): boolean {
  return copy.prints.every((print) => {
    const same = original.prints.find(({ name }) => name === print.name);
    return same !== undefined && same.count >= print.count && evidenceIn(print, same) !== undefined;
  });
}

function onlyRun({ raw }: SourceState): RawRun | undefined {
  const [run, ...others] = raw.runs.values();
  // Runs of a database have ids of their own, by which a copy is told.
  return others.length === 0 && run?.nativeId === "" ? run : undefined;
}
