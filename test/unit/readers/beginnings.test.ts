import assert from "node:assert/strict";
import { appendFileSync, statSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { Beginnings } from "../../../src/readers/parsing/files/beginnings";
import { useTempFolder } from "../../support/tempFolder";

describe("files that are a beginning of another", () => {
  const temp = useTempFolder();
  let made = 0;
  /** Bytes that repeat nowhere: what is at one place is at no other. */
  const bytes = (count: number, seed = 1) =>
    Buffer.from(Uint8Array.from({ length: count }, (_, at) => (at * 31 + (at >> 8) * 17 + seed * 7) % 251));
  function write(contents: Record<string, Buffer>) {
    const folder = join(temp(), String(made++));
    const paths = Object.keys(contents).map((name) => `${folder}-${name}`);
    Object.values(contents).forEach((content, at) => writeFileSync(paths[at]!, content));
    return paths;
  }
  const among = (paths: readonly string[], beginnings = new Beginnings()) =>
    [...beginnings.among(new Map(paths.map((path) => [path, statSync(path)])))].map((path) =>
      basename(path).replace(/^\d+-/, ""),
    );

  it("are told, the longest apart, and of equal ones all but the first", () => {
    const whole = bytes(20_000);
    assert.deepEqual(among(write({ a: whole.subarray(0, 9000), b: whole, c: whole.subarray(0, 64) })).sort(), [
      "a",
      "c",
    ]);
    assert.deepEqual(among(write({ a: whole, b: whole })), ["b"]);
  });

  it("are none where they differ at the start, in the middle or at the end", () => {
    const whole = bytes(20_000);
    for (const at of [3, 4500, 8999]) {
      const other = Buffer.from(whole.subarray(0, 9000));
      other[at]! ^= 255;
      assert.deepEqual(among(write({ a: other, b: whole })), [], String(at));
    }
  });

  it("are none where they are too short to tell, or alone", () => {
    assert.deepEqual(among(write({ a: bytes(63), b: bytes(63) })), []);
    assert.deepEqual(among(write({ a: bytes(200) })), []);
  });

  it("are looked at again once they have grown: a copy may go its own way", () => {
    const whole = bytes(300);
    const paths = write({ a: whole.subarray(0, 100), b: whole });
    const beginnings = new Beginnings();
    assert.deepEqual(among(paths, beginnings), ["a"]);
    appendFileSync(paths[0]!, bytes(10, 9));
    assert.deepEqual(among(paths, beginnings), []);
  });

  it("that are gone meanwhile are none", () => {
    const [path = ""] = write({ a: bytes(100) });
    const stat = statSync(path);
    assert.deepEqual([...new Beginnings().among(new Map([path, `${path}-gone`].map((one) => [one, stat])))], []);
  });
});
