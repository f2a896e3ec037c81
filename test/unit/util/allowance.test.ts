import assert from "node:assert/strict";
import { Allowance } from "../../../src/util/allowance";

describe("An allowance", () => {
  it("lets work go on until its time is over, and from the first piece on again once it is renewed", () => {
    let clock = 50;
    const allowance = new Allowance(300, () => clock);
    const pieces = () => {
      let done = 0;
      while (allowance.allows()) {
        done++;
        clock++;
      }
      return done;
    };
    assert.equal(pieces(), 300);
    clock += 1000;
    assert.equal(allowance.allows(), false);
    allowance.renew();
    assert.equal(pieces(), 300);
  });

  it("always has room for some, however long they take", () => {
    let clock = 0;
    const allowance = new Allowance(1, () => (clock += 1000));
    assert.ok(Array.from({ length: 100 }, () => allowance.allows()).every(Boolean));
    assert.equal(allowance.allows(), false);
  });
});
