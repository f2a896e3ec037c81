import { deepEqual, equal } from "node:assert/strict";
import { KnownBoards, Measures } from "../../../src/runs/table/measures";
import { Tables } from "../../../src/store/reading/tables";
import { makeRun } from "../../support/runs";
import { assembled, noChoices, tableQuery } from "../../support/tables";

const run = (name: string, value: number) => makeRun(name, { "val/acc": [value] }, { params: { lr: value } });
const columns = [{ kind: "delta", name: "val/acc" }] as const;
const window = { from: 0, count: 10, columns };

describe("The params of a table", () => {
  it("are counted once for the runs that are shown, and again when others are", () => {
    let runs = assembled(run("a", 0.9), run("b", 0.8), run("c", 0.7));
    const { answers } = new Tables(() => runs);
    const lr = (filter: string, descending = false) => {
      const shape = answers.tableShape(tableQuery({ filter, sort: [{ column: "name", descending }] }));
      const found = "fields" in shape ? shape.fields.find(({ name }) => name === "lr") : undefined;
      return [found?.count, found?.differs];
    };
    deepEqual(lr(""), [3, true]);
    deepEqual(lr("", true), [3, true]);
    deepEqual(lr("lr > 0.75"), [2, true]);
    deepEqual(lr("lr > 0.85"), [1, false]);
    runs = assembled(run("a", 0.9), run("b", 0.9), run("c", 0.9));
    deepEqual(lr(""), [3, false]);
    deepEqual(lr("", true), [3, false]);
  });
});

describe("Verdicts that tables of the same runs share", () => {
  it("are worked out once, whatever the order and the filter, and again for another way of judging", () => {
    const known = new KnownBoards();
    const project = assembled(run("a", 0.9), run("b", 0.8));
    const choices = { ...noChoices, baseline: project[0]!.summary.id };
    new Measures(project, choices, known).workOut("val/acc");
    equal(new Measures(project, { ...choices, pinned: ["x"] }, known).isJudged("val/acc"), true);
    for (const other of [
      { ...choices, at: "best" as const },
      { ...choices, baseline: project[1]!.summary.id },
      { ...choices, directions: [["val/acc", "lower"]] as const },
    ])
      equal(new Measures(project, other, known).isJudged("val/acc"), false);
  });

  it("are others once a run is another", () => {
    let runs = assembled(run("a", 0.9), run("b", 0.8));
    const { answers } = new Tables(() => runs);
    const baseline = runs[0]!.summary.id;
    const delta = (descending: boolean) => {
      const query = tableQuery({ sort: [{ column: "delta:val/acc", descending }] }, { baseline });
      return answers.tableRows(query, window);
    };
    const text = (descending: boolean) => {
      const found = delta(descending);
      return "rows" in found ? found.rows.map(({ cells }) => cells[0]?.text) : [];
    };
    const before = text(true);
    deepEqual(text(false), before);
    runs = [runs[0]!, ...assembled(run("b", 0.95))];
    equal(text(true)[0] === before[0], false);
  });
});
