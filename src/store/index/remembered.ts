import type { AssembledRun } from "../../runs/assembly/summary";
import { rowOf } from "../../runs/judging/row";
import { Flattener, Unflattener, type Flat } from "./flatten";
import { readMemory, writeMemory } from "./memoryFile";
import type { Source, SourceMemory } from "./source";

/** Rises when what is kept of a source or a run changes its meaning. */
const layout = 3;

/** Also another with each version of the extension, whose readers may read otherwise. */
const version = `${layout} ${process.env["LOSSLINE_VERSION"] ?? ""}`;

/** Runs, or sources, in one chunk: some megabytes. */
const perChunk = 1000;

/** What a chunk holds. */
type Kind = "runs" | "sources";

/** A run as it is kept: its row, and the sources that it was made of. */
interface RunMemory extends Pick<AssembledRun, "summary" | "firstWall" | "agesAt"> {
  readonly sources: string;
}

/**
 * What is known of sources, until they are found. Runs are listed before any of it is needed, and it takes half of the file: each chunk is
 * read when the first of its sources is asked for.
 */
class RecalledSources {
  /** By key, the chunk that a source is in. */
  private readonly chunks = new Map<string, { readonly keys: readonly string[]; readonly values: Unflattener }>();
  private readonly read = new Map<string, SourceMemory>();

  add(keys: readonly string[], values: Unflattener): void {
    for (const key of keys) this.chunks.set(key, { keys, values });
  }

  /** What is known of a source, once. */
  take(key: string): SourceMemory | undefined {
    const { keys, values } = this.chunks.get(key) ?? { keys: [] };
    for (const each of keys) this.chunks.delete(each);
    for (const each of keys) this.read.set(each, values?.next() as SourceMemory);
    const source = this.read.get(key);
    this.read.delete(key);
    return source;
  }
}

/** What is known of a workspace folder from an earlier session. */
export interface Remembered {
  readonly runs: ReadonlyMap<string, AssembledRun>;
  /** By id of the run, the sources that it was made of. */
  readonly keys: ReadonlyMap<string, string>;
  readonly sources: RecalledSources;
}

/**
 * Keeps what is known of a workspace folder for the next session. Pauses often.
 * @param path of the file, absolute
 * @param keys by id of the run, the sources that it was made of
 * @throws the system's error
 */
export function remember(
  path: string,
  runs: ReadonlyMap<string, AssembledRun>,
  keys: Iterable<readonly [id: string, key: string]>,
  sources: Iterable<readonly [key: string, source: Source]>,
): Generator<void> {
  return writeMemory(path, version, chunksOf(runs, keys, sources));
}

/** @returns undefined if nothing was kept, or by another version @throws Error if the file is not usable */
export function recall(path: string): Remembered | undefined {
  const chunks = readMemory(path, version);
  if (!chunks) return undefined;
  const runs = new Map<string, AssembledRun>();
  const keys = new Map<string, string>();
  const sources = new RecalledSources();
  for (const chunk of chunks) {
    const values = new Unflattener(chunk);
    const [kind, ids] = [values.next() as Kind, values.next() as readonly string[]];
    if (kind === "sources") {
      sources.add(ids, values);
      continue;
    }
    for (const id of ids) {
      const { summary, firstWall, agesAt, sources: own } = values.next() as RunMemory;
      runs.set(id, { summary, firstWall, agesAt, series: new Map(), duplicates: [], isReleased: true });
      keys.set(id, own);
    }
  }
  return { runs, keys, sources };
}

function* chunksOf(
  runs: ReadonlyMap<string, AssembledRun>,
  keys: Iterable<readonly [id: string, key: string]>,
  sources: Iterable<readonly [key: string, source: Source]>,
): Generator<Flat> {
  yield* flattened("runs", runMemories(runs, keys));
  yield* flattened("sources", sourceMemories(sources));
}

/** Each chunk says what its values are and how they are called, and then has the values in that order. */
function* flattened(kind: Kind, values: Iterable<readonly [id: string, value: RunMemory | SourceMemory]>) {
  for (const chunk of chunked(values, perChunk)) {
    const flattener = new Flattener();
    flattener.add(kind);
    flattener.add(chunk.map(([id]) => id));
    for (const [, value] of chunk) flattener.add(value);
    yield flattener.take();
  }
}

function* runMemories(
  runs: ReadonlyMap<string, AssembledRun>,
  keys: Iterable<readonly [id: string, key: string]>,
): Generator<[id: string, value: RunMemory]> {
  for (const [id, key] of keys) {
    const run = runs.get(id);
    if (!run) continue;
    yield [id, { summary: rowOf(run.summary), firstWall: run.firstWall, agesAt: run.agesAt, sources: key }];
  }
}

function* sourceMemories(
  sources: Iterable<readonly [key: string, source: Source]>,
): Generator<[key: string, value: SourceMemory]> {
  for (const [key, source] of sources) {
    const memory = source.memory();
    if (memory) yield [key, memory];
  }
}

function* chunked<T>(values: Iterable<T>, size: number): Generator<T[]> {
  let chunk: T[] = [];
  for (const value of values) {
    chunk.push(value);
    if (chunk.length < size) continue;
    yield chunk;
    chunk = [];
  }
  if (chunk.length > 0) yield chunk;
}
