import assert from "node:assert/strict";
import { parse } from "yaml";
import { parseFlatYaml } from "../../../src/readers/parsing/documents/flatYaml";

const values = (
  "|null|~|Null|true|True|false|yes|no|on|1|-1|0|-0|007|1.5|1.|.5|-2.5e-3|1e-05|1E5|1e5000|12345678901234567890|0x1f|0o17|" +
  ".inf|.nan|nan|inf|adam|/data/x.yaml|a b|a: b|'q'|\"q\"|[1, 2]|[]|{}|&a|*a|!!str 5|x #y|- a|2020-01-01|1_000|a-b.c|>|@x|E:/x|runs\\train|a:b|a:|''|'a b'|'a''b'|'#x'|'a' b|'0'|'a\\n'|C:\\x"
).split("|");

describe("flat YAML", () => {
  it("means what the parser says, or is left to it", () => {
    let taken = 0;
    for (const value of values) {
      const text = `# made\nseed: 7\n\nkey:${value === "" ? "" : ` ${value}`}\n`;
      const flat = parseFlatYaml(text);
      if (!flat) continue;
      taken++;
      assert.deepEqual(flat, parse(text, { schema: "core", mapAsMap: true }), text);
    }
    assert.ok(taken > 15, `${taken} were taken`);
  });

  it("is no more than lines of keys and values", () => {
    for (const text of [
      "",
      "a",
      "a: 1\n  b",
      "a:\n  b: 1",
      "a:\n- 1",
      "---\na: 1",
      "true: 1",
      "1: 2",
      "a:1",
      "? a",
      "\uFEFFa: 1",
    ]) {
      assert.equal(parseFlatYaml(text), undefined, text);
    }
  });
});
