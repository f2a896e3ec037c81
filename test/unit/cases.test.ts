import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { scanJson } from "../../src/cli/json";
import { load } from "../../src/cli/load";

const folder = "test/fixtures/cases";

/** What a case holds, and what is right: as `scan --json --stats` says it. */
interface Case {
  readonly seenIn: string;
  readonly right: string;
  readonly runs: Readonly<Record<string, CaseRun>>;
  readonly leftOut: readonly object[];
}

interface CaseRun {
  readonly attempt: object | null;
  readonly series: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
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
      const found = Object.fromEntries(
        scanned.runs.map(({ id, attempt, series }) => [id, { attempt, series: asTold(series, told.runs[id]) }]),
      );
      assert.deepEqual(found, told.runs);
      assert.deepEqual(
        scanned.leftOut.map(({ path, count, cause }) => ({ path, count, cause })),
        told.leftOut,
      );
    });
  }
});

/** The series by tag, of each what the case tells. */
function asTold(series: readonly Row[], told: CaseRun | undefined): object {
  return Object.fromEntries(
    series.map((row) => [
      row.tag,
      Object.fromEntries(Object.keys(told?.series[row.tag] ?? row).map((key) => [key, row[key]])),
    ]),
  );
}
