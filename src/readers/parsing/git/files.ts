import { treeOf, type TreeEntry } from "./history";
import type { GitObjects } from "./objects";
import { t } from "../../../util/text";

const mostEntries = 100_000;
const mostChanges = 20_000;
const deepest = 30;
const objectCost = 512;

/** The files of commits, by the ids of their trees. What commits have in common is read once. */
export class GitFiles {
  /** About how many bytes were read so far. */
  used = 0;
  private readonly trees = new Map<string, readonly TreeEntry[]>();
  private kept = 0;

  constructor(private readonly objects: GitObjects) {}

  /** What a folder holds; nothing if it cannot be read. */
  entries(tree: string): readonly TreeEntry[] {
    const known = this.trees.get(tree);
    if (known) return known;
    const read = treeOf(this.objects, tree);
    this.used += objectCost;
    if (typeof read === "string") return [];
    if ((this.kept += read.length) > mostEntries) {
      this.trees.clear();
      this.kept = read.length;
    }
    this.trees.set(tree, read);
    return read;
  }

  /** What stands at a path ("dvclive/plots"), "" for the tree itself. */
  find(tree: string, path: string): TreeEntry | undefined {
    let place: TreeEntry | undefined = { name: "", kind: "folder", id: tree };
    for (const name of path.split("/").filter((part) => part !== "" && part !== ".")) {
      if (place?.kind !== "folder") return undefined;
      place = this.entries(place.id).find((entry) => entry.name === name);
    }
    return place;
  }

  /** The text of a file, or why it cannot be had: words that go on "it …". */
  text(id: string): { readonly text: string } | string {
    const object = this.objects.read(id);
    if (typeof object === "string") return object;
    if (object.type !== "blob") return t("is a {kind}", { kind: object.type });
    this.used += objectCost + object.data.length;
    return { text: object.data.toString("utf8").replace(/^\uFEFF/, "") };
  }

  /** The paths of the files that a tree has and another has not, or not with the same content. */
  changes(before: string | undefined, after: string): readonly string[] {
    const changed: string[] = [];
    const walk = (old: string | undefined, tree: string, path: string, depth: number): void => {
      const known = new Map(old === undefined ? [] : this.entries(old).map((entry) => [entry.name, entry]));
      for (const { name, kind, id } of this.entries(tree)) {
        const same = known.get(name);
        if (same?.id === id || changed.length >= mostChanges) continue;
        if (kind === "file") changed.push(path + name);
        else if (depth < deepest) walk(same?.kind === "folder" ? same.id : undefined, id, `${path}${name}/`, depth + 1);
      }
    };
    if (before !== after) walk(before, after, "", 0);
    return changed;
  }

  /** The paths of the files below a folder, and their ids. */
  *below(tree: string, path = "", depth = 0): Generator<readonly [path: string, id: string]> {
    for (const { name, kind, id } of this.entries(tree)) {
      if (kind === "file") yield [path + name, id];
      else if (depth < deepest) yield* this.below(id, `${path}${name}/`, depth + 1);
    }
  }
}
