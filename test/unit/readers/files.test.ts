import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { headOf } from "../../../src/readers/parsing/files/head";
import { NotRegular, openToRead, readBytes, readText, TooLarge } from "../../../src/readers/parsing/files/open";
import { useTempFolder } from "../../support/tempFolder";

describe("The door to files", () => {
  const folder = useTempFolder();
  const path = (name: string) => join(folder(), name);

  it("opens neither a folder, nor a device, nor a named pipe that nobody writes to", function () {
    if (process.platform === "win32") this.skip();
    mkdirSync(path("folder"));
    symlinkSync("/dev/zero", path("zero"));
    assert.equal(spawnSync("mkfifo", [path("pipe")]).status, 0);
    for (const name of ["folder", "zero", "pipe"]) {
      assert.throws(() => openToRead(path(name)), NotRegular, name);
      assert.throws(() => readBytes(path(name), 100), NotRegular, name);
      assert.equal(headOf(path(name), 100), undefined, name);
    }
  });

  it("reads a whole file only up to a size, and says which", () => {
    writeFileSync(path("ten"), "0123456789");
    assert.equal(readText(path("ten"), 10), "0123456789");
    assert.throws(() => readText(path("ten"), 9), TooLarge);
    writeFileSync(path("large"), Buffer.alloc(3 * 1024 * 1024));
    assert.throws(() => readBytes(path("large"), 2 * 1024 * 1024), /larger than 2 MB/);
  });

  it("leaves a byte order mark off a text, and only at its start", () => {
    writeFileSync(path("bom"), "\uFEFFa\uFEFFb");
    assert.equal(readText(path("bom"), 100), "a\uFEFFb");
  });
});
