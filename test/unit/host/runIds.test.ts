import { deepEqual } from "node:assert/strict";
import { idsOf } from "../../../src/host/runIds";

describe("the runs that a command was called for", () => {
  const node = (...runIds: string[]) => ({ runIds });

  it("are those of the clicked node, or of all selected ones, each once", () => {
    deepEqual(idsOf(node("a")), ["a"]);
    deepEqual(idsOf(node("a"), [node("a"), node("b", "a"), node("c")]), ["a", "b", "c"]);
    deepEqual(idsOf(node("a"), []), ["a"]);
    deepEqual(idsOf(node("a"), undefined), ["a"]);
  });

  it("are the ids that other code passes", () => {
    deepEqual(idsOf(["a", "b", "a"]), ["a", "b"]);
    deepEqual(idsOf("a"), ["a"]);
  });

  it("are none for the palette, or for anything odd", () => {
    for (const odd of [undefined, null, 5, {}, { runIds: 5 }, [5, null], { runIds: [5] }]) deepEqual(idsOf(odd), []);
  });
});
