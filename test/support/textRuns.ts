import { mkdtempSync, readdirSync, readFileSync, rmSync, type Dirent } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import type { Claim, FolderListing, Format, HeadReader, ReadOutcome, SourceReader } from "../../src/readers/format";
import type { Points } from "../../src/readers/points";
import { RawSource, type RawRun } from "../../src/readers/raw";
import { formats } from "../../src/readers/registry";

/** A folder for one suite's files, deleted after it. */
export function useTempFolder(): () => string {
  let folder: string | undefined;
  before(() => (folder = mkdtempSync(join(tmpdir(), "lossline-"))));
  after(() => rmSync(folder!, { recursive: true, force: true }));
  return () => {
    if (folder === undefined) throw new Error("The folder is there within tests only.");
    return folder;
  };
}

/** What discovery would tell a format about a folder. */
export function listing(path: string): FolderListing & HeadReader {
  const entries: Dirent[] = readdirSync(path, { withFileTypes: true });
  return {
    path,
    files: entries.filter((entry) => entry.isFile()).map(({ name }) => name),
    folders: entries.filter((entry) => entry.isDirectory()).map(({ name }) => name),
    head(file, bytes = 65_536) {
      try {
        return readFileSync(join(path, file)).subarray(0, bytes);
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

/** Points as plain lists, NaN and all. */
export interface PlainSeries {
  readonly kind: string;
  readonly steps: number[];
  readonly values: number[];
  readonly walls?: number[];
  readonly epochs?: number[];
}

/** The series of a run by tag, in a form that deepEqual compares point by point. */
export function plain(run: RawRun): Record<string, PlainSeries> {
  return Object.fromEntries(
    [...run.series].map(([tag, { stepKind, points }]) => [tag, plainPoints(stepKind, points.view())]),
  );
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

/** Folders of a format's fixtures that have an answer beside them. */
export function fixtureCases(format: string): { name: string; folder: string; truth: Truth }[] {
  const root = join("test", "fixtures", format);
  return readdirSync(root)
    .filter((file) => file.endsWith(".truth.json"))
    .map((file) => ({
      name: basename(file, ".truth.json"),
      folder: join(root, basename(file, ".truth.json")),
      truth: JSON.parse(readFileSync(join(root, file), "utf8")) as Truth,
    }));
}

/** See test/fixtures/README.md. Non-finite numbers are strings. */
export interface Truth {
  readonly note?: string;
  readonly runs: readonly {
    readonly path: string;
    readonly run?: string;
    readonly params?: Readonly<Record<string, unknown>>;
    readonly series: readonly {
      readonly tag: string;
      readonly source: string;
      readonly x?: string;
      readonly steps: readonly number[];
      readonly values: readonly (number | string)[];
      readonly epochs?: readonly (number | string)[];
    }[];
  }[];
}
