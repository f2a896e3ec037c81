import assert from "node:assert/strict";
import { setTimeout } from "node:timers/promises";
import { justTyped } from "../../../src/host/justTyped";
import { Emitter } from "../../../src/util/emitter";

describe("a box whose rows follow what is typed", () => {
  it("counts what was typed at once, and the row that was chosen later", async () => {
    const typed = new Emitter<string>();
    const isTyping = justTyped({ onDidChangeValue: typed.event });
    assert.equal(isTyping(), false);
    typed.fire("3");
    assert.equal(isTyping(), true);
    await setTimeout(120);
    assert.equal(isTyping(), false);
  });
});
