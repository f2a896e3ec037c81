import assert from "node:assert/strict";
import { globMatcher } from "../../../src/store/index/globs";

describe("Globs of a settings file", () => {
  it("that could take for ever are passed over, and the others still hold", () => {
    const name = "a".repeat(200);
    for (const hostile of ["*a*a*a*a*a*a*b", "{a,{a,{a,{a,*}}}}b", `**/${"*a".repeat(50)}b`]) {
      const matches = globMatcher([hostile, "**/old", "*.tmp"]);
      assert.equal(matches?.(name), false, hostile);
      assert.deepEqual(
        ["x/old", "a.tmp", "new"].map((path) => matches(path)),
        [true, true, false],
      );
    }
  });
});
