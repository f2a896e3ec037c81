import type { AssembledRun } from "../../runs/assembly/summary";
import { rowOf } from "../../runs/judging/row";
import { Flattener, Unflattener, type Flat } from "./flatten";
import { readMemory, writeMemory } from "./memoryFile";
import type { Source, SourceMemory } from "./source";

/** Rises when what is kept of a source or a run changes its meaning. */
const layout = 2;

/** Also another with each version of the extension, whose readers may read otherwise. */
const version = `${layout} ${process.env["LOSSLINE_VERSION"] ?? ""}`;

/** Runs and sources in one chunk: some megabytes. */
const perChunk = 1000;

/** A run as it is kept: its row, and the sources that it was made of. */
interface RunMemory extends Pick<AssembledRun, "summary" | "firstWall" | "agesAt"> {
  readonly sources: string;
}

/** What is known of a workspace folder from an earlier session. */
export interface Remembered {
  readonly runs: ReadonlyMap<string, AssembledRun>;
  /** By id of the run, the sources that it was made of. */
  readonly keys: ReadonlyMap<string, string>;
  readonly sources: ReadonlyMap<string, SourceMemory>;
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
  const sources = new Map<string, SourceMemory>();
  for (const chunk of chunks) {
    const values = new Unflattener(chunk);
    while (!values.isAtEnd) {
      const [id, value] = [values.next() as string, values.next() as RunMemory | SourceMemory];
      if ("summary" in value) {
        const { summary, firstWall, agesAt } = value;
        runs.set(id, { summary, firstWall, agesAt, series: new Map(), duplicates: [], isReleased: true });
        keys.set(id, value.sources);
      } else sources.set(id, value);
    }
  }
  return { runs, keys, sources };
}

function* chunksOf(
  runs: ReadonlyMap<string, AssembledRun>,
  keys: Iterable<readonly [id: string, key: string]>,
  sources: Iterable<readonly [key: string, source: Source]>,
): Generator<Flat> {
  let count = 0;
  let flattener = new Flattener();
  for (const [id, value] of memories(runs, keys, sources)) {
    flattener.add(id);
    flattener.add(value);
    if (++count % perChunk !== 0) continue;
    yield flattener.take();
    flattener = new Flattener();
  }
  yield flattener.take();
}

function* memories(
  runs: ReadonlyMap<string, AssembledRun>,
  keys: Iterable<readonly [id: string, key: string]>,
  sources: Iterable<readonly [key: string, source: Source]>,
): Generator<[id: string, value: RunMemory | SourceMemory]> {
  for (const [id, key] of keys) {
    const run = runs.get(id);
    if (!run) continue;
    yield [id, { summary: rowOf(run.summary), firstWall: run.firstWall, agesAt: run.agesAt, sources: key }];
  }
  for (const [key, source] of sources) {
    const memory = source.memory();
    if (memory) yield [key, memory];
  }
}
