import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PackageLists, packageChanges, packagesOf } from "../../../src/launches/machine";

describe("what is installed where a launch runs", () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "lossline-"))));
  afterEach(() => rmSync(folder, { recursive: true }));

  it("is read off pip's metadata, of Unix and of Windows", async () => {
    const names = [
      "torch-2.13.0+cpu.dist-info",
      "My_Tool-0.1.egg-info",
      "torch",
      "no-version.dist-info",
      "__pycache__",
    ];
    for (const place of ["unix/lib/python3.12", "windows/Lib"])
      for (const name of names) mkdirSync(join(folder, place, "site-packages", name), { recursive: true });
    const expected = ["my-tool==0.1", "no==version", "torch==2.13.0+cpu"];
    assert.deepEqual(await packagesOf(join(folder, "unix/bin/python")), expected);
    assert.deepEqual(await packagesOf(join(folder, "windows/Scripts/python.exe")), expected);
  });

  it("is not known of a Python that is found on PATH, or that has no such folder", async () => {
    assert.equal(await packagesOf("python3"), undefined);
    assert.equal(await packagesOf(join(folder, "bin/python")), undefined);
  });

  it("is kept once for all launches, and read by its digest only", async () => {
    const lists = new PackageLists(join(folder, "packages"));
    const digest = await lists.keep(["a==1", "b==2"]);
    assert.equal(await lists.keep(["a==1", "b==2"]), digest);
    assert.deepEqual(await lists.read(digest), ["a==1", "b==2"]);
    assert.equal(await lists.read("../../etc/passwd"), undefined);
  });

  it("is compared by name", () => {
    assert.deepEqual(packageChanges(["a==1", "b==2", "c==3"], ["a==1", "b==2.1", "d==4"]), [
      "b 2 → 2.1",
      "− c 3",
      "+ d 4",
    ]);
  });
});
