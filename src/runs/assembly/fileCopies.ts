import { basename, dirname, join } from "node:path";
import type { RawRun } from "../../readers/raw";
import type { SourceState } from "./parts";

/** How sync clients, browsers and file managers call a copy of a file: what they add to its name. */
const marks = [
  / \(\d{1,3}\)(?=\.\w+$)/,
  / - copy(?: \(\d{1,3}\))?(?=\.\w+$)/i,
  / copy(?: \d{1,3})?(?=\.\w+$)/i,
  / \([^()]{0,60}conflicted copy[^()]{0,40}\)(?=\.\w+$)/i,
  /\.sync-conflict-[\w-]{1,40}(?=\.\w+$)/,
];

/** Logs that are copies of others beside them, by their names and by what they hold: a beginning of it. Each with its original. */
export function fileCopies(sources: readonly SourceState[]): ReadonlyMap<SourceState, SourceState> {
  const byPath = new Map(sources.map((source) => [source.claim.path, source]));
  const copies = new Map<SourceState, SourceState>();
  for (const source of sources) {
    const original = originalOf(source.claim.path);
    const other = original === undefined ? undefined : byPath.get(original);
    if (other && isBeginning(source, other)) copies.set(source, other);
  }
  return copies;
}

function originalOf(path: string): string | undefined {
  const name = basename(path);
  const mark = marks.find((one) => one.test(name));
  return mark && join(dirname(path), name.replace(mark, ""));
}

function isBeginning(copy: SourceState, original: SourceState): boolean {
  const [one, other] = [onlyRun(copy), onlyRun(original)];
  if (!one || !other) return false;
  return [...one.series.values()].every(({ tag, points }) => {
    const all = other.series.get(tag)?.points.view();
    const { length, steps, values } = points.view();
    if (!all || all.length < length) return length === 0;
    return steps.every((step, at) => step === all.steps[at] && Object.is(values[at], all.values[at]));
  });
}

function onlyRun({ raw }: SourceState): RawRun | undefined {
  const [run, ...others] = raw.runs.values();
  // Runs of a database have ids of their own, by which a copy is told.
  return others.length === 0 && run?.nativeId === "" ? run : undefined;
}
