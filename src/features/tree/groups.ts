import { basename, join } from "node:path";
import type { RunSummary } from "../../shared/run";
import { bestOf } from "./best";
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

export type Grouped = Pick<GroupNode, "groups" | "runs">;

type Content = Pick<GroupNode, "groups" | "runs" | "members">;

/**
 * Sorts runs into the folders that they are listed under. A folder that holds nothing but one other is not shown by
 * itself ("exp/nightly/"); workspace folders are shown only if there are several.
 */
export function groupRuns(runs: readonly RunSummary[], how: Grouping): Grouped {
  const roots = foldersOf(runs);
  const only = roots.size === 1 ? [...roots][0] : undefined;
  if (only) return contentOf(only[1], only[0], ".", how);
  const groups = [...roots].map(([root, folder]) =>
    groupNode({ label: basename(root), root, path: ".", open: how.open }, contentOf(folder, root, ".", how), how),
  );
  return { groups: groups.sort(byLabel), runs: () => [] };
}

/** Every workspace folder's tree, with the runs where they belong. */
function foldersOf(runs: readonly RunSummary[]): Map<string, Folder> {
  const roots = new Map<string, Folder>();
  // Runs of one folder mostly come one after another, and always share its path.
  const known = new Map<string, Map<string, Folder>>();
  for (const { root, group } of runs) {
    let groups = known.get(root);
    if (!groups) known.set(root, (groups = new Map<string, Folder>()));
    if (groups.has(group)) continue;
    let folder = childOf(roots, root);
    if (group !== ".") for (const name of group.split("/")) folder = childOf(folder.folders, name);
    groups.set(group, folder);
  }
  for (const run of runs) known.get(run.root)?.get(run.group)?.runs.push(run);
  return roots;
}

function childOf(folders: Map<string, Folder>, name: string): Folder {
  let folder = folders.get(name);
  if (!folder) folders.set(name, (folder = { folders: new Map(), runs: [] }));
  return folder;
}

function contentOf(folder: Folder, root: string, path: string, how: Grouping): Content {
  const alone = path === "." && folder.folders.size === 1;
  const groups = [...folder.folders].map(([first, child]) => {
    let name = first;
    let inner = child;
    for (let next = onlyFolder(inner); next; next = onlyFolder(inner)) {
      name += `/${next[0]}`;
      inner = next[1];
    }
    const full = path === "." ? name : `${path}/${name}`;
    return groupNode(
      { label: `${name}/`, root, path: full, open: how.open || alone },
      contentOf(inner, root, full, how),
      how,
    );
  });
  const members = once(() =>
    groups.length === 0 ? folder.runs : [...groups.flatMap((group) => group.members()), ...folder.runs],
  );
  return { groups: groups.sort(byLabel), runs: once(() => how.order(folder.runs)), members };
}

function onlyFolder({ folders, runs }: Folder): readonly [string, Folder] | undefined {
  return runs.length === 0 && folders.size === 1 ? [...folders][0] : undefined;
}

interface Place {
  readonly label: string;
  readonly root: string;
  readonly path: string;
  readonly open: boolean;
}

function groupNode(
  { label, root, path, open }: Place,
  { groups, runs, members }: Content,
  { judge }: Grouping,
): GroupNode {
  const key = `group:${root}:${path}`;
  const ids = once(() => [...groups.flatMap(({ runIds }) => runIds), ...runs().map(({ id }) => id)]);
  return {
    kind: "group",
    key,
    label,
    folder: path === "." ? root : join(root, path),
    open,
    groups,
    runs,
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

function once<T extends object>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}
