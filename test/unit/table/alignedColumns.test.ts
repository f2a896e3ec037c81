import { deepEqual } from "node:assert/strict";
import { copyText } from "../../../src/features/table/leaving";
import type { TableWindow } from "../../../src/shared/table";
import { Tables } from "../../../src/store/reading/tables";
import { makeRun } from "../../support/runs";
import { assembled, noTable, tableQuery } from "../../support/tables";

const keys = ["value:loss", "best:loss", "delta:loss"] as const;
const window: TableWindow = {
  from: 0,
  count: 10,
  columns: keys.map((key) => ({ kind: key.split(":", 1)[0] as "value" | "best" | "delta", name: "loss" })),
};

describe("The values of a table's column", () => {
  const runs = [
    makeRun("base", { loss: [0.4] }),
    makeRun("a", { loss: [0.3768] }),
    makeRun("b", { loss: [0.339] }),
    makeRun("c", { loss: [NaN] }),
  ];
  const project = assembled(...runs);
  const { answers } = new Tables(() => project);
  const query = tableQuery({ sort: [{ column: "name", descending: false }] }, { baseline: runs[0]!.id });
  const textsOf = async (more: Partial<TableWindow>) =>
    (await answers.tableRows(query, { ...window, ...more })).rows.map(({ cells }) => cells.map((cell) => cell?.text));

  it("have the same number of decimals where they are read under each other", async () => {
    deepEqual(await textsOf({ aligned: true }), [
      ["0.3768", "0.3768 @ 0", "−0.023"],
      ["0.3390", "0.3390 @ 0", "−0.061"],
      ["NaN", undefined, "–"],
    ]);
  });

  it("are aligned by the whole table, not by the rows in sight", async () => {
    deepEqual(await textsOf({ aligned: true, from: 1, count: 1 }), [["0.3390", "0.3390 @ 0", "−0.061"]]);
  });

  it("leave as they are, for a spreadsheet and for a page", async () => {
    const said = async (format: "tsv" | "markdown") =>
      (
        await copyText(
          { ...noTable, tableRows: async (...asked) => answers.tableRows(...asked) },
          query,
          { look: query, columns: ["value:loss"] },
          format,
        )
      ).text;
    deepEqual((await said("tsv")).split("\n").slice(0, 4), ["run\tloss", "base\t0.4", "a\t0.3768", "b\t0.339"]);
    deepEqual((await said("markdown")).includes("0.339 |"), true);
  });
});
