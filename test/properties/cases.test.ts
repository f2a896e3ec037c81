import assert from "node:assert/strict";
import { cpSync, readdirSync, readFileSync, utimesSync } from "node:fs";
import { join } from "node:path";
import { scanJson } from "../../src/cli/json";
import { load, type Loaded } from "../../src/cli/load";
import type { AssembledRun } from "../../src/runs/assembly/summary";
import { useTempFolder } from "../support/tempFolder";
import { sqlite } from "../support/sqlite";
import { skip } from "../support/skip";
import { settle } from "../support/truth/cases";

const folder = "test/fixtures/cases";

/** What a case holds, and what is right: as those who reported it say, and the tools that wrote it; never as we scan it. */
interface Case {
  readonly seenIn: string;
  readonly right: string;
  readonly runs: Readonly<Record<string, CaseRun>>;
  readonly leftOut: readonly object[];
  readonly problems?: number;
  /** The log was written just now; else it rests for an hour. */
  readonly touched?: boolean;
  /** Unix seconds at which files below the input were written. */
  readonly modifiedAt?: Readonly<Record<string, number>>;
}

interface CaseRun {
  readonly attempt: object | null;
  readonly told: Readonly<Record<string, Told>>;
  readonly superseded?: Readonly<Record<string, number>>;
  readonly status?: string;
  readonly params?: Readonly<Record<string, unknown>>;
  /** A day on or after which the run began and ended. */
  readonly notBefore?: string;
}

/** The points of a series, or what is known of them. NaN and the infinities are texts. */
interface Told {
  readonly steps?: readonly number[];
  readonly values?: readonly (number | string)[];
  readonly count?: number;
  readonly first?: number;
  readonly last?: number;
  readonly firstStep?: number;
  readonly lastStep?: number;
}

interface Scanned {
  readonly runs: readonly ScannedRun[];
  readonly problems: readonly object[];
  readonly leftOut: readonly { readonly path: string; readonly count: number; readonly cause: string }[];
}

interface ScannedRun {
  readonly id: string;
  readonly attempt: object | null;
  readonly status: string;
  readonly startedAt: string | null;
  readonly endedAt: string | null;
  readonly params: Readonly<Record<string, unknown>>;
  readonly series: readonly Row[];
}

type Row = { readonly tag: string } & Readonly<Record<string, unknown>>;

describe("What people reported of logs like theirs", () => {
  const temp = useTempFolder();
  for (const name of readdirSync(folder)) {
    const told = JSON.parse(readFileSync(join(folder, name, "case.json"), "utf8")) as Case;
    it(`${name} (${told.seenIn}): ${told.right}`, async function () {
      const input = join(folder, name, "input");
      if (!sqlite && holdsDatabase(input)) skip(this, "needs node:sqlite");
      const copy = join(temp(), name);
      cpSync(input, copy, { recursive: true, verbatimSymlinks: true });
      if (!told.touched) settle(copy);
      for (const [file, at] of Object.entries(told.modifiedAt ?? {})) utimesSync(join(copy, file), at, at);
      const loaded = await load(copy);
      hold(loaded, scanJson(loaded, true) as Scanned, told);
    });
  }
});

/** Holds a scan against what is told of the case. */
function hold(loaded: Loaded, scanned: Scanned, told: Case): void {
  const attempts = (runs: readonly (readonly [string, { readonly attempt: object | null }])[]) =>
    Object.fromEntries(runs.map(([id, { attempt }]) => [id, attempt]));
  assert.deepEqual(attempts(scanned.runs.map((run) => [run.id, run] as const)), attempts(Object.entries(told.runs)));
  scanned.runs.forEach((run, at) => {
    const right = told.runs[run.id]!;
    holdRun(run, right);
    for (const [tag, points] of Object.entries(right.told))
      holdPoints(`${run.id} ${tag}`, loaded.runs[at]!, tag, points);
  });
  const { leftOut, problems } = scanned;
  assert.deepEqual(
    leftOut.map(({ path, count, cause }) => ({ path, count, cause })),
    told.leftOut,
  );
  if (told.problems !== undefined) assert.equal(problems.length, told.problems, JSON.stringify(problems));
}

/** Holds what a scan says of a run against what is told of it. */
function holdRun(run: ScannedRun, { told, superseded = {}, status, params = {}, notBefore }: CaseRun): void {
  for (const [tag, points] of Object.entries(told)) {
    const row = run.series.find((one) => one.tag === tag);
    assert.ok(row, `${run.id} has no ${tag}`);
    // What two writers told alike was logged twice, and counts once.
    const found: Row = { ...row, count: Number(row["count"]) + Number(row["repeated"] ?? 0) };
    for (const [key, right] of Object.entries(summaryOf(points)))
      assert.ok(isNear(numberOf(found[key]), right), `${run.id} ${tag} ${key}: ${String(found[key])}, not ${right}`);
  }
  for (const [tag, count] of Object.entries(superseded))
    assert.equal(run.series.find((one) => one.tag === tag)?.["superseded"], count, `${run.id} ${tag}`);
  if (status !== undefined) assert.equal(run.status, status, run.id);
  for (const [key, value] of Object.entries(params)) assert.equal(run.params[key], value, `${run.id} ${key}`);
  if (notBefore === undefined) return;
  for (const at of [run.startedAt, run.endedAt]) assert.ok(at !== null && at >= notBefore, `${run.id}: ${String(at)}`);
}

/** Holds every point of a series against what is told of it, in the order of their steps, unless some were set apart. */
function holdPoints(where: string, { series }: AssembledRun, tag: string, { steps, values }: Told): void {
  const own = [...series.values()].find(({ summary }) => summary.tag === tag);
  const points = own?.raw.points.view();
  if (!own || !points || own.summary.count !== points.steps.length) return;
  const order = (of: readonly number[]) => [...of.keys()].sort((one, other) => of[one]! - of[other]!);
  const found = order([...points.steps]);
  if (steps)
    assert.deepEqual(
      found.map((at) => points.steps[at]),
      steps.toSorted((one, other) => one - other),
      where,
    );
  const right = steps ? order(steps) : found;
  right.forEach((at, place) => {
    if (values) assert.ok(isNear(points.values[found[place]!]!, numberOf(values[at])), `${where}, point ${place}`);
  });
}

/** What a scan says of a series with these points. */
function summaryOf({ steps, values, ...known }: Told): Readonly<Record<string, number>> {
  const numbers = values?.map(numberOf);
  const finite = numbers?.filter(Number.isFinite) ?? [];
  return {
    ...known,
    ...(steps && { count: steps.length, firstStep: steps[0]!, lastStep: steps.at(-1)! }),
    ...(numbers && { count: numbers.length, first: numbers[0]!, last: numbers.at(-1)! }),
    ...(finite.length > 0 && { min: Math.min(...finite), max: Math.max(...finite) }),
  };
}

function numberOf(value: unknown): number {
  assert.ok(typeof value === "string" || typeof value === "number", `${String(value)} is no number`);
  return Number(value);
}

/** Event files keep 32-bit floats. */
function isNear(found: number, right: number): boolean {
  return Object.is(found, right) || found === right || Math.abs(found - right) <= 1e-6 * Math.max(1, Math.abs(right));
}

function holdsDatabase(input: string): boolean {
  return readdirSync(input, { recursive: true }).some((file) => String(file).endsWith(".db"));
}
