import { deepEqual, equal } from "node:assert/strict";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { rulesOf } from "../../../src/host/metricRules";
import { metricTestsFile } from "../../../src/runs/judging/metricTests";
import { longestText } from "../../../src/util/smallText";
import { useTempFolder } from "../../support/tempFolder";

describe("A folder’s rules for its metrics", () => {
  const folder = useTempFolder();

  it("are none without a file, and what is no file of rules is a sentence", () => {
    equal(rulesOf(folder()), undefined);
    const path = join(folder(), metricTestsFile);
    mkdirSync(path, { recursive: true });
    deepEqual(rulesOf(folder()), { tests: [], problems: ["not a regular file"] });
    rmSync(path, { recursive: true });
    writeFileSync(path, " ".repeat(longestText + 1));
    deepEqual(rulesOf(folder()), { tests: [], problems: ["larger than 2 MB"] });
    writeFileSync(path, '{"tests":[{"metric":"loss"}]}');
    deepEqual(rulesOf(folder()), { tests: [{ metric: "loss" }], problems: [] });
  });
});
