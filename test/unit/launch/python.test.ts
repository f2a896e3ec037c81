import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { findInterpreter, interpreterAt, shortPath, testArguments, testTool } from "../../../src/python/interpreters";
import { environmentOf, wordsOf, type LaunchPlan } from "../../../src/launches/plan";

const plan = (more: Partial<LaunchPlan> = {}): LaunchPlan => ({
  kind: "train",
  script: "/w/src/train.py",
  interpreter: { path: "python3", environment: {} },
  cwd: "/w",
  pythonPath: [],
  environment: {},
  args: [],
  ...more,
});

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
    assert.deepEqual(wordsOf(plan({ args: ["--lr", "1"] })), ["python3", "src/train.py", "--lr", "1"]);
    assert.equal(shortPath("/w/train.py", "/w"), "train.py");
    assert.equal(shortPath("/elsewhere/train.py", "/w"), "/elsewhere/train.py");
  });

  it("is never a script that Python takes for an option", () => {
    assert.equal(shortPath("/w/-c.py", "/w"), "./-c.py");
  });

  it("runs test files with pytest, or finds them for unittest beside what they import", () => {
    const files = ["/w/src/test_a.py", "/w/tests/test_a.py"];
    assert.deepEqual(testArguments("pytest", files, "/w"), ["src/test_a.py", "tests/test_a.py"]);
    assert.deepEqual(testArguments("unittest", files.slice(0, 1), "/w"), ["discover", "-s", "src", "-p", "test_a.py"]);
  });

  it("is a module where the plan names one, and what a launcher takes in Python's place", () => {
    assert.deepEqual(wordsOf(plan({ module: "pkg.train" })), ["python3", "-m", "pkg.train"]);
    const torchrun = { words: ["torchrun", "--nproc_per_node=2"], takesInterpreter: false };
    assert.deepEqual(wordsOf(plan({ launcher: torchrun })), ["torchrun", "--nproc_per_node=2", "src/train.py"]);
    const uv = { words: ["uv", "run"], takesInterpreter: true };
    assert.deepEqual(wordsOf(plan({ launcher: uv })), ["uv", "run", "python3", "src/train.py"]);
  });

  it("finds the project's modules first, and those that PYTHONPATH named before after them", () => {
    assert.deepEqual(environmentOf(plan(), { PYTHONPATH: "/x" }), {});
    const found = environmentOf(plan({ pythonPath: ["/w/src"], environment: { A: "1" } }), { PYTHONPATH: "/x" });
    assert.deepEqual(found, { A: "1", PYTHONPATH: ["/w/src", "/x"].join(delimiter) });
  });

  it("is pytest only where tests ask for it, if the interpreter does not have it", async () => {
    const without = { path: "/no/such/python", environment: {} };
    assert.equal(await testTool(without, ["import unittest\n"], "/no/such/folder"), "unittest");
    assert.equal(await testTool(without, ["import os\nimport pytest\n"], "/no/such/folder"), "pytest");
  });
});
