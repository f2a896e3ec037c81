import assert from "node:assert/strict";
import { Occupancy } from "../../../src/launches/occupancy";

describe("the use of a terminal", () => {
  it("lasts from the typing to the end that is told, also before the shell reports a start", () => {
    const use = new Occupancy();
    const release = use.hold();
    assert.equal(use.isIdle, false, "typed, and not reported yet");
    use.begin();
    use.end();
    assert.equal(use.isIdle, false, "what it wrote last is still being read");
    release();
    assert.equal(use.isIdle, true);
  });

  it("is not over for one start when another is given back twice", () => {
    const use = new Occupancy();
    const first = use.hold();
    use.hold();
    first();
    first();
    assert.equal(use.isIdle, false);
  });

  it("also comes from what a person types, whose end may be all that was heard", () => {
    const use = new Occupancy();
    use.end();
    use.begin();
    assert.equal(use.isIdle, false);
    use.end();
    assert.equal(use.isIdle, true);
  });
});
