import assert from "node:assert/strict";
import { nested } from "../../../src/features/tree/nesting";

const kin = (id: string, parent?: string) => ({ id, ...(parent !== undefined && { parent }) });

describe("runs below runs", () => {
  it("lie below the one that they name, if it is shown, and in the order given", () => {
    const { roots, below } = nested([kin("a"), kin("c", "a"), kin("b", "a"), kin("d", "gone"), kin("e", "b")]);
    assert.deepEqual(
      roots.map(({ id }) => id),
      ["a", "d"],
    );
    const ids = [...below].map(([id, runs]) => `${id}: ${runs.map((run) => run.id).join()}`);
    assert.deepEqual(ids, ["a: c,b", "b: e"]);
  });

  it("are all roots that go round in a ring, and those that hang on one stay below it", () => {
    const ring = [kin("a", "c"), kin("b", "a"), kin("c", "b"), kin("self", "self"), kin("d", "b"), kin("e", "d")];
    const { roots, below } = nested(ring.reverse());
    assert.deepEqual(
      roots.map(({ id }) => id),
      ["self", "c", "b", "a"],
    );
    assert.deepEqual([...below.keys()], ["d", "b"]);
  });

  it("take time as they are many, not as each is far below or beside many others", () => {
    const count = 100_000;
    const ids = Array.from({ length: count }, (_, at) => `run ${at}`);
    const line = ids.map((id, at) => kin(id, ids[at + 1]));
    const row = ids.map((id, at) => kin(id, at === 0 ? undefined : ids[0]));
    assert.equal(nested(line).below.size, count - 1);
    assert.equal(nested(row).below.get("run 0")?.length, count - 1);
  }).timeout(5000);
});
