import assert from "node:assert/strict";
import {
  appendFileSync,
  cpSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { dirname, join, resolve } from "node:path";
import fc from "fast-check";
import { RawSource } from "../../src/readers/raw";
import { formatOf } from "../../src/readers/registry";
import type { AssembledRun } from "../../src/runs/summary";
import type { Progress } from "../../src/shared/run";
import { RootIndex } from "../../src/store/rootIndex";
import { drain as runToEnd } from "../../src/util/drain";
import { claimsBelow, drain, fixtureCases, plain, useTempFolder, type PlainSeries, type Truth } from "./textRuns";

type TruthRun = Truth["runs"][number] & {
  readonly status?: string | null;
  readonly progress?: readonly [done: number, total: number] | null;
  /** Unix milliseconds, or an ISO date in local time. */
  readonly startedAt?: number | string;
  readonly endedAt?: number | string;
  /** Some of the parameters, where there are many. */
  readonly paramsAmong?: Readonly<Record<string, unknown>>;
  readonly name?: string;
  readonly directions?: Readonly<Record<string, string>>;
  readonly git?: Readonly<Record<string, unknown>>;
};
type TruthSeries = TruthRun["series"][number] & { readonly wallTimes?: readonly number[] };

/** How long ago the logs were written, in these tests: long enough for a last line without its end to count. */
const anHour = 3600;

/**
 * Holds a format against the truth files of its fixtures, through discovery, reading and layout: each case is made up of
 * just the runs in its truth file, each read by this format, with every point, parameter and fact.
 */
export function describeCases(format: string): void {
  describe(`${format}, by what its own readers say`, () => {
    const temp = useTempFolder();
    const cases = fixtureCases(format);
    it("has cases", () => assert.ok(cases.length > 0));

    for (const { name, folder, truth } of cases) {
      it(`${name}: ${truth.note ?? "every point"}`, () => {
        const copy = resolve(temp(), name);
        cpSync(folder, copy, { recursive: true });
        settle(copy);
        const runs = [...runsBelow(copy).values()];
        const wanted = truth.runs as readonly TruthRun[];
        assert.deepEqual(runs.map(({ summary }) => summary.path).sort(), wanted.map(({ path }) => path).sort());
        for (const run of wanted) {
          const found = runs.find(({ summary }) => summary.path === run.path)!;
          assert.ok(found.summary.formats.includes(format), `read as ${found.summary.formats.join(", ")}`);
          compare(found, run);
        }
      });

      it(`${name}: the same, read a few bytes at a time`, () => {
        for (const { claim, format: by } of claimsBelow(resolve(folder))) {
          const read = [37, 1 << 20].map((budget) => {
            const source = new RawSource();
            drain(by.open(claim.path), source, budget);
            return [...source.runs].map(([id, run]) => [id, plain(run), run.facts, [...run.params]]);
          });
          assert.deepEqual(read[0], read[1], claim.path);
        }
      });
    }
  });
}

/** Every run below a folder, as the store finds and reads it. */
export function runsBelow(path: string): ReadonlyMap<string, AssembledRun> {
  const index = new RootIndex({ path, exclude: [] });
  runToEnd(index.discover(true));
  runToEnd(index.read());
  index.update(Date.now());
  return index.runs;
}

/** Makes all files an hour old, in the order in which they were written. */
export function settle(folder: string): void {
  const then = Date.now() / 1000 - anHour;
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (entry.isFile()) utimesSync(join(entry.parentPath, entry.name), then, then);
  }
}

function compare({ summary, series }: AssembledRun, run: TruthRun): void {
  const read = Object.fromEntries(
    [...series].map(([tag, { raw }]) => [tag, plain({ series: [["", raw]] } as never)[""]!]),
  );
  const wanted = Object.fromEntries(run.series.map((one: TruthSeries) => [one.tag, pointsOf(one)]));
  for (const [tag, points] of Object.entries(wanted)) {
    const found = read[tag];
    assert.deepEqual(found && only(found, Object.keys(points)), points, tag);
  }
  assert.deepEqual(Object.keys(read).sort(), Object.keys(wanted).sort());
  if (run.params) assert.deepEqual(summary.params, asParams(run.params));
  if (run.status !== undefined) assert.equal(summary.status, run.status ?? "unknown", summary.statusReason);
  if (run.progress !== undefined) assert.deepEqual(doneOf(summary.progress), run.progress);
  for (const [name, value] of Object.entries(run.paramsAmong ?? {})) assert.equal(summary.params[name], value, name);
  if (run.name !== undefined) assert.equal(summary.name, run.name);
  for (const key of ["startedAt", "endedAt"] as const) {
    const wanted = run[key];
    if (wanted !== undefined) assert.equal(summary[key], typeof wanted === "number" ? wanted : Date.parse(wanted), key);
  }
  if (run.git) assert.deepEqual(summary.git, run.git);
  for (const [tag, direction] of Object.entries(run.directions ?? {})) {
    assert.equal(series.get(tag)?.summary.direction, direction, tag);
  }
}

function pointsOf({ x, steps, values, epochs, wallTimes }: TruthSeries): PlainSeries {
  return {
    kind: x === "epoch" || x === "row" ? x : "step",
    steps: [...steps],
    values: values.map(Number),
    ...(epochs && { epochs: epochs.map(Number) }),
    ...(wallTimes && { walls: [...wallTimes] }),
  };
}

function only(points: PlainSeries, keys: readonly string[]): object {
  return Object.fromEntries(Object.entries(points).filter(([key]) => keys.includes(key)));
}

function asParams(params: Readonly<Record<string, unknown>>): object {
  return Object.fromEntries(
    Object.entries(params).map(([name, value]) => [name, Array.isArray(value) ? `[${value.join(", ")}]` : value]),
  );
}

function doneOf(progress: Progress | undefined): readonly number[] | null {
  return progress ? [progress.done, progress.total] : null;
}

/**
 * The properties of a log that grows by its end: however its bytes arrive, and wherever they stop, what is read is the
 * whole, or a beginning of it; and no change of its bytes makes a reader throw, hang or keep more points than bytes.
 * @param file one fixture's log, relative to test/fixtures
 */
export function describeGrowth(format: string, file: string): void {
  describe(`${format}: ${file.split("/").at(-1)}, while it is written`, function () {
    this.timeout(30_000);
    const temp = useTempFolder();
    const bytes = readFileSync(join("test", "fixtures", file));
    let made = 0;
    const start = (content: Buffer): string => {
      // Formats tell their files by their names, and by the folders these are in.
      const path = join(temp(), String(made++), file);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, content);
      return path;
    };
    const finish = (path: string): void => {
      utimesSync(path, Date.now() / 1000 - anHour, Date.now() / 1000 - anHour);
    };
    const isFolder = opensFolders(format, resolve("test", "fixtures", file));
    const pathToOpen = (path: string): string => (isFolder ? dirname(path) : path);
    const readAll = (content: Buffer, budget = 1 << 20) => {
      const path = start(content);
      finish(path);
      const source = new RawSource();
      drain(formatOf(format).open(pathToOpen(path)), source, budget);
      rmSync(dirname(path), { recursive: true });
      return source.run();
    };
    let whole: ReturnType<typeof plain>;
    before("the whole is read", () => {
      whole = plain(readAll(bytes));
    });

    it("gives the same however its bytes arrive", () => {
      assert.ok(Object.keys(whole).length > 0);
      fc.assert(
        fc.property(fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 1, maxLength: 12 }), (sizes) => {
          const path = start(bytes.subarray(0, sizes[0]));
          const reader = formatOf(format).open(pathToOpen(path));
          const source = new RawSource();
          for (let at = sizes[0]!, pass = 1; ; pass++) {
            drain(reader, source, 1 + ((pass * 17) % 90));
            if (at >= bytes.length) break;
            const size = sizes[pass % sizes.length]!;
            appendFileSync(path, bytes.subarray(at, at + size));
            at += size;
          }
          finish(path);
          drain(reader, source);
          assert.deepEqual(plain(source.run()), whole);
        }),
        { numRuns: 25 },
      );
    });

    it("cut anywhere, gives a beginning of what the whole gives", () => {
      fc.assert(
        fc.property(fc.nat(bytes.length), (length) => {
          const path = start(bytes.subarray(0, length));
          const source = new RawSource();
          drain(formatOf(format).open(pathToOpen(path)), source);
          for (const [tag, part] of Object.entries(plain(source.run()))) {
            const all = whole[tag];
            assert.deepEqual(all?.steps.slice(0, part.steps.length), part.steps, tag);
            assert.deepEqual(all.values.slice(0, part.values.length), part.values, tag);
          }
        }),
        { numRuns: 60 },
      );
    });

    it("with bytes changed, neither throws nor grows", () => {
      const change = fc.tuple(fc.nat(), fc.oneof(fc.constantFrom(0, 10, 13, 34, 44, 58, 91, 123, 125), fc.nat(255)));
      fc.assert(
        fc.property(fc.array(change, { minLength: 1, maxLength: 20 }), (changes) => {
          const changed = Buffer.from(bytes);
          for (const [at, byte] of changes) changed[at % changed.length] = byte;
          const run = readAll(changed, 512);
          const kept = [...run.series.values()].reduce((sum, { points }) => sum + points.length, 0);
          assert.ok(kept <= bytes.length, `${kept} points of ${bytes.length} bytes`);
        }),
        { numRuns: 60 },
      );
    });
  });
}

/** Whether what a format claims of a file is its folder, since it reads several files there as one log. */
function opensFolders(format: string, file: string): boolean {
  const claimed = claimsBelow(dirname(file)).flatMap(({ claim, format: { id } }) =>
    id === format ? [claim.path] : [],
  );
  return claimed.includes(dirname(file)) && !claimed.includes(file);
}
