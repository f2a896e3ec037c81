import { basename, join } from "node:path";
import type { RunSummary } from "../../shared/run";
import type { Judge } from "./judge";
import type { GroupNode } from "./nodes";
import { naturalKey } from "./sort";

/** A folder on the way to runs. */
interface Folder {
  readonly folders: Map<string, Folder>;
  readonly runs: RunSummary[];
}

export interface Grouping {
  readonly judge: Judge;
  readonly order: (runs: readonly RunSummary[]) => readonly RunSummary[];
  /** All groups begin open. */
  readonly open: boolean;
}

export interface Grouped {
  readonly groups: readonly GroupNode[];
  /** Those that lie in no folder of their own. */
  readonly runs: readonly RunSummary[];
}

/**
 * Sorts runs into the folders that they are listed under. A folder that holds nothing but one other is not shown by
 * itself ("exp/nightly/"); workspace folders are shown only if there are several.
 */
export function groupRuns(runs: readonly RunSummary[], how: Grouping): Grouped {
  const roots = new Map<string, Folder>();
  for (const run of runs) folderOf(run, roots).runs.push(run);
  const only = roots.size === 1 ? [...roots][0] : undefined;
  if (only) return contentOf(only[1], only[0], ".", how);
  const groups = [...roots].map(([root, folder]) =>
    groupNode(basename(root), root, ".", contentOf(folder, root, ".", how), how),
  );
  return { groups: groups.sort(byLabel), runs: [] };
}

function folderOf(run: RunSummary, roots: Map<string, Folder>): Folder {
  let folder = childOf(roots, run.root);
  if (run.group !== ".") for (const name of run.group.split("/")) folder = childOf(folder.folders, name);
  return folder;
}

function childOf(folders: Map<string, Folder>, name: string): Folder {
  let folder = folders.get(name);
  if (!folder) folders.set(name, (folder = { folders: new Map(), runs: [] }));
  return folder;
}

function contentOf(folder: Folder, root: string, path: string, how: Grouping): Grouped {
  const alone = path === "." && folder.folders.size === 1;
  const groups = [...folder.folders].map(([first, child]) => {
    let name = first;
    let inner = child;
    for (let next = onlyFolder(inner); next; next = onlyFolder(inner)) {
      name += `/${next[0]}`;
      inner = next[1];
    }
    const full = path === "." ? name : `${path}/${name}`;
    return groupNode(`${name}/`, root, full, contentOf(inner, root, full, how), how, alone);
  });
  return { groups: groups.sort(byLabel), runs: how.order(folder.runs) };
}

function onlyFolder({ folders, runs }: Folder): readonly [string, Folder] | undefined {
  return runs.length === 0 && folders.size === 1 ? [...folders][0] : undefined;
}

function groupNode(
  label: string,
  root: string,
  path: string,
  content: Grouped,
  how: Grouping,
  alone = false,
): GroupNode {
  const all = once(() => [...content.groups.flatMap(({ all }) => all()), ...content.runs]);
  const ids = once(() => all().map(({ id }) => id));
  const best = once(() => bestOf(all(), how.judge));
  return {
    kind: "group",
    key: `group:${root}:${path}`,
    label,
    folder: path === "." ? root : join(root, path),
    open: how.open || alone,
    groups: content.groups,
    runs: content.runs,
    all,
    get runIds() {
      return ids();
    },
    get best() {
      return best();
    },
  };
}

/** The best value of the metric that most of the runs are judged by, if it is known which way is better. */
function bestOf(runs: readonly RunSummary[], judge: Judge): GroupNode["best"] {
  const found = new Map<string, { count: number; value: number }>();
  for (const run of runs) {
    const measure = judge.primary(run);
    const value = measure?.at?.value;
    if (!measure || measure.direction === "unknown" || value === undefined || Number.isNaN(value)) continue;
    const { name } = measure.series;
    const before = found.get(name);
    const better = measure.direction === "lower" ? Math.min : Math.max;
    found.set(name, { count: (before?.count ?? 0) + 1, value: better(before?.value ?? value, value) });
  }
  let best: [string, { count: number; value: number }] | undefined;
  for (const entry of found) if (!best || entry[1].count > best[1].count) best = entry;
  return best && { metric: best[0], value: best[1].value };
}

function byLabel(a: GroupNode, b: GroupNode): number {
  const [left, right] = [naturalKey(a.label), naturalKey(b.label)];
  return left < right ? -1 : left > right ? 1 : a.key < b.key ? -1 : 1;
}

function once<T extends object | undefined>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}
