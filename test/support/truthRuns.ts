import assert from "node:assert/strict";
import { appendFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join, resolve } from "node:path";
import fc from "fast-check";
import { RawSource } from "../../src/readers/raw";
import { formatOf } from "../../src/readers/registry";
import type { RunSummary } from "../../src/shared/run";
import { knownOf, type AssembledRun } from "../../src/runs/summary";
import { RootIndex } from "../../src/store/rootIndex";
import { drain } from "../../src/util/drain";
import { skip } from "./skip";
import { drain as drainReader, plain, useTempFolder } from "./textRuns";

/**
 * What a tool's own reader says of a case's runs, as the views should show them: see test/fixtures/README.md. What a run
 * does not name is not compared; its series are all of them.
 */
export interface ShownTruth {
  readonly reader: string;
  readonly note?: string;
  /** What the problem says that is reported of the case, as a regular expression; absent if there is to be none. */
  readonly problem?: string;
  readonly shown: readonly ShownRun[];
}

export interface ShownRun {
  /** Relative to the case, with `#id` where a source holds many runs. */
  readonly id: string;
  readonly name?: string;
  readonly folder?: string;
  readonly group?: string;
  readonly formats?: readonly string[];
  readonly status?: RunSummary["status"];
  /** Unix milliseconds, or a date in ISO form: without a zone, local time. */
  readonly startedAt?: number | string;
  readonly endedAt?: number | string;
  readonly params?: Readonly<Record<string, unknown>>;
  readonly git?: RunSummary["git"];
  readonly command?: string;
  readonly notes?: string;
  readonly tags?: readonly string[];
  readonly parent?: string;
  readonly series: Readonly<Record<string, ShownSeries>>;
}

export interface ShownSeries {
  readonly kind?: "step" | "epoch" | "row";
  readonly direction?: "lower" | "higher" | "unknown";
  readonly steps: readonly number[];
  /** "NaN", "Infinity" and "-Infinity" are strings. */
  readonly values: readonly (number | string)[];
  /** Unix seconds, or dates in ISO form. */
  readonly walls?: readonly (number | string)[];
  readonly epochs?: readonly number[];
}

export function shownTruth(format: string, name: string): ShownTruth {
  return JSON.parse(readFileSync(join("test", "fixtures", format, `${name}.truth.json`), "utf8")) as ShownTruth;
}

/** Everything found in and below a folder, as the store would show it. */
export function indexOf(folder: string): RootIndex {
  const index = new RootIndex({ path: resolve(folder), exclude: [] });
  drain(index.discover(false));
  drain(index.read());
  index.update(Date.now());
  return index;
}

/** Holds the runs of a case against what the tool says: the same runs, and in each every point. */
export function assertShown(folder: string, truth: ShownTruth): void {
  const index = indexOf(folder);
  const root = resolve(folder);
  const idOf = (id: string) => (id === "." ? root : `${root}/${id}`);
  assert.deepEqual([...index.runs.keys()].sort(), truth.shown.map(({ id }) => idOf(id)).sort(), "the same runs");
  for (const told of truth.shown) assertRun(index.runs.get(idOf(told.id))!, told, (id) => `${root}/${id}`);
  const problems = index.problems.map(({ message }) => message);
  assert.equal(problems.length, truth.problem === undefined ? 0 : 1, problems.join("\n"));
  if (truth.problem !== undefined) assert.match(problems[0]!, new RegExp(truth.problem));
}

function assertRun(run: AssembledRun, told: ShownRun, idOf: (id: string) => string): void {
  const { summary } = run;
  for (const key of ["name", "folder", "group", "formats", "status", "params", "git", "command", "notes", "tags"] as const) {
    if (told[key] !== undefined) assert.deepEqual(summary[key], told[key], `${key} of ${told.id}`);
  }
  if (told.parent !== undefined) assert.equal(summary.parent, idOf(told.parent), `parent of ${told.id}`);
  for (const key of ["startedAt", "endedAt"] as const) {
    if (told[key] !== undefined) assertNear([summary[key] ?? NaN], [time(told[key])], 1, `${key} of ${told.id}`);
  }
  assert.deepEqual([...run.series.keys()].sort(), Object.keys(told.series).sort(), `series of ${told.id}`);
  for (const [name, series] of Object.entries(told.series)) assertSeries(run, name, series, `${name} of ${told.id}`);
}

function assertSeries(run: AssembledRun, name: string, told: ShownSeries, what: string): void {
  const { summary, raw } = run.series.get(name)!;
  const { points } = knownOf(raw).standing;
  assert.deepEqual([...points.steps], told.steps, `steps of ${what}`);
  assert.deepEqual([...points.values], told.values.map(Number), `values of ${what}`);
  if (told.kind) assert.equal(summary.stepKind, told.kind, `kind of ${what}`);
  if (told.direction) assert.equal(summary.direction, told.direction, `direction of ${what}`);
  if (told.epochs) assert.deepEqual([...(points.epochs ?? [])], told.epochs, `epochs of ${what}`);
  if (!told.walls) return;
  const walls = told.walls.map((wall) => (typeof wall === "string" ? time(wall) / 1000 : wall));
  assertNear([...(points.walls ?? [])], walls, 0.001, `wall times of ${what}`);
}

function time(value: number | string): number {
  return typeof value === "number" ? value : Date.parse(value);
}

/** Times are told to the millisecond, and tools print more digits. */
function assertNear(read: readonly number[], told: readonly number[], within: number, what: string): void {
  assert.equal(read.length, told.length, what);
  read.forEach((value, at) => {
    assert.ok(Math.abs(value - told[at]!) <= within, `${what}: ${value}, and not ${told[at]!}`);
  });
}

/** Whether this Node has node:sqlite: from 22.5 on. */
export const hasSqlite = (() => {
  try {
    return createRequire(__filename)("node:sqlite") !== undefined;
  } catch {
    return false;
  }
})();

/**
 * One test for each of a format's fixtures: what is shown is what the tool's own reader says.
 * @param isDatabase which cases need node:sqlite
 */
export function describeShown(format: string, isDatabase: (name: string) => boolean = () => false): void {
  const files = readdirSync(join("test", "fixtures", format)).filter((file) => file.endsWith(".truth.json"));
  for (const name of files.map((file) => basename(file, ".truth.json"))) {
    const truth = shownTruth(format, name);
    it(`${format}/${name} is shown as ${truth.reader} reads it. ${truth.note ?? ""}`.trim(), function () {
      if (isDatabase(name) && !hasSqlite) skip(this, "needs node:sqlite");
      this.timeout(20_000);
      assertShown(join("test", "fixtures", format, name), truth);
    });
  }
}

/** All that a source holds, in a form that deepEqual compares. */
export function everything(source: RawSource): object {
  return [...source.runs].map(([id, run]) => [id, plain(run), { ...run.facts }, Object.fromEntries(run.params)]);
}

/**
 * The properties of a log that grows by its end and may hold many runs: it is the same however its bytes arrive, what was
 * read of its beginning stands, and no change of bytes makes its reader throw.
 */
export function itGrows(format: string, file: string): void {
  const temp = useTempFolder();
  const bytes = readFileSync(join("test", "fixtures", file));
  let made = 0;
  const start = (content: Buffer) => {
    const path = join(temp(), String(made++), basename(file));
    mkdirSync(dirname(path));
    writeFileSync(path, content);
    const source = new RawSource();
    const reader = formatOf(format).open(path);
    return { path, source, read: (budget?: number) => drainReader(reader, source, budget) };
  };

  it(`${format}: a log gives the same however its bytes arrive`, function () {
    this.timeout(60_000);
    const whole = start(bytes);
    whole.read();
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 900 }), { minLength: 1, maxLength: 9 }), (sizes) => {
        const log = start(bytes.subarray(0, 0));
        for (let at = 0, pass = 0; at < bytes.length; at += sizes[pass++ % sizes.length]!) {
          appendFileSync(log.path, bytes.subarray(at, at + sizes[pass % sizes.length]!));
          log.read(1 + ((pass * 17) % 90));
        }
        assert.deepEqual(everything(log.source), everything(whole.source));
      }),
      { numRuns: 15 },
    );
  });

  it(`${format}: with bytes changed, a log neither throws nor grows`, function () {
    this.timeout(60_000);
    const change = fc.tuple(fc.nat(), fc.oneof(fc.constantFrom(0, 10, 34, 44, 58, 91, 123, 125), fc.nat(255)));
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 20 }), (changes) => {
        const changed = Buffer.from(bytes);
        for (const [at, byte] of changes) changed[at % changed.length] = byte;
        const log = start(changed);
        log.read(512);
        const points = [...log.source.runs.values()].flatMap((run) =>
          [...run.series.values()].map((s) => s.points.length),
        );
        assert.ok(points.reduce((sum, count) => sum + count, 0) <= bytes.length);
      }),
      { numRuns: 40 },
    );
  });
}
