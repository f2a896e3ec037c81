import assert from "node:assert/strict";
import fc from "fast-check";
import { parsePythonJson } from "../../../src/readers/parsing/documents/pythonJson";
import { parseYaml } from "../../../src/readers/parsing/documents/yaml";

describe("Python's JSON", () => {
  const value = (text: string) => {
    const parsed = parsePythonJson(text);
    return parsed.ok ? parsed.value : parsed;
  };

  it("is JSON wherever JSON.parse reads it", () => {
    fc.assert(fc.property(fc.json(), (text) => assert.deepEqual(value(text), JSON.parse(text))));
  });

  it("has NaN and infinities outside strings only", () => {
    assert.deepEqual(value('[NaN, Infinity, -Infinity, "NaN", {"Infinity": "-Infinity"}]'), [
      NaN,
      Infinity,
      -Infinity,
      "NaN",
      Object.assign(Object.create(null) as object, { Infinity: "-Infinity" }),
    ]);
    for (const text of ["nan", "[Nan]", "+Infinity", "--Infinity", "[NaN NaN]", "{NaN: 1}"]) {
      assert.equal(parsePythonJson(text).ok, false, text);
    }
  });

  it("holds any key without touching what objects inherit", () => {
    const parsed = value('{"__proto__": {"polluted": NaN}, "constructor": 1}') as Record<string, unknown>;
    assert.deepEqual(Object.keys(parsed), ["__proto__", "constructor"]);
    assert.equal(({} as Record<string, unknown>)["polluted"], undefined);
  });

  it("tells a text that ends too early from one that is wrong", () => {
    const text = '{"loss": NaN, "list": [1, -Infinity, "a\\"b"], "more": true}';
    for (let length = 0; length < text.length; length++) {
      const parsed = parsePythonJson(text.slice(0, length));
      assert.ok(!parsed.ok && parsed.cut, text.slice(0, length));
    }
    for (const wrong of ["{]", "[1,]", "{'a': 1}", "[1 2]", "nonsense and more of it"]) {
      const parsed = parsePythonJson(wrong);
      assert.ok(!parsed.ok && !parsed.cut, wrong);
    }
  });

  it("gives up on nesting without end", () => {
    const parsed = parsePythonJson(`${"[".repeat(100_000)}NaN`);
    assert.deepEqual(parsed, { ok: false, reason: "nested more than 200 levels deep", cut: false });
  });
});

describe("YAML", () => {
  it("is read as plain data, tags or not", () => {
    const parsed = parseYaml(
      "a: !!python/tuple [1, 2]\nb: !!python/object/apply:os.system ['rm']\nc: !custom {x: 1e-5}\n",
    );
    assert.ok(parsed.ok);
    assert.deepEqual(
      parsed.value,
      new Map<string, unknown>([
        ["a", [1, 2]],
        ["b", ["rm"]],
        ["c", new Map([["x", 1e-5]])],
      ]),
    );
  });

  it("does not let aliases or nesting explode", () => {
    const laughs = ["a: &a [x, x, x, x, x, x, x, x, x]"];
    for (let level = 1; level < 9; level++) {
      const [above, name] = ["abcdefghi"[level - 1]!, "abcdefghi"[level]!];
      laughs.push(`${name}: &${name} [${Array(9).fill(`*${above}`).join(", ")}]`);
    }
    assert.equal(parseYaml(laughs.join("\n")).ok, false);
    for (const opening of ["[", "{a: ", "- ", "? "]) {
      const parsed = parseYaml(opening.repeat(100_000));
      assert.deepEqual(parsed, { ok: false, reason: "nested more than 200 levels deep" });
    }
  });
});
