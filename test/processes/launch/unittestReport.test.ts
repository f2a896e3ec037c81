import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readTally } from "../../../src/launches/tests/tally";
import { testArguments } from "../../../src/python/environment/testTool";

const tests = `import unittest

class TestModel(unittest.TestCase):
    def test_good(self): pass
    def test_bad(self): self.assertEqual(1, 2, "odd <b> & \\x00")
    def test_broken(self): raise KeyError("a")
    @unittest.skip("no GPU")
    def test_skipped(self): pass
    def test_parts(self):
        for part in range(3):
            with self.subTest(part=part):
                self.assertNotEqual(part, 1)
    @unittest.expectedFailure
    def test_known(self): self.fail("known")

class TestOther(unittest.TestCase):
    @classmethod
    def setUpClass(cls): raise OSError("no data")
    def test_never(self): pass

class TestFine(unittest.TestCase):
    def test_fine(self): pass
`;

describe("our runner of unittest", function () {
  const runner = join(process.cwd(), "media/python/unittest_junit.py");
  const python = process.platform === "win32" ? "python" : "python3";
  let folder: string;
  before(function () {
    if (spawnSync(python, ["--version"]).status !== 0) this.skip();
  });
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "lossline-"));
    writeFileSync(join(folder, "test_model.py"), tests);
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  function run(only?: string) {
    const report = join(folder, "report.xml");
    const files = [join(folder, "test_model.py")];
    const args = testArguments("unittest", { files, only }, folder);
    const { status } = spawnSync(python, [runner, report, ...args], { cwd: folder });
    return { status, tally: readTally(report, files) };
  }

  it("reports what passed, failed, broke and was skipped, and fails as unittest does", () => {
    const { status, tally } = run();
    assert.equal(status, 1);
    assert.deepEqual([tally?.passed, tally?.failed, tally?.skipped], [3, 4, 1]);
    const failures = new Map(tally?.failures.map(({ name, message }) => [name, message]));
    assert.equal(failures.get("TestModel::test_bad"), "AssertionError: 1 != 2 : odd <b> & ?");
    assert.equal(failures.get("TestModel::test_broken"), "KeyError: 'a'");
    assert.match(failures.get("TestModel::test_parts") ?? "", /^AssertionError: 1 == 1/);
    assert.ok([...failures.values()].includes("OSError: no data"), "a class that can't be set up is told");
  });

  it("runs one class or one method alone", () => {
    assert.deepEqual(run("TestFine").tally?.passed, 1);
    assert.equal(run("TestFine").status, 0);
    const { tally } = run("TestModel::test_good");
    assert.deepEqual([tally?.passed, tally?.failed, tally?.skipped], [1, 0, 0]);
  });
});
