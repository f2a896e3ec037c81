import { equal } from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { testTool } from "../../../src/python/environment/testTool";
import { skip } from "../../support/skip";
import { useTempFolder } from "../../support/tempFolder";

describe("The question which test tool there is", () => {
  const temp = useTempFolder();

  it("imports nothing of the project, though a tool asks it from there", async function () {
    if (process.platform === "win32") skip(this, "starts a shell script");
    // Without its start-up files, in which there may be a pytest, Python has imported next to nothing.
    const tool = join(temp(), "tool");
    writeFileSync(tool, '#!/bin/sh\nshift\nexec python3 -S "$@"\n', { mode: 0o755 });
    for (const name of ["contextlib", "functools", "importlib", "types", "warnings"])
      writeFileSync(join(temp(), `${name}.py`), "raise SystemExit(0)\n");
    const interpreter = { path: "python", runner: [tool], environment: {}, name: "" };
    equal(await testTool(interpreter, ["def test_a(): ...\n"], temp()), undefined);
  });
});
