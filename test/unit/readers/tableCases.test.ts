import assert from "node:assert/strict";
import { cpSync, readdirSync, readFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import type { AssembledRun } from "../../../src/runs/assembly/summary";
import { indexOf } from "../../support/reading";
import { useTempFolder } from "../../support/tempFolder";
import { settle } from "../../support/truth/cases";

interface Case {
  /** What is right, and why. */
  right: string;
  leftOut: [count: number, unit: string, cause: string][];
  problems: number;
  runs: { id: string; series: Record<string, Row> }[];
}
type Row = [count: number, firstStep: number, lastStep: number, first: unknown, last: unknown];

const folder = resolve("test/fixtures/table-cases");

/** Files that people had trouble with, in public reports; see test/fixtures/README.md. */
describe("a table from a public report", () => {
  const temp = useTempFolder();
  const suffix = ".expected.json";
  const names = readdirSync(folder).filter((name) => name.endsWith(suffix));
  it("there are cases", () => assert.ok(names.length > 15));

  for (const name of names) {
    const expected = JSON.parse(readFileSync(join(folder, name), "utf8")) as Case;
    it(`${name.slice(0, -suffix.length)}: ${expected.right}`, () => {
      const copy = join(temp(), name.slice(0, -suffix.length));
      cpSync(join(folder, name.slice(0, -suffix.length)), copy, { recursive: true, verbatimSymlinks: true });
      settle(copy);
      const index = indexOf(copy);
      const runs = [...index.runs.values()].map((run) => ({ id: inside(copy, run.summary.id), series: rowsOf(run) }));
      assert.deepEqual(sorted(runs), sorted(expected.runs));
      assert.deepEqual(
        index.leftOut.map(({ count, unit, cause }) => [count, unit, cause]),
        expected.leftOut,
      );
      assert.equal(index.problems.length, expected.problems, JSON.stringify(index.problems));
    });
  }
});

function sorted(runs: Case["runs"]): Case["runs"] {
  return runs.sort((a, b) => (a.id < b.id ? -1 : 1));
}

function inside(root: string, id: string): string {
  return id.startsWith(`${root}#`) ? `.${id.slice(root.length)}` : relative(root, id) || ".";
}

function rowsOf({ series }: AssembledRun): Record<string, Row> {
  const plain = (value: number | undefined) => (Number.isFinite(value) ? value : String(value));
  return Object.fromEntries(
    [...series].map(([name, { raw }]) => {
      const { steps, values } = raw.points.view();
      return [name, [steps.length, steps[0]!, steps.at(-1)!, plain(values[0]), plain(values.at(-1))]];
    }),
  );
}
