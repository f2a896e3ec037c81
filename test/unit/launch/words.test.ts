import assert from "node:assert/strict";
import fc from "fast-check";
import { joinWords, splitWords } from "../../../src/launches/words";

function wordsOf(text: string, windows = false): readonly string[] {
  const split = splitWords(text, windows);
  assert.ok(split.ok, text);
  return split.words;
}

describe("typed arguments", () => {
  const cases: readonly (readonly [string, readonly string[]])[] = [
    ["", []],
    ["   ", []],
    ["--lr 0.1  --name run", ["--lr", "0.1", "--name", "run"]],
    ["--name 'my run'", ["--name", "my run"]],
    ['--name="my run"', ["--name=my run"]],
    ["a'b c'd", ["ab cd"]],
    ["'' \"\"", ["", ""]],
    ["'it'\\''s'", ["it's"]],
    ['"say \\"hi\\" \\$x \\n"', ['say "hi" $x \\n']],
    ["a\\ b", ["a b"]],
    ["a\tb\nc", ["a", "b", "c"]],
    ["'$(touch x)' `ls`", ["$(touch x)", "`ls`"]],
    ["é 🙂", ["é", "🙂"]],
  ];
  for (const [text, words] of cases) {
    it(`${JSON.stringify(text)} are ${JSON.stringify(words)}`, () => assert.deepEqual(wordsOf(text), words));
  }

  it("keep the backslashes of Windows paths on Windows", () => {
    assert.deepEqual(wordsOf('--data C:\\data\\x \\"q\\" "a\\"b"', true), ["--data", "C:\\data\\x", '"q"', 'a"b']);
    assert.deepEqual(wordsOf("'C:\\a b\\'", true), ["C:\\a b\\"]);
  });

  it("with an unclosed quote say which one", () => {
    assert.deepEqual(splitWords("--name 'my run"), { ok: false, problem: "The ' at character 8 is never closed." });
    assert.equal(splitWords('a "b').ok, false);
  });

  it("that end in a backslash say so", () => {
    assert.match((splitWords("a\\") as { problem: string }).problem, /backslash/);
  });

  it("tell what a shell would have replaced", () => {
    const split = splitWords("$HOME ~/x '*.csv' *.py a~b");
    assert.deepEqual(split.ok && split.literal, ["$", "~", "*"]);
  });

  it("have what a shell would have put for ~ and variables, and nothing else", () => {
    const variables = { HOME: "/home/ann", DATA: "/big disk", EMPTY: "" };
    const of = (text: string) => {
      const split = splitWords(text, false, variables);
      assert.ok(split.ok);
      return split.words;
    };
    assert.deepEqual(of('~/x ~ a~ --out=~/y "~" ~bob'), ["/home/ann/x", "/home/ann", "a~", "--out=~/y", "~", "~bob"]);
    assert.deepEqual(of("$DATA/x \"${DATA}\" '$DATA' \\$DATA \"\\$DATA\""), [
      "/big disk/x", "/big disk", "$DATA", "$DATA", "$DATA",
    ]); // prettier-ignore
    assert.deepEqual(of("$EMPTY $NO a$NO $ $(date) $1"), ["a", "$", "$(date)", "$1"]);
    const split = splitWords("a ~", false, variables);
    assert.ok(split.ok && split.expanded);
    const plain = splitWords("a '~'", false, variables);
    assert.ok(plain.ok && !plain.expanded);
  });

  it("come back as they were when joined", () => {
    for (const windows of [false, true]) {
      fc.assert(
        fc.property(fc.array(fc.string({ unit: fc.constantFrom(..."ab \t\n'\"\\$`*~é".split(/(?:)/u)) })), (words) => {
          assert.deepEqual(wordsOf(joinWords(words, windows), windows), words);
          const split = splitWords(joinWords(words, windows), windows, { HOME: "/h", ab: "x" });
          assert.deepEqual(split.ok && split.words, words, "nor is anything replaced in them");
        }),
        { seed: 1, numRuns: 500 },
      );
    }
  });
});
