import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  findInterpreter,
  interpreterAt,
  scriptWords,
  shortPath,
  testTool,
  testWords,
} from "../../../src/python/interpreters";

describe("the interpreter of a project", () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "lossline-"))));
  afterEach(() => rmSync(folder, { recursive: true }));

  const put = (...path: string[]) => {
    mkdirSync(join(folder, ...path.slice(0, -1)), { recursive: true });
    writeFileSync(join(folder, ...path), "");
    return join(folder, ...path);
  };

  it("is that of .venv, in the script's folder rather than above it", async () => {
    const outer = put(".venv", "bin", "python");
    assert.equal((await findInterpreter([join(folder, "src"), folder], "linux")).path, outer);
    const inner = put("src", "venv", "bin", "python");
    assert.equal((await findInterpreter([join(folder, "src"), folder], "linux")).path, inner);
  });

  it("lies in Scripts on Windows", async () => {
    const path = put("venv", "Scripts", "python.exe");
    assert.equal((await findInterpreter([folder], "win32")).path, path);
  });

  it("is the system's where there is no environment", async () => {
    assert.deepEqual(await findInterpreter([folder], "linux"), { path: "python3", environment: {} });
    assert.deepEqual(await findInterpreter([folder], "win32"), { path: "python", environment: {} });
  });

  it("comes first on PATH, so that its torchrun is found", () => {
    const { environment } = interpreterAt("/p/.venv/bin/python", "/p/.venv", "linux");
    assert.equal(environment["VIRTUAL_ENV"], "/p/.venv");
    assert.match(environment["PATH"]!, /^\/p\/\.venv\/bin[:;]/);
  });

  it("brings conda's libraries on Windows", () => {
    const { environment } = interpreterAt("/c/env/python.exe", "/c/env", "win32", true);
    assert.equal(environment["CONDA_PREFIX"], "/c/env");
    assert.ok(environment["PATH"]!.includes(join("/c/env", "Library", "bin")));
  });
});

describe("what is started", () => {
  it("names a script as a person would type it", () => {
    assert.deepEqual(scriptWords("python3", "/w/src/train.py", "/w", ["--lr", "1"]), [
      "python3",
      "src/train.py",
      "--lr",
      "1",
    ]);
    assert.equal(shortPath("/w/train.py", "/w"), "train.py");
    assert.equal(shortPath("/elsewhere/train.py", "/w"), "/elsewhere/train.py");
  });

  it("is never a script that Python takes for an option", () => {
    assert.equal(shortPath("/w/-c.py", "/w"), "./-c.py");
  });

  it("runs test files with pytest, or finds them for unittest beside what they import", () => {
    const files = ["/w/src/test_a.py", "/w/tests/test_a.py"];
    assert.deepEqual(testWords("py", "pytest", files, "/w"), [
      "py",
      "-m",
      "pytest",
      "src/test_a.py",
      "tests/test_a.py",
    ]);
    assert.deepEqual(testWords("py", "unittest", files.slice(0, 1), "/w"), [
      "py", "-m", "unittest", "discover", "-s", "src", "-p", "test_a.py",
    ]); // prettier-ignore
  });

  it("is pytest only where tests ask for it, if the interpreter does not have it", async () => {
    const without = { path: "/no/such/python", environment: {} };
    assert.equal(await testTool(without, ["import unittest\n"], "/no/such/folder"), "unittest");
    assert.equal(await testTool(without, ["import os\nimport pytest\n"], "/no/such/folder"), "pytest");
  });
});
