import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { isUnfinished } from "../../../src/host/scripts";
import { analyse, analysing } from "../../../src/python/analyse";
import type { Parsed } from "../../../src/python/parse";

const corpus = "test/unit/codelens/corpus";

/** Files lie in a folder named for what they are; the line that their lenses stand above ends in this. */
const mark = "# lens";

/** Lets an analysis run, and counts the steps it took. */
function stepwise(text: string, previous?: Parsed) {
  const run = analysing(text, "train.py", previous);
  for (let steps = 1; ; steps++) {
    const { done, value } = run.next();
    if (done) return { ...value, steps };
  }
}

describe("the analysis of a Python file", () => {
  for (const kind of ["training", "evaluation", "tests", "none"]) {
    for (const file of readdirSync(join(corpus, kind))) {
      it(`calls ${file} ${kind}`, () => {
        const text = readFileSync(join(corpus, kind, file), "utf8");
        const line = text.split("\n").findIndex((each) => each.endsWith(mark));
        const found = analyse(text, file);
        assert.deepEqual([found.kind, found.kind === "none" ? line : found.line], [kind, line]);
      });
    }
  }

  it("finds each test of a test file, methods under their class, and nothing else", () => {
    const text = [
      "import pytest",
      "@pytest.fixture",
      "def model(): ...",
      "def test_a(model): ...",
      "class TestB:",
      "    def helper(self): ...",
      "    @pytest.mark.slow",
      "    def test_c(self): ...",
      "async def test_d(): ...",
    ].join("\n");
    const found = analyse(text, "test_x.py");
    assert.deepEqual(found.kind === "tests" && found.tests, [
      { selector: "test_a", isClass: false, line: 3 },
      { selector: "TestB", isClass: true, line: 4 },
      { selector: "TestB::test_c", isClass: false, line: 7 },
      { selector: "test_d", isClass: false, line: 8 },
    ]);
  });

  it("takes a script that is only named like a test for what it does when started", () => {
    const text =
      "import torch\n\ndef main():\n  for batch in data:\n    loss.backward()\n    opt.step()\n\nif __name__ == '__main__':\n    main()\n";
    assert.deepEqual(analyse(text, "test_gpu.py"), { kind: "training", line: 7 });
  });

  it("takes a train.py for a training script that only begins what another module does", () => {
    assert.deepEqual(analyse("from main import main\n\nmain(mode=1)\n", "train.py"), { kind: "training", line: 2 });
    assert.equal(analyse("from tools import log\n\nlog('ready to train')\n", "train.py").kind, "none");
  });

  it("finds nothing in an empty file and in text that is no Python", () => {
    for (const text of ["", "\n\n", "train", "\u0000fit(", "((((train.fit(", "def test_(:\n\tfit", "🙂 = train.fit("])
      assert.equal(analyse(text, "a.py").kind, "none", JSON.stringify(text));
  });

  it("is not believed while a triple quote has no pair", () => {
    assert.ok(isUnfinished('"""open\nimport torch\n'));
    assert.ok(isUnfinished("x = '''\n"));
    assert.ok(!isUnfinished('"""closed"""\nx = "it\'s"\n'));
  });

  it("survives chains and nests that nobody writes", () => {
    const chain = `import keras\nmodel${".add(x)".repeat(1000)}.fit(x)\n`;
    assert.equal(analyse(chain, "a.py").kind, "training");
    const nest = `${"(".repeat(1000)}train${")".repeat(1000)}\n`;
    assert.equal(analyse(nest, "a.py").kind, "none");
  });
});

describe("the analysis of an edited file", () => {
  const script = readFileSync(join(corpus, "training", "torch_loop.py"), "utf8");
  const filler = Array.from(
    { length: 700 },
    (_, i) =>
      `def helper_${i}(a, b=1):\n    """Text."""\n    for x in range(a):\n        b += x * ${i}\n    return b\n\n`,
  ).join("\n");
  const text = script.replace("def main", `${filler}\ndef main`);

  it("costs the neighbourhood of the edit, in a file of 5,000 lines", () => {
    assert.ok(text.split("\n").length > 4900);
    const first = stepwise(text);
    const edited = text.replace("b += x * 350", "b += x * 351");
    const second = stepwise(edited, first.parsed);
    assert.deepEqual(second.script, first.script);
    assert.ok(second.steps * 10 < first.steps, `${second.steps} steps after ${first.steps}`);
  });

  it("comes to the same result as a first analysis, wherever the edit is", () => {
    let { parsed } = stepwise(script);
    const edits: readonly (readonly [string, string])[] = [
      ["loss.backward()", "pass"],
      ["            pass\n", "            loss.backward()\n"],
      ["import torch\n", "import torch\n\n\nx = 1\n"],
      ['if __name__ == "__main__":  # lens\n    main()\n', "main()\n"],
      ["main()\n", ""],
      ["import torch", '"""open docstring\nimport torch'],
      ['"""open docstring\n', ""],
    ];
    let current = script;
    for (const [from, to] of edits) {
      current = current.replace(from, to);
      const next = stepwise(current, parsed);
      assert.deepEqual(next.script, stepwise(current).script, to);
      parsed = next.parsed;
    }
  });
});
