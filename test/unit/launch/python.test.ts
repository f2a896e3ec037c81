import assert from "node:assert/strict";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { parseDotenv } from "../../../src/python/environment/dotenv";
import { findInterpreter } from "../../../src/python/environment/find";
import { importSetup } from "../../../src/python/environment/imports";
import { installWords } from "../../../src/python/environment/installing";
import { interpreterAt, toolVariables, type Interpreter } from "../../../src/python/environment/interpreters";
import { shortPath } from "../../../src/python/environment/paths";
import { isForUnittest, testArguments, testTool } from "../../../src/python/environment/testTool";
import { environmentOf, wordsOf, type LaunchPlan } from "../../../src/launches/plan";

const plan = (more: Partial<LaunchPlan> = {}): LaunchPlan => ({
  kind: "train",
  script: "/w/src/train.py",
  interpreter: { path: "python3", environment: {}, name: "Python" },
  cwd: "/w",
  pythonPath: [],
  environment: {},
  args: [],
  ...more,
});

/** A folder for a test, and a way to put files into it. */
function useFolder() {
  let folder = "";
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "lossline-"))));
  afterEach(() => rmSync(folder, { recursive: true }));
  const put = (path: string, text = "", mode = 0o644) => {
    const whole = join(folder, path);
    mkdirSync(dirname(whole), { recursive: true });
    writeFileSync(whole, text);
    chmodSync(whole, mode);
    return whole;
  };
  return { at: (path = "") => join(folder, path), put };
}

describe("the interpreter of a project", () => {
  const { at, put } = useFolder();
  const executable = (path: string) => put(path, "", 0o755);
  const find = (folders: readonly string[], variables = {}) =>
    findInterpreter({ folders, variables, platform: "linux" });

  it("is that of .venv, in the script's folder rather than above it", async () => {
    const outer = executable(".venv/bin/python");
    assert.equal((await find([at("src"), at()])).path, outer);
    const inner = executable("src/venv/bin/python");
    const found = await find([at("src"), at()]);
    assert.deepEqual([found.path, found.name], [inner, "virtual environment venv"]);
  });

  it("is that of any folder which says that it is an environment", async () => {
    const plain = executable("py311/bin/python");
    assert.equal((await find([at()])).path, "python3", "a folder with a Python is none by that");
    put("py311/pyvenv.cfg");
    assert.equal((await find([at()])).path, plain);
    executable("zconda/bin/python");
    put("zconda/conda-meta/history");
    rmSync(at("py311"), { recursive: true });
    const found = await find([at()]);
    assert.deepEqual([found.name, found.environment["CONDA_PREFIX"]], ["conda environment zconda", at("zconda")]);
  });

  it("is not another one if the project's own cannot be started, which is said", async () => {
    put(".venv/pyvenv.cfg");
    await assert.rejects(find([at()]), /\.venv has no Python that can be started/);
    mkdirSync(at(".venv/bin"));
    symlinkSync("/no/such/python", at(".venv/bin/python"));
    await assert.rejects(find([at()]), /dangling/);
  });

  it("is the project tool's where a lock file stands and no environment, if that tool is there", async () => {
    put("uv.lock");
    assert.equal((await find([at()])).path, "python3");
    executable("tools/uv");
    const found = await find([at()], { PATH: at("tools") });
    assert.deepEqual(wordsOf(plan({ interpreter: found })), ["uv", "run", "python", "src/train.py"]);
    const torchrun = { words: ["torchrun"], takesInterpreter: false };
    assert.deepEqual(wordsOf(plan({ interpreter: found, launcher: torchrun })), [
      "uv", "run", "torchrun", "src/train.py",
    ]); // prettier-ignore
    executable(".venv/bin/python");
    assert.equal((await find([at()], { PATH: at("tools") })).runner, undefined);
  });

  it("is a tool's for a project below the folder of the start, which is told where that is", async () => {
    for (const tool of ["uv", "poetry", "pixi", "pipenv"]) executable(`tools/${tool}`);
    for (const [lock, words] of [
      ["uv.lock", ["uv", "run", "--project", "models/a"]],
      ["poetry.lock", ["poetry", "--project", "models/a", "run"]],
      ["pixi.lock", ["pixi", "run", "--manifest-path", "models/a"]],
      ["Pipfile.lock", ["pipenv", "run"]],
    ] as const) {
      const path = put(`models/a/${lock}`);
      const search = { folders: [at("models/a"), at("models"), at()], variables: { PATH: at("tools") } };
      const found = await findInterpreter({ ...search, cwd: at(), platform: "linux" });
      assert.deepEqual(found.runner, words);
      const pipfile = lock === "Pipfile.lock" ? at("models/a/Pipfile") : undefined;
      assert.deepEqual(toolVariables(found), pipfile === undefined ? {} : { PIPENV_PIPFILE: pipfile });
      const below = await findInterpreter({ ...search, cwd: at("models/a"), platform: "linux" });
      assert.ok(!below.runner?.includes("models/a") && below.environment["PIPENV_PIPFILE"] === undefined);
      rmSync(path);
    }
  });

  it("is a tool's that is where it installs itself, though not on PATH; that there is none is said", async () => {
    put("p/uv.lock");
    const variables = { PATH: "/nowhere", HOME: at("home") };
    assert.match(
      (await find([at("p")], variables)).name,
      /^python3, found on PATH \(uv\.lock is there, but uv isn’t found\)$/,
    );
    executable("home/.local/bin/uv");
    const found = await find([at("p")], variables);
    assert.deepEqual(
      [found.runner, found.environment["PATH"]],
      [["uv", "run"], ["/nowhere", at("home/.local/bin")].join(delimiter)],
    );
    const alone = await find([at("p")], { HOME: at("home") });
    assert.equal(alone.environment["PATH"], at("home/.local/bin"), "an empty folder on PATH is the working directory");
  });

  it("is that of pixi's folder, and of folders with a point in their names", async () => {
    put("p/pixi.lock");
    put("p/.pixi/envs/default/conda-meta/history");
    const path = executable("p/.pixi/envs/default/bin/python");
    const found = await find([at("p")]);
    assert.deepEqual([found.path, found.name], [path, "pixi environment default"]);
    for (const name of ["py3.11", ".venv311"]) {
      put(`${name}-project/${name}/pyvenv.cfg`);
      const inside = executable(`${name}-project/${name}/bin/python`);
      assert.equal((await find([at(`${name}-project`)])).path, inside);
    }
  });

  it("has packages installed by the project's tool, by uv where that made the environment, or by pip", () => {
    const words = (found: Partial<Interpreter>) =>
      installWords("ray", true, { path: at("v/bin/python"), environment: {}, name: "", ...found });
    const runner = ["uv", "run", "--project", "a"];
    assert.deepEqual(words({ runner }), ["uv", "add", "--project", "a", "--dev", "ray"]);
    for (const [tool, option, runner] of [
      ["uv", "--project", ["uv", "run", "--project", "run"]],
      ["pixi", "--manifest-path", ["pixi", "run", "--manifest-path", "run"]],
      ["poetry", "--project", ["poetry", "--project", "run", "run"]],
    ] as const) {
      const told = words({ runner });
      assert.deepEqual([told.indexOf("run"), told.includes("add")], [told.indexOf(option) + 1, true], tool);
    }
    assert.deepEqual(words({ runner: ["poetry", "run"] }), ["poetry", "add", "--group", "dev", "ray"]);
    assert.deepEqual(words({ runner: ["pipenv", "run"] }), ["pipenv", "install", "--dev", "ray"]);
    assert.deepEqual(words({}), [at("v/bin/python"), "-m", "pip", "install", "ray"]);
    put("v/pyvenv.cfg", "home = /usr/bin\nuv = 0.13.9\n");
    assert.deepEqual(words({}), ["uv", "pip", "install", "--python", at("v/bin/python"), "ray"]);
  });

  it("is the editor's own where the project tells nothing", async () => {
    const path = executable("env with a name/bin/python");
    const found = await find([at("elsewhere")], { VIRTUAL_ENV: at("env with a name") });
    assert.deepEqual([found.path, found.environment["VIRTUAL_ENV"]], [path, at("env with a name")]);
    assert.match(found.name, /from VIRTUAL_ENV$/);
  });

  it("is the system's where there is no environment", async () => {
    assert.equal((await find([at()])).path, "python3");
    const windows = await findInterpreter({ folders: [at()], variables: {}, platform: "win32" });
    assert.deepEqual([windows.path, windows.environment], ["python", {}]);
  });

  it("lies in Scripts on Windows", async () => {
    const path = executable("venv/Scripts/python.exe");
    assert.equal((await findInterpreter({ folders: [at()], variables: {}, platform: "win32" })).path, path);
  });

  it("comes first on PATH, so that its torchrun is found", () => {
    const { environment } = interpreterAt("/p/.venv/bin/python", "/p/.venv", { platform: "linux" });
    assert.equal(environment["VIRTUAL_ENV"], "/p/.venv");
    assert.match(environment["PATH"]!, /^\/p\/\.venv\/bin[:;]/);
  });

  it("brings conda's libraries on Windows", () => {
    const { environment } = interpreterAt("/c/env/python.exe", "/c/env", { platform: "win32", conda: true });
    assert.equal(environment["CONDA_PREFIX"], "/c/env");
    assert.ok(environment["PATH"]!.includes(join("/c/env", "Library", "bin")));
  });
});

describe("what a script imports of its project", () => {
  const { at, put } = useFolder();
  const setup = (script: string, text: string) => importSetup(put(script, text), text, at());

  it("needs nothing where it lies beside the script, or is not of the project", async () => {
    put("models.py");
    assert.deepEqual(await setup("train.py", "import torch, models\nfrom numpy import array\n"), { pythonPath: [] });
  });

  it("is found in src, and in the folder above a package", async () => {
    put("src/pkg/__init__.py");
    put("src/pkg/data.py");
    put("common/io.py");
    const found = await setup("scripts/train.py", "from pkg.data import load\nimport common.io as io\n");
    assert.deepEqual(found, { pythonPath: [at("src"), at()] });
  });

  it("makes the script a module of its package where it imports relatively", async () => {
    put("src/pkg/__init__.py");
    put("src/pkg/models/__init__.py");
    const found = await setup("src/pkg/models/train.py", "from ..data import load\nfrom . import net\n");
    assert.deepEqual(found, { module: "pkg.models.train", pythonPath: [at("src")] });
    const started = await setup("src/pkg/__main__.py", "from .train import main\n");
    assert.equal(started.module, "pkg");
  });

  it("reaches as far up as its dots, where a package has no __init__.py", async () => {
    const found = await setup("a/b/train.py", "if True:\n    from ..c import d\n");
    assert.deepEqual(found, { module: "a.b.train", pythonPath: [at()] });
  });

  it("is not a module whose name Python could not read", async () => {
    assert.deepEqual(await setup("my-pkg/train.py", "from . import x\n"), { pythonPath: [at()] });
  });
});

describe("a .env file", () => {
  it("is read as Python's tools read it", () => {
    const text = `# comment
A=1
export B = "two words" # why
C='$A literal'
D=\${A}/x\${HOME}#no comment
E=
not a line
F=a # comment
`;
    const expected = { A: "1", B: "two words", C: "$A literal", D: "1/x/me#no comment", E: "", F: "a" };
    assert.deepEqual(parseDotenv(text, { HOME: "/me" }), expected);
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
    assert.deepEqual(testArguments("pytest", { files }, "/w"), ["src/test_a.py", "tests/test_a.py"]);
    assert.deepEqual(testArguments("unittest", { files: files.slice(0, 1) }, "/w"), [
      "discover",
      "-s",
      "src",
      "-p",
      "test_a.py",
    ]);
  });

  it("is handed to our own program where its output is kept", () => {
    const logged = { program: "/x/logged.py", file: "/s/a.log" };
    assert.deepEqual(wordsOf(plan({ logged, args: ["--lr", "1"] })), [
      ...["python3", "/x/logged.py", "/s/a.log"],
      ...["python3", "src/train.py", "--lr", "1"],
    ]);
  });

  it("runs one test alone as either tool names it", () => {
    const files = ["/w/tests/test_a.py"];
    const told = (tool: "pytest" | "unittest", only: string) => testArguments(tool, { files, only }, "/w");
    assert.deepEqual(told("pytest", "TestA::test_b"), ["tests/test_a.py::TestA::test_b"]);
    assert.deepEqual(told("unittest", "TestA::test_b").slice(-2), ["-k", "*.TestA.test_b"]);
    assert.deepEqual(told("unittest", "TestA").slice(-2), ["-k", "*.TestA.*"]);
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

  it("is unittest only where that sees every test, and not what it would call OK without a look", async () => {
    const without = { path: "/no/such/python", environment: {}, name: "" };
    const cases = "import unittest\nclass TestA(unittest.TestCase):\n    def test_a(self): ...\n";
    const functions = "def test_a():\n    assert False\n";
    const tool = (...texts: readonly string[]) => testTool(without, texts, "/no/such/folder");
    assert.equal(await tool(cases), "unittest");
    assert.equal(await tool(functions), undefined);
    assert.equal(await tool(cases, functions), undefined);
    assert.equal(await tool(cases + functions), undefined);
    assert.equal(await tool(`import pytest\n${cases}`), undefined);
    assert.ok(!isForUnittest("class TestB:\n    def test_b(self): ...\n"));
    assert.ok(!isForUnittest("import unittest\n"), "no test at all");
  });

  it("is all of the test files, where unittest runs several", () => {
    const files = ["/w/src/test_a.py", "/w/tests/test_a.py"];
    assert.deepEqual(testArguments("unittest", { files }, "/w"), ["src/test_a.py", "tests/test_a.py"]);
  });
});
