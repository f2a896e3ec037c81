import { deepEqual, equal } from "node:assert/strict";
import { freeName, specOf, specText } from "../../../src/features/runCommands/baselineSpec";
import { makeRun } from "../../support/runs";

describe("several runs as a baseline", () => {
  const runs = ["a", "b", "c"].map((path) => makeRun(path));
  const ids = runs.map(({ id }) => id);
  const group = { key: ids[0]!, name: "lr0.1", runs, by: "params" } as const;

  it("are their seed group if they are all of it, so that further seeds join it", () => {
    deepEqual(specOf([...ids].reverse(), group), { kind: "group", run: ids[2] });
    deepEqual(specOf(ids.slice(1), group), { kind: "runs", runs: ids.slice(1) });
    deepEqual(specOf(ids, undefined), { kind: "runs", runs: ids });
  });

  it("get a name that no other has, and the same name again", () => {
    const spec = { kind: "runs", runs: ids } as const;
    const taken = [{ folder: "/work", name: "lr0.1", spec: { kind: "best", filter: "" } }] as const;
    equal(freeName("lr0.1", spec, taken), "lr0.1 (2)");
    equal(freeName("lr0.1", taken[0].spec, taken), "lr0.1");
    equal(freeName("lr0.3", spec, taken), "lr0.3");
  });

  it("are told from groups, filters and fixed values", () => {
    deepEqual(
      [
        specText({ kind: "runs", runs: ids }),
        specText({ kind: "best", filter: "" }),
        specText({ kind: "best", filter: "lr0.1" }),
        specText({ kind: "targets", targets: new Map([["acc", { value: 1, direction: undefined }]]) }),
      ],
      ["3 runs", "The best of all runs", "The best of lr0.1", "1 fixed value"],
    );
  });
});
