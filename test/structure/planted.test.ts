import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../../scripts/lib/paths.mjs";
import { planted } from "../../scripts/lib/planted.mjs";
import { formats } from "../../src/readers/registry";

describe("faults that are planted to try the fuzzer", () => {
  for (const { what, file, text, reader } of planted) {
    it(`have their one place in the code: ${what}`, () => {
      assert.equal(readFileSync(join(root, "src", file), "utf8").split(text).length, 2, file);
      assert.ok(
        formats.some(({ id }) => id === reader),
        reader,
      );
    });
  }
});
