import { deepEqual, equal } from "node:assert/strict";
import { Marking } from "../../../src/features/table/marking";
import type { RunWords, TableChoices } from "../../../src/shared/table";
import { noChoices } from "../../support/tables";

/** A workspace in which a has a tag and a star. */
function marked() {
  const written = new Map<string, RunWords>([["a", { words: ["old"], note: "first" }]]);
  const pinned = new Set(["a"]);
  const choices = (): TableChoices => ({ ...noChoices, written: [...written], pinned: [...pinned] });
  const marking = new Marking({
    choices,
    write: (run, words) => Promise.resolve(void written.set(run, words)),
    act: (action, runs) => {
      for (const run of runs) if (action === "pin") pinned.add(run);
      else pinned.delete(run); // prettier-ignore
      return Promise.resolve();
    },
  });
  return { marking, written, pinned };
}

describe("What is written on runs in the table", () => {
  it("joins the tags that each of several runs has, and takes the place of their notes", async () => {
    const { marking, written } = marked();
    await marking.writeOnAll(["a", "b"], { words: ["good", "old"] });
    deepEqual(written.get("a"), { words: ["old", "good"], note: "first" });
    deepEqual(written.get("b"), { words: ["good", "old"], note: "" });
    await marking.writeOnAll(["a", "b"], { note: "again" });
    deepEqual([written.get("a")?.note, written.get("b")?.note], ["again", "again"]);
  });

  it("is taken back step by step: words, notes, and stars of those that had none", async () => {
    const { marking, written, pinned } = marked();
    await marking.write("a", { words: [], note: "" });
    await marking.star(["a", "b"], true);
    deepEqual([...pinned], ["a", "b"]);
    equal(await marking.undo(), true);
    deepEqual([...pinned], ["a"]);
    equal(await marking.undo(), true);
    deepEqual(written.get("a"), { words: ["old"], note: "first" });
    equal(await marking.undo(), false);
  });
});
