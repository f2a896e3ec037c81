import { deepEqual, equal, ok } from "node:assert/strict";
import fc from "fast-check";
import { isMistake, parsing, printing } from "../../../src/state/stateJson";
import { drain } from "../../../src/util/drain";

function printed(text: string): string {
  const parsed = drain(parsing(text));
  ok(!isMistake(parsed), JSON.stringify(parsed));
  return drain(printing(parsed));
}

function mistake(text: string): string {
  const parsed = drain(parsing(text));
  ok(isMistake(parsed), `no mistake in ${text}`);
  return `${parsed.line}: ${parsed.reason}`;
}

describe("JSON that people edit and merge", () => {
  it("reads and writes what JSON.parse reads", () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        deepEqual(JSON.parse(printed(text)), JSON.parse(text));
      }),
    );
  });

  it("refuses what JSON.parse refuses", () => {
    const broken = fc.tuple(fc.json(), fc.nat(), fc.string()).map(([text, at, put]) => {
      const place = at % (text.length + 1);
      return text.slice(0, place) + put + text.slice(place);
    });
    fc.assert(
      fc.property(broken, (text) => {
        const result = drain(parsing(text));
        try {
          JSON.parse(text);
        } catch {
          ok(isMistake(result));
        }
      }),
    );
  });

  it("sorts keys, and keeps numbers as they were spelt", () => {
    equal(
      printed('{"b":1.50,"a":[12345678901234567890],"c":{}}'),
      '{\n  "a": [\n    12345678901234567890\n  ],\n  "b": 1.50,\n  "c": {}\n}',
    );
  });

  it("has no special keys", () => {
    equal(printed('{"__proto__": {"x": 1}, "constructor": 2}').includes("__proto__"), true);
    equal(({} as { x?: number }).x, undefined);
  });

  it("says on which line it went wrong, and why", () => {
    equal(mistake('{\n  "a": 1,\n}'), "3: there is a comma before }");
    equal(mistake('{\n  "a": 1\n  "b": 2\n}'), "3: expected a comma or }");
    equal(mistake("{\n  a: 1\n}"), '2: expected a name in double quotes, found "a"');
    equal(mistake('{\n  "a": yes\n}'), '2: expected a value, found "yes"');
    equal(mistake('{\n  "a": 1,\n  "a": 2\n}'), '3: "a" appears twice');
    equal(mistake('{"a": "b\n"}'), "1: a string in double quotes does not end on its line");
    equal(mistake("{"), "1: expected a name in double quotes, found the end");
    equal(mistake(""), "1: the text ends too early");
    equal(mistake("{}\nx"), "2: there is text after the end");
    equal(mistake("[".repeat(1000)), "1: it is nested too deeply");
  });

  it("knows the marks of a merge", () => {
    const text = '{\n<<<<<<< HEAD\n  "baseline": "a"\n=======\n  "baseline": "b"\n>>>>>>> other\n}\n';
    equal(mistake(text), "2: it contains merge conflict markers");
    equal(mistake(text.replaceAll("\n", "\r\n")), "2: it contains merge conflict markers");
  });
});
