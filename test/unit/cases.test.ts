import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { scanJson } from "../../src/cli/json";
import { load } from "../../src/cli/load";

const folder = "test/fixtures/cases";

/** What a case holds, and what is right: as those who reported it say, and the tools that wrote it; never as we scan it. */
interface Case {
  readonly seenIn: string;
  readonly right: string;
  readonly runs: Readonly<Record<string, CaseRun>>;
  readonly leftOut: readonly object[];
}

interface CaseRun {
  readonly attempt: object | null;
  readonly told: Readonly<Record<string, Told>>;
  readonly superseded?: Readonly<Record<string, number>>;
}

/** The points of a series, or what is known of them. */
interface Told {
  readonly steps?: readonly number[];
  readonly values?: readonly number[];
  readonly count?: number;
  readonly first?: number;
  readonly last?: number;
}

interface Scanned {
  readonly runs: readonly { readonly id: string; readonly attempt: object | null; readonly series: readonly Row[] }[];
  readonly leftOut: readonly { readonly path: string; readonly count: number; readonly cause: string }[];
}

type Row = { readonly tag: string } & Readonly<Record<string, unknown>>;

describe("What people reported of logs like theirs", () => {
  for (const name of readdirSync(folder)) {
    const told = JSON.parse(readFileSync(join(folder, name, "case.json"), "utf8")) as Case;
    it(`${name} (${told.seenIn}): ${told.right}`, async () => {
      const scanned = scanJson(await load(join(folder, name, "input")), true) as Scanned;
      const attempts = (runs: readonly (readonly [string, { readonly attempt: object | null }])[]) =>
        Object.fromEntries(runs.map(([id, { attempt }]) => [id, attempt]));
      assert.deepEqual(
        attempts(scanned.runs.map((run) => [run.id, run] as const)),
        attempts(Object.entries(told.runs)),
      );
      for (const run of scanned.runs) hold(run.id, run.series, told.runs[run.id]!);
      assert.deepEqual(
        scanned.leftOut.map(({ path, count, cause }) => ({ path, count, cause })),
        told.leftOut,
      );
    });
  }
});

/** Holds the series of a run against what is told of them. */
function hold(id: string, series: readonly Row[], { told, superseded = {} }: CaseRun): void {
  for (const [tag, points] of Object.entries(told)) {
    const row = series.find((one) => one.tag === tag);
    assert.ok(row, `${id} has no ${tag}`);
    // What two writers told alike was logged twice, and counts once.
    const found: Row = { ...row, count: Number(row["count"]) + Number(row["repeated"] ?? 0) };
    for (const [key, right] of Object.entries(summaryOf(points)))
      assert.ok(isNear(found[key], right), `${id} ${tag} ${key}: ${String(found[key])}, not ${right}`);
  }
  for (const [tag, count] of Object.entries(superseded))
    assert.equal(series.find((one) => one.tag === tag)?.["superseded"], count, `${id} ${tag}`);
}

/** What a scan says of a series with these points. */
function summaryOf({ steps, values, ...known }: Told): Readonly<Record<string, number>> {
  return {
    ...known,
    ...(steps && { count: steps.length, firstStep: steps[0]!, lastStep: steps.at(-1)! }),
    ...(values && { first: values[0]!, last: values.at(-1)!, min: Math.min(...values), max: Math.max(...values) }),
  };
}

/** Event files keep 32-bit floats. */
function isNear(found: unknown, right: number): boolean {
  return typeof found === "number" && Math.abs(found - right) <= 1e-6 * Math.max(1, Math.abs(right));
}
