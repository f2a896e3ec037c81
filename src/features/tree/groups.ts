import { basename, join } from "node:path";
import { bestOf } from "../../runs/judging/best";
import type { Judge } from "../../runs/judging/judge";
import type { RunSummary } from "../../shared/run";
import type { GroupNode } from "./nodes";
import { naturalKey } from "../../runs/judging/sort";
import { folderOf, type Row } from "./rows";
import { once } from "../../util/once";

/** A folder on the way to runs, or a group that a tool keeps in one, which has no folder of its own. */
interface Folder {
  readonly folders: Map<string, Folder>;
  /** By the tool's name. */
  readonly groups: Map<string, Folder>;
  readonly rows: Row[];
}

export interface Grouping {
  readonly judge: Judge;
  readonly order: (rows: readonly Row[]) => readonly Row[];
  /** All groups begin open. */
  readonly open: boolean;
}

export type Grouped = Pick<GroupNode, "groups" | "rows">;

type Content = Pick<GroupNode, "groups" | "rows" | "members">;

/**
 * Sorts rows into the folders that they are listed under, and there into the tool's own groups. A folder that holds
 * nothing but one other, or one group, is not shown by itself ("exp/nightly/", "mlruns/churn"); workspace folders are
 * shown only if there are several, in the order in which they are searched.
 */
export function groupRows(rows: readonly Row[], how: Grouping): Grouped {
  const roots = foldersOf(rows);
  const only = roots.size === 1 ? [...roots][0] : undefined;
  if (only) return contentOf(only[1], only[0], ".", how);
  const groups = [...roots].map(([root, folder]) =>
    groupNode({ label: basename(root), root, path: ".", open: how.open }, contentOf(folder, root, ".", how), how),
  );
  return { groups, rows: () => [] };
}

/** Every workspace folder's tree, with the rows where they belong. */
function foldersOf(rows: readonly Row[]): Map<string, Folder> {
  const roots = new Map<string, Folder>();
  // Runs of one folder mostly come one after another, and always share its path.
  const known = new Map<string, Map<string, Folder>>();
  for (const row of rows) {
    const { root } = row.runs[0]!;
    const path = folderOf(row);
    let folders = known.get(root);
    if (!folders) known.set(root, (folders = new Map<string, Folder>()));
    let folder = folders.get(path);
    if (!folder) {
      folder = childOf(roots, root);
      if (path !== ".") for (const name of path.split("/")) folder = childOf(folder.folders, name);
      folders.set(path, folder);
    }
    const group = groupOf(row);
    (group === undefined ? folder : childOf(folder.groups, group)).rows.push(row);
  }
  return roots;
}

/** The tool's group that all runs of a row are in. */
function groupOf({ runs }: Row): string | undefined {
  const { group } = runs[0]!;
  return group === undefined || runs.length === 1 || runs.every((run) => run.group === group) ? group : undefined;
}

function childOf(folders: Map<string, Folder>, name: string): Folder {
  let folder = folders.get(name);
  if (!folder) folders.set(name, (folder = { folders: new Map(), groups: new Map(), rows: [] }));
  return folder;
}

function contentOf(folder: Folder, root: string, path: string, how: Grouping): Content {
  const open = how.open || (path === "." && folder.folders.size + folder.groups.size === 1);
  const folders = [...folder.folders].map(([first, child]) => {
    let name = first;
    let inner = child;
    for (let next = onlyFolder(inner); next; next = onlyFolder(inner)) {
      name += `/${next[0]}`;
      inner = next[1];
    }
    const place = { root, path: path === "." ? name : `${path}/${name}`, open };
    const only = onlyGroup(inner);
    if (only)
      return groupNode({ label: `${name}/${only[0]}`, group: only[0], ...place }, listOf(only[1].rows, how), how);
    const label = isFile(inner, place.path) ? name : `${name}/`;
    return groupNode({ label, ...place }, contentOf(inner, root, place.path, how), how);
  });
  const named = [...folder.groups].map(([group, { rows }]) =>
    groupNode({ label: group, root, path, group, open }, listOf(rows, how), how),
  );
  const groups = [...folders, ...named];
  const own = listOf(folder.rows, how);
  const members = once(() =>
    groups.length === 0 ? own.members() : [...groups.flatMap((group) => group.members()), ...own.members()],
  );
  return { ...own, groups: groups.sort(byLabel), members };
}

function listOf(rows: readonly Row[], how: Grouping): Content {
  return { groups: [], rows: once(() => how.order(rows)), members: once(() => runsOf(rows)) };
}

/** A plain loop: a refresh goes over the rows of every folder. */
function runsOf(rows: readonly Row[]): RunSummary[] {
  const all: RunSummary[] = [];
  for (const { runs } of rows) for (const run of runs) all.push(run);
  return all;
}

function onlyFolder({ folders, groups, rows }: Folder): readonly [string, Folder] | undefined {
  return rows.length === 0 && groups.size === 0 && folders.size === 1 ? [...folders][0] : undefined;
}

/** Whether runs stand in a file of that path: a study's journal, a database. */
function isFile({ groups, rows }: Folder, path: string): boolean {
  const some = rows[0] ?? [...groups.values()][0]?.rows[0];
  return some?.runs[0]!.path === path;
}

function onlyGroup({ folders, groups, rows }: Folder): readonly [string, Folder] | undefined {
  return rows.length === 0 && folders.size === 0 && groups.size === 1 ? [...groups][0] : undefined;
}

interface Place {
  readonly label: string;
  readonly root: string;
  readonly path: string;
  /** The tool's name, if it is no folder. */
  readonly group?: string;
  readonly open: boolean;
}

function groupNode(
  { label, root, path, group, open }: Place,
  { groups, rows, members }: Content,
  { judge }: Grouping,
): GroupNode {
  const key = `group:${root}:${path}${group === undefined ? "" : `#${group}`}`;
  const ids = once(() => [
    ...groups.flatMap(({ runIds }) => runIds),
    ...rows().flatMap(({ runs }) => runs.map(({ id }) => id)),
  ]);
  return {
    kind: "group",
    key,
    label,
    path: path === "." ? root : join(root, path),
    open,
    groups,
    rows,
    members,
    get runIds() {
      return ids();
    },
    get best() {
      return bestOf(key, members(), judge.criteria);
    },
  };
}

function byLabel(a: GroupNode, b: GroupNode): number {
  const [left, right] = [naturalKey(a.label), naturalKey(b.label)];
  return left < right ? -1 : left > right ? 1 : a.key < b.key ? -1 : 1;
}
