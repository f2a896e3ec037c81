import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { mentionsImport, testsOf } from "../../../src/python/testsOf";

describe("the tests of a script", () => {
  let root: string;
  beforeEach(() => (root = mkdtempSync(join(tmpdir(), "lossline-"))));
  afterEach(() => rmSync(root, { recursive: true }));

  const put = (path: string, text = "import train\n") => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  const found = async (script = "src/train.py") =>
    (await testsOf(join(root, script), root)).map((path) => relative(root, path));

  it("lie beside it, or in a folder of tests beside it or above it", async () => {
    const files = ["src/test_train.py", "src/train_test.py", "src/tests/test_train.py", "tests/test_train.py", "test/src/test_train.py"]; // prettier-ignore
    for (const file of files) put(file);
    put("elsewhere/test_train.py");
    put("test_train.py");
    assert.deepEqual((await found()).sort(), [...files].sort());
  });

  it("import it", async () => {
    put("src/test_train.py", "import os\n# import train\n");
    assert.deepEqual(await found(), []);
  });

  it("are none of a script that has none", async () => {
    assert.deepEqual(await found("src/eval.py"), []);
  });

  it("are not looked for above the workspace folder", async () => {
    put("tests/test_train.py");
    assert.deepEqual(await testsOf(join(root, "src", "train.py"), join(root, "src")), []);
  });
});

describe("an import of a module", () => {
  for (const text of ["import train", "  import a, train", "import pkg.train as t", "from train import main", "from pkg.train import (", "from pkg import a, train", "from . import train", "from .train import x"])
    it(`is ${text}`, () => assert.ok(mentionsImport(`x = 1\n${text}\n`, "train"))); // prettier-ignore
  for (const text of ["import trainer", "import pretrain", "from trainer import train_it", "# import train", "from a import b # train", "train = 1"])
    it(`is not ${text}`, () => assert.ok(!mentionsImport(`x = 1\n${text}\n`, "train"))); // prettier-ignore
});
