import { deepEqual, equal } from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { arranged } from "../../../media/table/columns";
import { hidden, shown } from "../../../media/table/moves";
import { defaultView } from "../../../media/table/view";
import { fileText } from "../../../src/features/table/leaving";
import type { AssembledRun } from "../../../src/runs/assembly/summary";
import { columnKey, standName, standOf } from "../../../src/shared/table";
import { Tables } from "../../../src/store/reading/tables";
import { indexOf } from "../../support/reading";
import { tableQuery } from "../../support/tables";
import { useTempFolder } from "../../support/tempFolder";

const atTwo = { kind: "stand", name: standName("step:2", "val/loss") } as const;
const meanOfTwo = { kind: "stand", name: standName("mean:2", "val/loss") } as const;
const window = { from: 0, count: 10, columns: [atTwo, meanOfTwo], plain: true };

describe("Columns of a table by a rule of their own", () => {
  const temp = useTempFolder();

  /** Runs with their points, by the names given. */
  function read(losses: Readonly<Record<string, readonly number[]>>): AssembledRun[] {
    for (const [name, values] of Object.entries(losses)) {
      mkdirSync(join(temp(), name), { recursive: true });
      const lines = values.map((value, step) => `${step},${value}`);
      writeFileSync(join(temp(), name, "metrics.csv"), `step,val/loss\n${lines.join("\n")}\n`);
    }
    return [...indexOf(temp()).runs.values()];
  }
  const three = { a: [4, 3, 2, 1], b: [5, 4, 6, 0], c: [9, 8] };
  const byName = tableQuery({ sort: [{ column: "name", descending: false }] });

  it("show the value at a step, nothing where a run ended before it, and the mean of the last values", async () => {
    const runs = read(three);
    const { answers } = new Tables(() => runs);
    const { rows } = await answers.tableRows(byName, window);
    deepEqual(
      rows.map(({ name, plain }) => [name, ...(plain ?? [])]),
      [
        ["a", 2, 1.5],
        ["b", 6, 3],
        ["c", null, 8.5],
      ],
    );
    const first = await answers.tableRows(
      tableQuery({ sort: [{ column: columnKey(atTwo), descending: true }] }),
      window,
    );
    deepEqual(first.rows.map(({ name }) => name).slice(0, 2), ["b", "a"]);
  });

  it("read again what was given back, once, and again when the run has grown", async () => {
    const whole = read(three);
    const release = (run: AssembledRun): AssembledRun => ({ ...run, series: new Map(), isReleased: true });
    let runs = whole.map(release);
    const loads: number[] = [];
    const { answers } = new Tables(
      () => runs,
      (ids, visit) => {
        loads.push(ids.length);
        for (const run of whole) if (ids.includes(run.summary.id)) visit(run);
        return Promise.resolve();
      },
    );
    const plain = async () => (await answers.tableRows(byName, window)).rows.map((row) => row.plain);
    deepEqual(await plain(), [[2, 1.5], [6, 3], [null, 8.5]]); // prettier-ignore
    await plain();
    deepEqual(loads, [3]);
    const [grown, ...others] = runs as [AssembledRun, ...AssembledRun[]];
    runs = [{ ...grown, summary: { ...grown.summary, lastWriteAt: grown.summary.lastWriteAt + 1 } }, ...others];
    await plain();
    deepEqual(loads, [3, 1]);
  });

  it("stand after their metric once they were added, are gone once hidden, and leave with the file", async () => {
    const runs = read(three);
    const { answers } = new Tables(() => runs);
    const shape = await answers.tableShape(byName);
    const added = shown(defaultView, columnKey(atTwo));
    const keys = (view: typeof defaultView) => arranged(shape, view, false).map(({ key }) => key);
    const metric = keys(added).indexOf("value:val/loss");
    equal(keys(added)[metric + 1], "stand:step:2 val/loss");
    equal(keys(hidden(added, columnKey(atTwo))).includes(columnKey(atTwo)), false);
    deepEqual(standOf("mean:10 a metric"), { rule: "mean:10", metric: "a metric" });
    const table = {
      tableShape: async () => Promise.resolve(shape),
      tableRows: async (...asked: Parameters<typeof answers.tableRows>) => answers.tableRows(...asked),
      tableRuns: () => Promise.resolve([]),
    };
    let text = "";
    for await (const part of fileText(table, byName, "csv", ["stand:step:2 val/loss"])) text += part;
    equal(text.split("\n")[0]?.endsWith(",val/loss (step:2)"), true);
    equal(text.split("\n")[2]?.endsWith(",6"), true);
  });
});
