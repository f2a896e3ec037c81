import { equal } from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { smallText } from "../../../src/util/smallText";
import { useTempFolder } from "../../support/tempFolder";

describe("The text of a small file", () => {
  const folder = useTempFolder();

  it("is not waited for where it is no file, and is none of a longer one", async () => {
    const at = (name: string) => join(folder(), name);
    writeFileSync(at("a"), "four");
    mkdirSync(at("folder"));
    if (process.platform !== "win32") execFileSync("mkfifo", [at("pipe")]);
    equal(await smallText(at("a"), 4), "four");
    for (const name of ["folder", "pipe", "none"]) equal(await smallText(at(name)), undefined);
    equal(await smallText(at("a"), 3), undefined);
  });
});
