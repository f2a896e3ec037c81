import assert from "node:assert/strict";
import { wishOf } from "../../../src/launches/task";

describe("a task's definition", () => {
  it("says which script, by which profile, with which arguments", () => {
    assert.deepEqual(wishOf({ type: "lossline", script: "train.py" }), { script: "train.py" });
    const whole = { script: "train.py", profile: "quick", args: ["--epochs", "2"] };
    assert.deepEqual(wishOf({ type: "lossline", ...whole }), whole);
  });

  it("with a mistake is told, not started", () => {
    assert.equal(wishOf({ type: "lossline" }), "script is missing, a text");
    assert.equal(wishOf({ script: "train.py", profile: 3 }), "profile is a text");
    assert.equal(wishOf({ script: "train.py", args: "--epochs 2" }), "args is a list of texts");
    assert.equal(wishOf({ script: "train.py", args: [1] }), "args is a list of texts");
  });
});
