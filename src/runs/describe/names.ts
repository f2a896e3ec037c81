import { contentNames, loggerNames } from "../../readers/contentNames";
import type { ParamValue, RunSummary } from "../../shared/run";
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
  const names = new Map<string, string>();
  const all = [...runs];
  for (const [name, same] of groupBy(all, baseName)) {
    const marks = same.length === 1 ? [""] : marksOf(same, name);
    same.forEach((run, at) => names.set(run.id, marks[at] === "" ? name : `${name} · ${marks[at]!}`));
  }
  tellVersions(all, names);
  return names;
}

/** Adds the params that differ to versions of one project: `cifar/version_3 · lr 0.1`. */
function tellVersions(runs: readonly Nameable[], names: Map<string, string>): void {
  const versions = runs.filter((run) => counted.test(run.name) && names.get(run.id) === baseName(run));
  for (const same of groupBy(versions, ({ path }) => path.slice(0, path.lastIndexOf("/"))).values()) {
    const marks = same.length > 1 ? paramsOf(same) : [];
    for (const [at, mark] of marks.entries()) {
      const { id } = same[at]!;
      if (mark !== "") names.set(id, `${names.get(id)!} · ${mark}`);
    }
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
function marksOf(runs: readonly Nameable[], name: string): readonly string[] {
  const ways = [foldersOf(runs, name), paramsOf(runs), runs.map(({ startedAt }) => timeOf(startedAt))];
  let marks = runs.map(() => "");
  for (const way of ways) {
    if (new Set(marks).size === runs.length) break;
    const joined = marks.map((mark, at) => [mark, way[at]!].filter((part) => part !== "").join(", "));
    if (new Set(joined).size > new Set(marks).size) marks = joined;
  }
  const shared = groupBy(marks.keys(), (at) => marks[at]!);
  for (const same of shared.values())
    if (same.length > 1) for (const at of same) marks[at] = endOf(runs[at]!, marks[at]!);
  return marks;
}

/** The folders between those that all paths begin and end with. */
function foldersOf(runs: readonly Nameable[], name: string): readonly string[] {
  const paths = runs.map(({ path }) => path.split("/"));
  const shortest = Math.min(...paths.map(({ length }) => length));
  const isShared = (at: (path: readonly string[]) => string | undefined) =>
    paths.every((path) => at(path) === at(paths[0]!));
  let start = 0;
  while (start < shortest && isShared((path) => path[start])) start++;
  let end = 0;
  while (end < shortest - start && isShared((path) => path[path.length - 1 - end])) end++;
  return paths.map((path) => {
    const between = path
      .slice(start, path.length - end)
      .filter((part) => !ids.test(part))
      .join("/");
    return between === name ? "" : between;
  });
}

/** As few of the params that differ as tell the runs apart, those first that differ most. */
function paramsOf(runs: readonly Nameable[]): readonly string[] {
  const keys = new Set(runs.flatMap(({ params }) => Object.keys(params).slice(0, mostKeys)));
  const differing = [...keys]
    .map((key) => ({ key, count: new Set(runs.map((run) => textOf(run, key))).size }))
    .filter(({ count }) => count > 1)
    .sort((a, b) => b.count - a.count || a.key.length - b.key.length || (a.key < b.key ? -1 : 1))
    .slice(0, mostTried);
  const chosen: string[] = [];
  const marks = () => runs.map((run) => chosen.map((key) => `${lastPart(key)} ${textOf(run, key)}`).join(", "));
  for (const { key } of differing) {
    if (chosen.length === mostParams || new Set(marks()).size === runs.length) break;
    const before = new Set(marks()).size;
    chosen.push(key);
    if (new Set(marks()).size === before) chosen.pop();
  }
  return marks();
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
  private seen: ReadonlyMap<string, Seen> = new Map();

  /** Takes notice of the runs that there are now. */
  refresh(runs: ReadonlyMap<string, RunSummary>): void {
    if (runs.size === this.seen.size && [...runs.values()].every((run) => this.isAsSeen(run))) return;
    this.names = namesOf(runs.values());
    this.seen = new Map([...runs].map(([id, run]) => [id, seenOf(run)]));
  }

  of(run: RunSummary): string {
    return this.names.get(run.id) ?? run.name;
  }

  private isAsSeen(run: RunSummary): boolean {
    const before = this.seen.get(run.id);
    return before !== undefined && seenOf(run).every((part, at) => part === before[at]);
  }
}

function seenOf({ name, params, startedAt }: RunSummary): Seen {
  return [name, Object.keys(params).length, startedAt];
}
