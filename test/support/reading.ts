import { readdirSync, readFileSync, type Dirent } from "node:fs";
import { join, resolve } from "node:path";
import type { Claim, FolderListing, Format, HeadReader, ReadOutcome, SourceReader } from "../../src/readers/format";
import { asUtf8 } from "../../src/readers/parsing/files/encoding";
import type { Points } from "../../src/readers/points";
import { RawSource, type RawRun } from "../../src/readers/raw";
import { formats } from "../../src/readers/registry";
import { RootIndex } from "../../src/store/index/rootIndex";
import { drain as runToEnd } from "../../src/util/drain";

/** What discovery would tell a format about a folder. */
export function listing(path: string): FolderListing & HeadReader {
  const entries: Dirent[] = readdirSync(path, { withFileTypes: true });
  return {
    path,
    files: entries.filter((entry) => entry.isFile()).map(({ name }) => name),
    folders: entries.filter((entry) => entry.isDirectory()).map(({ name }) => name),
    head(file, bytes = 65_536) {
      try {
        return asUtf8(readFileSync(join(path, file))).subarray(0, bytes);
      } catch {
        return undefined;
      }
    },
  };
}

/** Every claim in and below a folder: a path goes to the first format that claims it, as in discovery. */
export function claimsBelow(path: string): { claim: Claim; format: Format }[] {
  const here = listing(path);
  const taken = new Map<string, { claim: Claim; format: Format }>();
  for (const format of formats) {
    for (const claim of format.claim(here, here)) {
      if (!taken.has(claim.path)) taken.set(claim.path, { claim, format });
    }
  }
  const below = here.folders.flatMap((name) => claimsBelow(join(path, name)));
  const known = new Set([...taken.keys()]);
  return [...taken.values(), ...below.filter(({ claim }) => claim.partOf === undefined || !known.has(claim.partOf))];
}

/** Reads on until the reader rests. */
export function drain(reader: SourceReader, into: RawSource, budget = 1 << 20): ReadOutcome {
  for (let pass = 0; pass < 1_000_000; pass++) {
    const outcome = reader.read(into, budget);
    if (outcome.state !== "more") return outcome;
  }
  throw new Error("The reader never comes to rest");
}

/** The one run in a source, read from its start to its end. */
export function readRun(format: Format, path: string, budget?: number): RawRun {
  const source = new RawSource();
  drain(format.open(path), source, budget);
  return source.run();
}

/** Everything found in and below a folder, as the store finds, reads and shows it. */
export function indexOf(folder: string): RootIndex {
  const index = new RootIndex({ path: resolve(folder), exclude: [] });
  runToEnd(index.discover(true));
  runToEnd(index.read());
  index.update(Date.now());
  return index;
}

/** Points as plain lists, NaN and all. */
export interface PlainSeries {
  readonly kind: string;
  readonly steps: number[];
  readonly values: number[];
  readonly walls?: number[];
  readonly epochs?: number[];
}

/**
 * The series of a run by tag, in a form that deepEqual compares point by point: all that the log holds, in its order, also of
 * the trainings that it held before.
 */
export function plain(run: RawRun): Record<string, PlainSeries> {
  const found = new Map<string, PlainSeries>();
  for (const { series } of [...run.earlier, run]) {
    for (const [tag, { stepKind, points }] of series) {
      const own = plainPoints(stepKind, points.view());
      const before = found.get(tag);
      found.set(tag, before ? joined(before, own) : own);
    }
  }
  return Object.fromEntries(found);
}

function joined(one: PlainSeries, other: PlainSeries): PlainSeries {
  return {
    kind: one.kind,
    steps: [...one.steps, ...other.steps],
    values: [...one.values, ...other.values],
    ...(one.walls && other.walls && { walls: [...one.walls, ...other.walls] }),
    ...(one.epochs && other.epochs && { epochs: [...one.epochs, ...other.epochs] }),
  };
}

/** All that a source holds, in a form that deepEqual compares. */
export function everything(source: RawSource): object {
  return [...source.runs].map(([id, run]) => [id, plain(run), { ...run.facts }, Object.fromEntries(run.params)]);
}

function plainPoints(kind: string, { steps, values, walls, epochs }: Points): PlainSeries {
  return {
    kind,
    steps: [...steps],
    values: [...values],
    ...(walls && { walls: [...walls] }),
    ...(epochs && { epochs: [...epochs] }),
  };
}
