import { contentNames, loggerNames } from "../../readers/contentNames";
import type { ParamValue, RunSummary } from "../../shared/run";
import { drain } from "../../util/drain";
import { groupBy } from "../../util/groupBy";
import { formatParam } from "./numbers";

/** What of a run its name is made of. */
export type Nameable = Pick<RunSummary, "id" | "name" | "path" | "params" | "startedAt">;

/** Names that count the runs of what the folder above is called after. */
const counted = /^version_\d+$/i;
/** Folders that tools call by an id, or by a time and an id: they tell runs apart, but say nothing of them. */
const ids = /^(?:[0-9a-f]{16,64}|(?:offline-)?run-\d{8}_\d{6}-\w{1,40})$/;

/** Params that tell runs apart best go first; no name has more of them than this. */
const mostParams = 3;
const mostTried = 20;
/** Params looked at, and how long a value may be. */
const mostKeys = 500;
const longestValue = 40;

/**
 * What each run is called where all of them are listed, by id. What runs share is dropped and what differs is kept: a run
 * called by what its folder holds is called by the folder above, `version_3` by its project too, and runs of one name get
 * what tells them apart: folders, else params, else the start, else the end of the id.
 */
export function namesOf(runs: Iterable<Nameable>): ReadonlyMap<string, string> {
  return drain(naming([...runs]));
}

/** The same with pauses: tens of thousands take a while. */
function* naming(runs: readonly Nameable[]): Generator<void, ReadonlyMap<string, string>> {
  const names = new Map<string, string>();
  const bases: string[] = [];
  for (const run of runs) {
    bases.push(baseName(run));
    yield;
  }
  for (const [name, places] of groupBy(runs.keys(), (at) => bases[at]!)) {
    const same = places.map((at) => runs[at]!);
    const marks = same.length === 1 ? [""] : yield* marking(same, name);
    same.forEach((run, at) => names.set(run.id, marks[at] === "" ? name : `${name} · ${marks[at]!}`));
    yield;
  }
  const versions = runs.filter((run, at) => counted.test(run.name) && names.get(run.id) === bases[at]);
  yield* tellingVersions(versions, names);
  return names;
}

/** Adds the params that differ to versions of one project: `cifar/version_3 · lr 0.1`. */
function* tellingVersions(versions: readonly Nameable[], names: Map<string, string>): Generator<void, void> {
  for (const same of groupBy(versions, ({ path }) => path.slice(0, path.lastIndexOf("/"))).values()) {
    const marks = same.length > 1 ? yield* markingByParams(same) : [];
    for (const [at, mark] of marks.entries()) {
      const { id } = same[at]!;
      if (mark !== "") names.set(id, `${names.get(id)!} · ${mark}`);
    }
    yield;
  }
}

function baseName({ name, path }: Nameable): string {
  const parts = path.split("/");
  const last = parts.at(-1) ?? "";
  // A name that the tool gave is one; a file is called by its stem.
  if (name !== last && name !== last.replace(/\.\w+$/, "")) return name;
  if (counted.test(name)) {
    const isProject = (part: string) => !contentNames.test(part) && !loggerNames.test(part);
    const project = parts.slice(0, -1).findLast(isProject) ?? parts.at(-2);
    return project === undefined ? name : `${project}/${name}`;
  }
  if (!contentNames.test(name)) return name;
  const above = parts.slice(0, -1).findLast((part) => !contentNames.test(part));
  return above ?? name;
}

/** What tells runs of one name apart, for each; "" for a run that nothing does. */
function* marking(runs: readonly Nameable[], name: string): Generator<void, readonly string[]> {
  const ways = [() => markingByFolders(runs, name), () => markingByParams(runs), () => markingByTimes(runs)];
  let marks = runs.map(() => "");
  for (const marksOf of ways) {
    if (new Set(marks).size === runs.length) break;
    const way = yield* marksOf();
    const joined = marks.map((mark, at) => [mark, way[at]!].filter((part) => part !== "").join(", "));
    if (new Set(joined).size > new Set(marks).size) marks = joined;
  }
  const shared = groupBy(marks.keys(), (at) => marks[at]!);
  for (const same of shared.values())
    if (same.length > 1) for (const at of same) marks[at] = endOf(runs[at]!, marks[at]!);
  return marks;
}

/** The folders between those that all paths begin and end with. */
function* markingByFolders(runs: readonly Nameable[], name: string): Generator<void, readonly string[]> {
  const paths: string[][] = [];
  for (const { path } of runs) {
    paths.push(path.split("/"));
    yield;
  }
  const shortest = Math.min(...paths.map(({ length }) => length));
  const isShared = (at: (path: readonly string[]) => string | undefined) =>
    paths.every((path) => at(path) === at(paths[0]!));
  let start = 0;
  for (; start < shortest && isShared((path) => path[start]); start++) yield;
  let end = 0;
  for (; end < shortest - start && isShared((path) => path[path.length - 1 - end]); end++) yield;
  const marks: string[] = [];
  for (const path of paths) {
    const between = path
      .slice(start, path.length - end)
      .filter((part) => !ids.test(part))
      .join("/");
    marks.push(between === name ? "" : between);
    yield;
  }
  return marks;
}

/** As few of the params that differ as tell the runs apart, those first that differ most. */
function* markingByParams(runs: readonly Nameable[]): Generator<void, readonly string[]> {
  const keys = new Set<string>();
  for (const { params } of runs) {
    for (const key of Object.keys(params).slice(0, mostKeys)) keys.add(key);
    yield;
  }
  const counts: { readonly key: string; readonly count: number }[] = [];
  for (const key of keys) {
    counts.push({ key, count: (yield* texts(runs, key)).size });
  }
  const differing = counts
    .filter(({ count }) => count > 1)
    .sort((a, b) => b.count - a.count || a.key.length - b.key.length || (a.key < b.key ? -1 : 1))
    .slice(0, mostTried);
  let marks = runs.map(() => "");
  let chosen = 0;
  for (const { key } of differing) {
    const before = new Set(marks).size;
    if (chosen === mostParams || before === runs.length) break;
    const next: string[] = [];
    for (const [at, run] of runs.entries()) {
      const mark = `${lastPart(key)} ${textOf(run, key)}`;
      next.push(chosen === 0 ? mark : `${marks[at]!}, ${mark}`);
      yield;
    }
    if (new Set(next).size === before) continue;
    marks = next;
    chosen++;
  }
  return marks;
}

/** The values that a param has in some runs, as texts. */
function* texts(runs: readonly Nameable[], key: string): Generator<void, ReadonlySet<string>> {
  const found = new Set<string>();
  for (const run of runs) {
    found.add(textOf(run, key));
    yield;
  }
  return found;
}

function* markingByTimes(runs: readonly Nameable[]): Generator<void, readonly string[]> {
  const marks: string[] = [];
  for (const { startedAt } of runs) {
    marks.push(timeOf(startedAt));
    yield;
  }
  return marks;
}

function textOf({ params }: Nameable, key: string): string {
  const value: ParamValue | undefined = Object.hasOwn(params, key) ? params[key] : undefined;
  const text = value === undefined ? "–" : formatParam(value);
  return text.length > longestValue ? `${text.slice(0, longestValue)}…` : text;
}

/** Of `optimizer.lr`, what people call it. */
function lastPart(key: string): string {
  return key.split(/[./]/).at(-1) || key;
}

function timeOf(startedAt: number | undefined): string {
  return startedAt === undefined ? "" : new Date(startedAt).toISOString().slice(0, 16).replace("T", " ");
}

function endOf({ id, path }: Nameable, mark: string): string {
  const end = id.includes("#") ? id.slice(id.lastIndexOf("#") + 1).slice(0, 8) : path;
  return mark === "" ? end : `${mark}, ${end}`;
}

/** What of a run its name hangs on, as it was when names were last worked out. */
type Seen = readonly [name: string, params: number, startedAt: number | undefined];

/** The names of runs, worked out again only once something that they hang on is another. */
export class RunNames {
  private names: ReadonlyMap<string, string> = new Map();
  private seen = new Map<string, { run: RunSummary; readonly hangsOn: Seen }>();

  /** Takes notice of the runs that there are now, with pauses. @returns whether some names may be others */
  *refreshing(runs: ReadonlyMap<string, RunSummary>): Generator<void, boolean> {
    const all = [...runs.values()];
    if (all.length === this.seen.size && (yield* this.areAsSeen(all))) return false;
    const names = yield* naming(all);
    const seen: typeof this.seen = new Map();
    for (const run of all) {
      seen.set(run.id, { run, hangsOn: seenOf(run) });
      yield;
    }
    [this.names, this.seen] = [names, seen];
    return true;
  }

  /** As it was last worked out; of a run that was not there then, by itself. */
  of(run: RunSummary): string {
    return this.names.get(run.id) ?? baseName(run);
  }

  private *areAsSeen(runs: readonly RunSummary[]): Generator<void, boolean> {
    for (const run of runs) {
      const before = this.seen.get(run.id);
      if (before === undefined) return false;
      if (before.run !== run && !seenOf(run).every((part, at) => part === before.hangsOn[at])) return false;
      before.run = run;
      yield;
    }
    return true;
  }
}

function seenOf({ name, params, startedAt }: RunSummary): Seen {
  return [name, Object.keys(params).length, startedAt];
}
