import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { load } from "../../src/cli/load";
import { scanJson } from "../../src/cli/json";
import { namesOf } from "../../src/runs/describe/names";

const folder = resolve("test/fixtures/kinds");

/** What is right of a case, as its script knows it from what it logged; see make_kinds.py. */
interface Case {
  readonly right: string;
  readonly leftOut: readonly (readonly [count: number, unit: string, cause: string])[];
  readonly problems: number;
  readonly runs: Readonly<Record<string, Told>>;
}

interface Told {
  /** All series of the run, or some of them: count, first and last step, first and last value. */
  readonly series?: Readonly<Record<string, readonly number[]>>;
  readonly among?: Readonly<Record<string, readonly number[]>>;
  readonly superseded?: Readonly<Record<string, number>>;
  readonly params?: Readonly<Record<string, unknown>>;
  readonly also?: readonly string[];
  readonly attempt?: readonly [index: number, of: number];
  readonly name?: string;
  readonly status?: string;
  /** What it is called where all runs are listed. */
  readonly called?: string;
}

interface Scanned {
  readonly runs: readonly Run[];
  readonly problems: readonly object[];
  readonly leftOut: readonly { readonly count: number; readonly unit: string; readonly cause: string }[];
}

interface Run {
  readonly id: string;
  readonly name: string;
  readonly status: string;
  readonly also: readonly string[];
  readonly attempt: { readonly index: number; readonly of: number } | null;
  readonly params: Readonly<Record<string, unknown>>;
  readonly series: readonly Series[];
}

interface Series {
  readonly metric: string;
  readonly count: number;
  readonly superseded: number;
  readonly firstStep: number;
  readonly lastStep: number;
  readonly first: number;
  readonly last: number;
}

for (const kind of readdirSync(folder)) {
  describe(`Logs of kind ${kind}`, () => {
    const suffix = ".expected.json";
    for (const file of readdirSync(join(folder, kind)).filter((name) => name.endsWith(suffix))) {
      const name = file.slice(0, -suffix.length);
      const told = JSON.parse(readFileSync(join(folder, kind, file), "utf8")) as Case;
      it(`${name}: ${told.right}`, async () => {
        const loaded = await load(join(folder, kind, name));
        const { runs, problems, leftOut } = scanJson(loaded, true) as Scanned;
        assert.deepEqual(runs.map(({ id }) => id).sort(), Object.keys(told.runs).sort());
        const called = namesOf(loaded.runs.map(({ summary }) => summary));
        for (const [at, run] of runs.entries()) {
          const right = told.runs[run.id]!;
          compare(run, right);
          if (right.called !== undefined) assert.equal(called.get(loaded.runs[at]!.summary.id), right.called);
        }
        assert.deepEqual(
          leftOut.map(({ count, unit, cause }) => [count, unit, cause]),
          told.leftOut,
        );
        assert.equal(problems.length, told.problems, JSON.stringify(problems));
      });
    }
  });
}

function compare(run: Run, told: Told): void {
  const where = relative(".", run.id);
  // The first of a name is the one that views show; others are told by a second logger.
  const shown = new Map(run.series.toReversed().map((one) => [one.metric, one]));
  if (told.series) assert.deepEqual([...shown.keys()].sort(), Object.keys(told.series).sort(), where);
  for (const [metric, row] of Object.entries({ ...told.series, ...told.among })) {
    const one = shown.get(metric);
    assert.ok(one, `${where} has no ${metric}`);
    const found = [one.count, one.firstStep, one.lastStep, one.first, one.last];
    row.forEach((right, at) =>
      assert.ok(isNear(found[at]!, right), `${where} ${metric}: ${String(found)}, not ${String(row)}`),
    );
  }
  for (const [metric, count] of Object.entries(told.superseded ?? {}))
    assert.equal(shown.get(metric)?.superseded, count, where);
  for (const [name, value] of Object.entries(told.params ?? {})) assert.equal(run.params[name], value, where);
  if (told.name !== undefined) assert.equal(run.name, told.name, where);
  if (told.status !== undefined) assert.equal(run.status, told.status, where);
  assert.deepEqual(run.also, told.also ?? [], where);
  assert.deepEqual(run.attempt && [run.attempt.index, run.attempt.of], told.attempt ?? null, where);
}

/** Event files keep 32-bit floats. */
function isNear(one: number, other: number): boolean {
  return Math.abs(one - other) <= 1e-6 * Math.max(1, Math.abs(other));
}
