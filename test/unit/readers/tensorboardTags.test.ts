import assert from "node:assert/strict";
import { TagTable } from "../../../src/readers/formats/tensorboard/tags";

/** Names one after the other, as they lie in records. */
function laid(names: readonly string[]) {
  const bytes = Buffer.from(names.join(""));
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  let at = 0;
  const places = names.map((name) => ({ name, start: at, end: (at += Buffer.byteLength(name)) }));
  return { view, places };
}

describe("The tags of an event file", () => {
  it("are told apart by every byte of their names, however many and in whatever order they come", () => {
    const table = new TagTable();
    const names = Array.from({ length: 3000 }, (_, at) => "x".repeat(at % 9) + `loss ü ${at}`);
    names.push("", "a", "ab", "abc", "abcd", "abcde", "abcdf", "abce");
    const { view, places } = laid(names);
    const tags = places.map(({ start, end }) => table.find(view, start, end));
    assert.deepEqual(
      tags.map(({ name }) => name),
      names,
    );
    assert.equal(new Set(tags).size, names.length);
    const again = [...places].reverse().map(({ start, end }) => table.find(view, start, end));
    assert.deepEqual(again.reverse(), tags);
    assert.equal(table.all().length, names.length);
  });

  it("are not taken for the one that came next before, if only the last byte differs", () => {
    const table = new TagTable();
    const { view, places } = laid(["lr", "abcde", "lr", "abcdf", "lr", "bbcde"]);
    const names = places.map(({ start, end }) => table.find(view, start, end).name);
    assert.deepEqual(
      names,
      places.map(({ name }) => name),
    );
  });
});
