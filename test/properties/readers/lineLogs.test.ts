import assert from "node:assert/strict";
import { appendFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import type { Format } from "../../../src/readers/format";
import { csv } from "../../../src/readers/formats/csv/format";
import { jsonl } from "../../../src/readers/formats/jsonl/format";
import { spinningUp } from "../../../src/readers/formats/spinning-up/format";
import { textLog } from "../../../src/readers/formats/text-log/format";
import { RawSource } from "../../../src/readers/raw";
import { readAll } from "../../support/eventFolder";
import { toldTrainings } from "../../support/toldTrainings";
import { useTempFolder } from "../../support/tempFolder";

/** A row of a log: where it lies, and which of two metrics it holds. */
interface LogRow {
  readonly step: number;
  readonly metrics: readonly ("loss" | "acc")[];
}

/** How each kind of log writes a row, as its `at`th. */
const kinds: readonly {
  readonly format: Format;
  readonly file: string;
  readonly head: string;
  readonly line: (row: LogRow, at: number) => string;
}[] = [
  {
    format: jsonl,
    file: "metrics.jsonl",
    head: "",
    line: ({ step, metrics }, at) =>
      JSON.stringify({ step, ...Object.fromEntries(metrics.map((name) => [name, at / 8])) }),
  },
  { format: csv, file: "metrics.csv", head: "step,loss,acc\n", line: (row, at) => cells(row, at).join() },
  {
    format: spinningUp,
    file: "progress.txt",
    head: "Epoch\tloss\tacc\n",
    line: (row, at) => cells(row, at).join("\t"),
  },
  {
    format: textLog,
    file: "train.log",
    head: "",
    line: ({ step, metrics }, at) =>
      `step ${step} ${metrics.map((name) => `${name} ${(at / 8).toFixed(3)}`).join(" ")}`,
  },
];

function cells({ step, metrics }: LogRow, at: number): (string | number)[] {
  return [step, ...(["loss", "acc"] as const).map((name) => (metrics.includes(name) ? at / 8 : ""))];
}

/** Stretches of rows: from a step on, by so much, with these metrics. */
const logs: fc.Arbitrary<LogRow[]> = fc
  .array(
    fc.record({
      from: fc.nat({ max: 4 }),
      count: fc.integer({ min: 1, max: 6 }),
      by: fc.integer({ min: 1, max: 2 }),
      metrics: fc.constantFrom<LogRow["metrics"][]>(["loss"], ["acc"], ["loss", "acc"]),
    }),
    { minLength: 2, maxLength: 6 },
  )
  .map((stretches) =>
    stretches.flatMap(({ from, count, by, metrics }) =>
      Array.from({ length: count }, (_, at): LogRow => ({ step: from + at * by, metrics })),
    ),
  );
/** After how many rows somebody looks each time, and how many bytes a pass may take. */
const looks = fc.array(fc.integer({ min: 1, max: 9 }), { maxLength: 12 });
const budgets = fc.constantFrom(1 << 20, 40);

const rows = (...steps: number[]): LogRow[] => steps.map((step) => ({ step, metrics: ["loss"] }));

describe("A log of lines that grows", () => {
  const temp = useTempFolder();

  for (const { format, file, head, line } of kinds) {
    it(`(${format.id}) tells what a fresh look tells: trainings, points, and what a restart superseded`, () => {
      const path = join(temp(), file);
      fc.assert(
        fc.property(logs, looks, budgets, (log, looks, budget) => {
          rmSync(path, { force: true });
          const left = log.map(line);
          writeFileSync(path, head);
          const reader = format.open(path);
          const source = new RawSource();
          for (const count of [...looks, Infinity]) {
            appendFileSync(
              path,
              left
                .splice(0, count)
                .map((text) => `${text}\n`)
                .join(""),
            );
            readAll(reader, source, budget);
          }
          const fresh = new RawSource();
          readAll(format.open(path), fresh);
          assert.deepEqual([...source.runs.values()].map(toldTrainings), [...fresh.runs.values()].map(toldTrainings));
        }),
        { numRuns: 300, examples: [[rows(1, 2, 3, 0, 1, 3), [5], 1 << 20]] },
      );
    }).timeout(60_000);
  }
});
