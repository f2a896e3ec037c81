import type { GitObjects } from "./objects";
import { t } from "../../../util/text";

/** What a commit says. Ids in hexadecimal. */
export interface Commit {
  readonly tree: string;
  /** Unix milliseconds; undefined if it does not say. */
  readonly committedAt: number | undefined;
  readonly message: string;
}

/** One name in a folder of a commit. */
export interface TreeEntry {
  readonly name: string;
  readonly kind: "file" | "folder";
  readonly id: string;
}

const treeLine = /^tree ([0-9a-f]{40})$/m;
const committerLine = /^committer .*> (\d{1,12}) [+-]\d{4}$/m;
const longestMessage = 10_000;

/** A commit, or why it cannot be had. */
export function commitOf(objects: GitObjects, id: string): Commit | string {
  const object = objects.read(id);
  if (typeof object === "string") return object;
  if (object.type !== "commit") return t("is a {kind}", { kind: object.type });
  const text = object.data.toString("utf8");
  const headEnd = text.indexOf("\n\n");
  const head = headEnd < 0 ? text : text.slice(0, headEnd);
  const tree = treeLine.exec(head)?.[1];
  if (tree === undefined) return t("is damaged");
  const seconds = committerLine.exec(head)?.[1];
  const message = headEnd < 0 ? "" : text.slice(headEnd + 2, headEnd + 2 + longestMessage).trim();
  return { tree, committedAt: seconds === undefined ? undefined : Number(seconds) * 1000, message };
}

const idLength = 20;
const space = 32;

/**
 * The files and folders in a tree: an entry is "<mode> <name>\0" and the twenty bytes of an id. Links and submodules are
 * left out. @returns a reason if it cannot be had
 */
export function treeOf(objects: GitObjects, id: string): readonly TreeEntry[] | string {
  const object = objects.read(id);
  if (typeof object === "string") return object;
  if (object.type !== "tree") return t("is a {kind}", { kind: object.type });
  const { data } = object;
  const entries: TreeEntry[] = [];
  for (let at = 0; at < data.length;) {
    const nameAt = data.indexOf(space, at) + 1;
    const end = data.indexOf(0, nameAt);
    if (nameAt === 0 || end < 0 || end + idLength >= data.length) break;
    const kind = kinds.get(data.toString("latin1", at, nameAt - 1));
    at = end + 1 + idLength;
    if (kind) entries.push({ name: data.toString("utf8", nameAt, end), kind, id: data.toString("hex", end + 1, at) });
  }
  return entries;
}

const kinds = new Map<string, TreeEntry["kind"]>([
  ["40000", "folder"],
  ["100644", "file"],
  ["100755", "file"],
  ["100664", "file"],
]);
