import { drain } from "../util/drain";
import type { Edit, StateContent } from "./stateContent";

/** Where a run was, and where it is now: ids, or paths within one file. */
export interface Move {
  readonly from: string;
  readonly to: string;
}

/**
 * What runs that are gone are called now: the one run without marks whose path ends like the old one's, in the most folders. Where the run's own
 * folder has another name, or two could be it, nobody but the user knows.
 * @param lost ids of runs that something is said of, and that are not there
 * @param free ids of runs that nothing is said of
 */
export function likelyMoves(lost: readonly string[], free: Iterable<string>): Move[] {
  return drain(findingMoves(lost, free));
}

/** The same, pausing often: somebody may have marked tens of thousands of runs. */
export function* findingMoves(lost: readonly string[], free: Iterable<string>): Generator<void, Move[]> {
  /** By an end of a path the one run that has it; undefined where two do. */
  const ends = new Map<string, string | undefined>();
  for (const id of free) {
    for (const end of endsOf(id)) ends.set(end, ends.has(end) ? undefined : id);
    yield;
  }
  const found: Move[] = [];
  for (const from of lost) {
    const longest = endsOf(from).find((end) => ends.has(end));
    const to = longest === undefined ? undefined : ends.get(longest);
    if (to !== undefined) found.push({ from, to });
    yield;
  }
  const claims = new Map<string, number>();
  for (const { to } of found) claims.set(to, (claims.get(to) ?? 0) + 1);
  return found.filter(({ to }) => claims.get(to) === 1);
}

/** What a path ends with, the longest first: "/p/a" of "/p/a", then "p/a", then "a". */
function endsOf(id: string): string[] {
  return id.split(/[/\\]/).map((_, at, parts) => parts.slice(at).join("/"));
}

function sharedEnd(a: readonly string[], b: readonly string[]): number {
  let count = 0;
  while (count < Math.min(a.length, b.length) && a.at(-1 - count) === b.at(-1 - count)) count++;
  return count;
}

/** What to change in a file so that all that it says of runs, baselines and their folders follows them. Paths as the file has them. */
export function moveEdits(content: StateContent, moves: readonly Move[]): Edit[] {
  const to = new Map(moves.map((move) => [move.from, move.to]));
  const now = (path: string) => to.get(path) ?? path;
  const { runs, baseline, baselines, headlines } = content;
  const marks = moves.filter(({ from }) => runs.has(from)).map((move) => moved("runs", move));
  const named = [...baselines].flatMap(([name, spec]): Edit[] => {
    if (spec.kind === "runs" && spec.runs.some((run) => to.has(run)))
      return [{ path: ["baselines", name, "runs"], value: spec.runs.map(now) }];
    if (spec.kind === "group" && to.has(spec.run))
      return [{ path: ["baselines", name, "group"], value: now(spec.run) }];
    return [];
  });
  const isRun = baseline !== undefined && !baselines.has(baseline) && !content.targets.has(baseline);
  const measure = isRun && to.has(baseline) ? [{ path: ["baseline"], value: now(baseline) }] : [];
  const folders = foldersOf(moves).filter(({ from }) => headlines.has(from));
  return [...marks, ...named, ...measure, ...folders.map((move) => moved("headlines", move))];
}

function moved(key: string, { from, to }: Move): Edit {
  return { path: [key, to], from: [key, from], value: undefined };
}

/** The folders that runs were moved with, each once: what is left of two paths without their common end, and what holds that. */
function foldersOf(moves: readonly Move[]): Move[] {
  const found = new Map<string, string>();
  for (const { from, to } of moves) {
    const [before, after] = [from.split("/"), to.split("/")];
    for (let ends = sharedEnd(before, after); ends > 0; ends--) {
      const folder = before.slice(0, -ends).join("/");
      if (folder !== "" && !found.has(folder)) found.set(folder, after.slice(0, -ends).join("/") || ".");
    }
  }
  return [...found].map(([from, to]) => ({ from, to }));
}
