import { deepEqual } from "node:assert/strict";
import { readArguments } from "../../../src/host/readArguments";
import { Commands } from "../../../src/host/contributions";
import { contextWords } from "../../../src/features/tree/contextValue";
import { find, treeOf } from "../../support/drawnTree";
import { makeRun } from "../../support/runs";

describe("what rows of metrics and params leave in the clipboard", () => {
  const params = { lr: 0.1 + 0.2, optimizer: "=adam()", amp: true };
  const drawn = treeOf([makeRun("runs/a", { acc: [0.5, 1 / 3] }, { params })]);
  const rowOf = (section: string, name: string) => find(drawn, "runs/", "a", section, name);

  it("is each value in full, and a text that is no formula", () => {
    const rows = [rowOf("Metrics", "acc"), ...Object.keys(params).map((name) => rowOf("Parameters", name))];
    deepEqual(readArguments(Commands.copyValue, [rows[0], rows]), [
      ["0.3333333333333333", "0.30000000000000004", "'=adam()", "true"],
    ]);
  });

  it("is offered on both", () => {
    deepEqual(contextWords(rowOf("Parameters", "lr"), drawn.items), "param");
    deepEqual(contextWords(rowOf("Metrics", "acc"), drawn.items), "metric plot");
  });
});
