import { deepEqual, equal } from "node:assert/strict";
import { columnOf, type TableJudging } from "../../../src/shared/table";
import { Table } from "../../../src/runs/table/table";
import { makeRun, root } from "../../support/runs";
import { assembled, tableQuery } from "../../support/tables";

describe("Metrics of a table that the user said to be one", () => {
  const [base, run] = [makeRun("base", { "val/acc": [0.9] }), makeRun("a", { val_acc: [0.95], "val/f1": [0.1] })];
  const columns = ["value:val/acc", "delta:val/acc", "delta:val_acc"].flatMap((key) => columnOf(key) ?? []);
  const table = (same: TableJudging["same"]) => {
    const references = [{ root, runs: [base.id], targets: [] }];
    const judging: TableJudging = { references, rule: "last", same, seedLike: [], by: { kind: "seed" } };
    return new Table(assembled(base, run), tableQuery({}, { baseline: base.id, judging }));
  };
  const textsOf = (same: TableJudging["same"]) =>
    table(same)
      .rows({ from: 0, count: 9, columns })
      .rows[0]?.cells.map((cell) => cell?.text);

  it("are one column under either name, with its deltas", () => {
    const same = [["val_acc", "val/acc"]];
    deepEqual(textsOf(same), ["0.95", "+0.05", "+0.05"]);
    equal(table(same).shape.fields.find(({ name }) => name === "val_acc")?.inBaseline, true);
  });

  it("are columns of their own as long as nobody said so", () => {
    deepEqual(textsOf([]), [undefined, undefined, undefined]);
    equal(table([]).shape.fields.find(({ name }) => name === "val_acc")?.inBaseline, false);
  });
});
