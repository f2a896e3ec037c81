import { readdir } from "node:fs/promises";
import { basename, dirname, join, relative, sep } from "node:path";
import type { Format, StoreLayout } from "../readers/format";
import { readText } from "../readers/parsing/files/open";
import { formats } from "../readers/registry";
import { homeOf, isWhole } from "../runs/describe/home";
import type { RunSummary } from "../shared/run";
import { inSlices } from "../util/inSlices";
import { t } from "../util/text";

/** A tool that keeps a store (MLflow): what it says is in `store`. */
type Keeper = Format & { readonly store: StoreLayout };

/** A note in a store: of a run, or of what was registered (a version of a model). */
interface Note {
  /** The folder that it lies in: absolute path. */
  readonly folder: string;
  readonly text: string;
}

/** What a store's notes say, and by each word that looks like an id the folders of the notes that hold it: two tell that it is not one's own alone. */
interface Notes {
  readonly all: readonly Note[];
  readonly naming: ReadonlyMap<string, readonly string[]>;
  /** There is more than was read. */
  readonly isCut: boolean;
}

/** What may be read yet of a store: notes, and characters of them. */
interface Room {
  entries: number;
  text: number;
}

/** What MLflow's ids look like. A longer word of such letters is something else. */
const idWord = /(?<![\da-f])[\da-f]{32}(?![\da-f])/g;
const mostNaming = 2;

const mostEntries = 100_000;
const mostBytes = 256 * 1024;
/** Characters of all notes of a store together. */
const mostText = 2 ** 28;
/** Characters that are looked through for ids that no tool gave: some seconds. */
const mostSearched = 2 ** 30;

const keepers = formats.filter((format): format is Keeper => format.store !== undefined);

function keeperOf(run: RunSummary): Keeper | undefined {
  return keepers.find(({ id }) => run.formats.includes(id));
}

/** What tools' stores say of runs, and of what was registered; each is read once. */
export class ToolStores {
  private readonly known = new Map<string, Promise<Notes>>();
  /** Characters that were looked through for ids that no tool gave. */
  private searched = 0;

  /**
   * Whether something else needs a run's folder: a registered model, which the store has no copy of, or another run whose
   * artifacts lie there.
   * @param folder absolute path, named by the run's id
   */
  async isNeeded(run: RunSummary, folder: string): Promise<boolean> {
    const keeper = keeperOf(run);
    if (!keeper) return false;
    const id = basename(folder);
    const { all, naming, isCut } = await this.notesOf(keeper, keeper.store.storeOf(folder));
    if (isCut) return true;
    // Thousands of runs, each with thousands of notes, would take minutes of the editor's time.
    if (/^[\da-f]{32}$/.test(id)) return (naming.get(id) ?? []).some((other) => other !== folder);
    return inSlices(this.naming(id, folder, all));
  }

  /** Whether another note holds an id that no tool gave. Where that takes too much, the run counts as needed. */
  private *naming(id: string, folder: string, all: readonly Note[]): Generator<void, boolean> {
    for (const note of all) {
      if (this.searched > mostSearched || (note.folder !== folder && note.text.includes(id))) return true;
      this.searched += note.text.length;
      yield;
    }
    return false;
  }

  /** The runs that a tool counts as deleted and keeps, in the stores of these runs and where its store usually lies. */
  async deleted(runs: readonly RunSummary[], roots: readonly string[]): Promise<RunSummary[]> {
    const found = await Promise.all(keepers.map((keeper) => this.deletedBy(keeper, runs, roots)));
    const known = new Set(runs.flatMap((run) => [run.id, homeOf(run)]));
    return found.flat().filter(({ id }) => !known.has(id));
  }

  private async deletedBy(
    keeper: Keeper,
    runs: readonly RunSummary[],
    roots: readonly string[],
  ): Promise<RunSummary[]> {
    const { usualName, storeOf, trash, saysDeleted, saysRun } = keeper.store;
    const stores = new Map(roots.map((root) => [join(root, usualName), root]));
    for (const run of runs) if (keeperOf(run) === keeper && isWhole(run)) stores.set(storeOf(homeOf(run)), run.root);
    const found: RunSummary[] = [];
    for (const [store, root] of stores)
      for (const { folder, text } of (await this.notesOf(keeper, store)).all) {
        const isDeleted = saysDeleted(text) || dirname(dirname(folder)) === join(store, trash);
        if (isDeleted && saysRun(text)) found.push(deletedRun(keeper, folder, root));
      }
    return found;
  }

  private notesOf({ store: layout }: Keeper, store: string): Promise<Notes> {
    const known = this.known.get(store) ?? readStore(layout, store);
    this.known.set(store, known);
    return known;
  }
}

async function readStore(layout: StoreLayout, store: string): Promise<Notes> {
  const all: Note[] = [];
  const room = { entries: mostEntries, text: mostText };
  for (const outer of [...(await foldersIn(store)), ...(await foldersIn(join(store, layout.trash)))]) {
    const folders = await foldersIn(outer);
    const places = basename(outer) === layout.deeper ? (await Promise.all(folders.map(foldersIn))).flat() : folders;
    await inSlices(noting(places, layout.metaFile, room, all));
  }
  return { all, naming: await inSlices(indexing(all)), isCut: room.entries <= 0 || room.text <= 0 };
}

function* noting(folders: readonly string[], file: string, room: Room, into: Note[]): Generator<void, void> {
  for (const folder of folders) {
    if (--room.entries <= 0 || room.text <= 0) return;
    const text = textOf(join(folder, file));
    room.text -= text.length;
    if (text !== "") into.push({ folder, text });
    yield;
  }
}

function* indexing(all: readonly Note[]): Generator<void, Notes["naming"]> {
  const naming = new Map<string, string[]>();
  for (const { folder, text } of all) {
    for (const [word] of text.matchAll(idWord)) {
      const folders = naming.get(word);
      if (!folders) naming.set(word, [folder]);
      else if (folders.length < mostNaming && !folders.includes(folder)) folders.push(folder);
    }
    yield;
  }
  return naming;
}

async function foldersIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => join(folder, name));
}

function textOf(path: string): string {
  try {
    return readText(path, mostBytes);
  } catch {
    return "";
  }
}

function deletedRun({ id, title, store }: Keeper, folder: string, root: string): RunSummary {
  const path = relative(root, folder).split(sep).join("/");
  return {
    id: folder,
    name: basename(folder),
    root,
    path,
    folder: dirname(path),
    formats: [id],
    sources: [join(folder, store.metaFile)],
    status: "unknown",
    statusCause: "none",
    statusReason: t("{tool} counts it as deleted", { tool: title }),
    lastWriteAt: 0,
    params: {},
    series: [],
  };
}
