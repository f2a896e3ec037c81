import assert from "node:assert/strict";
import { decoding } from "../../../src/state/stateContent";
import { drain } from "../../../src/util/drain";

describe("A state file of very many mistakes", () => {
  it("tells the first ones with their lines, and counts the rest", () => {
    const lines = Array.from({ length: 16_000 }, (_, index) => `"r${index}": { "pinned": 1 }`);
    const { mistakes } = drain(decoding(`{ "runs": {\n${lines.join(",\n")}\n} }`));
    assert.equal(mistakes.length, 21);
    assert.deepEqual(mistakes[19], { line: 21, reason: '"pinned" of "r19" must be true or false' });
    assert.deepEqual(mistakes[20], { line: 0, reason: "15980 more mistakes" });
  });
});
