import { deepEqual, equal, match, ok } from "node:assert/strict";
import { Table } from "../../../src/runs/table/table";
import {
  columnOf,
  mostCells,
  type ColumnRef,
  type TableJudging,
  type TableReference,
  type TableRow,
  type TableWindow,
} from "../../../src/shared/table";
import { makeRun, root } from "../../support/runs";
import { assembled, tableQuery } from "../../support/tables";

const runs = [
  makeRun("a", { "val/acc": [0.5, 0.9], loss: [2, 1] }, { params: { lr: 0.1, seed: 1, depth: 3 }, startedAt: 1000 }),
  makeRun("b", { "val/acc": [0.5, 0.8], loss: [2, 1] }, { params: { lr: 0.2, seed: 1, depth: 3 }, startedAt: 3000 }),
  makeRun("c", { "val/acc": [0.5, NaN], loss: [2, 1] }, { params: { lr: 0.2, seed: 2, depth: 3 }, startedAt: 2000 }),
];
const [a, b, c] = runs.map(({ id }) => id) as [string, string, string];
const acc: ColumnRef = { kind: "value", name: "val/acc" };

function window(...keys: readonly string[]): TableWindow {
  return { from: 0, count: 100, columns: keys.flatMap((key) => columnOf(key) ?? []) };
}

const texts = (rows: readonly TableRow[]) => rows.map(({ name, cells }) => [name, ...cells.map((cell) => cell?.text)]);

describe("The table of runs", () => {
  it("has a row for each run, newest first, and says which fields differ", () => {
    const table = new Table(assembled(...runs), tableQuery());
    deepEqual(texts(table.rows(window()).rows), [["b"], ["c"], ["a"]]);
    const differing = table.shape.fields.filter(({ differs }) => differs).map(({ name }) => name);
    deepEqual(differing, ["val/acc", "lr", "seed"]);
    deepEqual(
      table.shape.fields.map(({ name }) => name),
      ["val/acc", "loss", "depth", "lr", "seed"],
    );
  });

  it("keeps NaN and what was not logged apart", () => {
    const other = makeRun("d", { loss: [1] });
    const { rows } = new Table(
      assembled(...runs, other),
      tableQuery({ sort: [{ column: "name", descending: false }] }),
    ).rows(window("value:val/acc"));
    deepEqual(texts(rows), [
      ["a", "0.9"],
      ["b", "0.8"],
      ["c", "NaN"],
      ["d", undefined],
    ]);
  });

  it("orders by several columns, and puts runs without the value last either way", () => {
    const order = (descending: boolean) =>
      new Table(
        assembled(...runs),
        tableQuery({
          sort: [
            { column: "param:lr", descending: true },
            { column: "value:val/acc", descending },
          ],
        }),
      )
        .rows(window())
        .rows.map(({ name }) => name);
    deepEqual(order(false), ["b", "c", "a"]);
    deepEqual(order(true), ["b", "c", "a"]);
  });

  it("puts the baseline above the others, and its delta and verdict beside each metric", () => {
    const table = new Table(assembled(...runs), tableQuery({}, { baseline: a }));
    const { rows, baseline } = table.rows(window("value:val/acc", "delta:val/acc"));
    equal(baseline?.name, "a");
    deepEqual(baseline.cells[1], { text: "◆", title: "the baseline" });
    deepEqual(
      rows.map(({ name }) => name),
      ["b", "c"],
    );
    equal(rows[0]?.cells[1]?.text, "−0.1");
    equal(rows[0].cells[1].standing, "unclear");
    match(rows[0].cells[1].title ?? "", /^Unclear\. One seed each/);
    equal(table.shape.headline, "val/acc");
  });

  it("measures against all runs of a baseline, or fixed values, as the tree does", () => {
    const judging = (more: Partial<TableReference>): TableJudging => ({
      references: [{ root, runs: [], targets: [], ...more }],
      rule: "last",
      same: [],
      seedLike: [],
      by: { kind: "seed" },
    });
    const against = (own: TableJudging) =>
      new Table(
        assembled(...runs),
        tableQuery(
          { sort: [{ column: "name", descending: false }] },
          { baseline: own.references[0]!.runs[0], judging: own },
        ),
      );
    const group = against(judging({ runs: [a, b] })).rows(window("delta:val/acc"));
    deepEqual(
      group.rows.map(({ name, isBaseline, cells }) => [name, isBaseline, cells[0]?.text]),
      [
        ["b", true, "◆"],
        ["c", false, "–"],
      ],
    );
    const target = against(judging({ targets: [["val/acc", 0.7]] }));
    deepEqual(
      target.rows(window("delta:val/acc")).rows.map(({ cells }) => cells[0]?.text),
      ["+0.2", "+0.1", "–"],
    );
    deepEqual(
      target.shape.fields.filter(({ inBaseline }) => inBaseline).map(({ name }) => name),
      ["val/acc"],
    );
  });

  it("does not keep rows waiting for deltas, where they may come later", () => {
    const table = new Table(assembled(...runs), tableQuery({}, { baseline: a }));
    const asked = { ...window("value:val/acc", "delta:val/acc"), soon: true };
    const texts = () => {
      const { rows, pending } = table.rows(asked);
      return [pending, ...rows[0]!.cells.map((cell) => cell?.text)];
    };
    deepEqual(texts(), [true, "0.8", "…"]);
    deepEqual(texts(), [undefined, "0.8", "−0.1"]);
  });

  it("folds seeds into groups with mean, deviation and n, and unfolds them", () => {
    const more = [...runs, makeRun("e", { "val/acc": [0.6] }, { params: { lr: 0.2, seed: 3, depth: 3 } })];
    const fold = (open: readonly string[]) => new Table(assembled(...more), tableQuery({ grouped: true, open }));
    const table = fold([]);
    equal(table.shape.counts.groups, 1);
    const [group] = table.rows(window("value:val/acc", "param:lr", "param:seed")).rows;
    equal(group?.kind, "group");
    deepEqual(
      group.cells.map((cell) => cell?.text),
      ["0.70 ± 0.14 (2)", "0.2", "3 values"],
    );
    match(group.cells[0]?.title ?? "", /^n = 2, 1 run without a finite value$/);
    deepEqual(
      fold([group.key])
        .rows(window())
        .rows.map(({ name, isMember }) => [name, isMember]),
      [
        [group.name, false],
        ["b", true],
        ["c", true],
        ["e", true],
        ["a", false],
      ],
    );
    deepEqual(table.runsOf([group.key]), [b, c, more[3]!.id]);
  });

  it("filters with the tree's language, by the user's words too, and says what is wrong with a filter", () => {
    const found = (filter: string) =>
      new Table(
        assembled(...runs),
        tableQuery({ filter }, { written: [[c, { words: ["odd"], note: "look again" }]], labels: [[b, "Bea"]] }),
      );
    deepEqual(found("val/acc > 0.85").runsOf(), [a]);
    deepEqual(found("tag:odd").runsOf(), [c]);
    deepEqual(found("name:bea").runsOf(), [b]);
    equal(found("lr >").shape.mistake, "Type a value after lr >");
    equal(found("lr >").shape.rows, 0);
  });

  it("marks the best of a column among those shown, and none where all are equal", () => {
    const { rows } = new Table(assembled(...runs), tableQuery()).rows(window("value:val/acc", "value:loss"));
    deepEqual(
      rows.map(({ name, cells }) => [name, ...cells.map((cell) => cell?.best ?? false)]),
      [
        ["b", false, false],
        ["c", false, false],
        ["a", true, false],
      ],
    );
  });

  it("leaves hidden runs out and counts them, and puts pinned ones first", () => {
    const table = new Table(assembled(...runs), tableQuery({}, { hidden: [b], pinned: [a] }));
    deepEqual(table.runsOf(), [a, c]);
    deepEqual(table.shape.counts, { all: 3, hidden: 1, shown: 2, groups: 0 });
  });

  it("shows what a launch knows of a run", () => {
    const known = { status: "failed", statusCause: "exit", statusReason: "exit code 1" } as const;
    const table = new Table(assembled(...runs), tableQuery({ filter: "status:failed" }, { launched: [[a, known]] }));
    deepEqual(table.rows(window("fact:status")).rows[0]?.cells[0], { text: "failed", title: "exit code 1" });
  });

  it("answers with no more cells than the bound, whatever is asked for", () => {
    const table = new Table(assembled(...runs), tableQuery());
    const columns = Array.from({ length: mostCells + 5 }, () => acc);
    const { rows } = table.rows({ from: 0, count: 1e9, columns });
    equal(rows.length, 1);
    equal(rows[0]?.cells.length, mostCells);
    deepEqual(
      table.rows({ from: -4, count: 2, columns: [] }).rows.map(({ key }) => key),
      [b, c],
    );
    ok(columnOf("value:a:b")?.name === "a:b" && columnOf("nonsense") === undefined);
  });
});
