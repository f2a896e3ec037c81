import assert from "node:assert/strict";
import { handleOf } from "../../../src/runs/describe/handle";

describe("the handle of a run", () => {
  const handle = (id: string, path: string, root = "/w") => handleOf({ id, root, path });

  it("is its path, also where the tool's id stands behind another folder's", () => {
    assert.equal(handle("/w/runs/a", "runs/a"), "runs/a");
    assert.equal(handle("/w/mlruns/1#7f", "mlruns/1/7f"), "mlruns/1/7f");
    assert.equal(handle("/w", "."), ".");
  });

  it("has the tool's id behind it where many runs share the path", () => {
    assert.equal(handle("/w/study.db#digits/3", "study.db"), "study.db#digits/3");
    assert.equal(handle("/w#3", "."), ".#3");
    assert.equal(handle("/study.db#a/../b", "study.db", "/"), "study.db#a/../b");
    assert.equal(handle("C:\\w\\x\\study.db#a", "x/study.db", "C:\\w"), "x/study.db#a");
  });
});
