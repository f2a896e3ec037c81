import { deepEqual, equal } from "node:assert/strict";
import { keptLook, readLook } from "../../../src/data/kept";
import type { DataLook } from "../../../src/data/look";

const column = { name: "__proto__", type: "number", missing: 0, sample: [1, 2] } as const;
const table = { rows: 2, columns: [column], moreColumns: 0, isPartial: false, misfits: 0 };
const look: DataLook = {
  at: 5,
  items: [
    { path: "a.csv", bytes: 3, modifiedAt: 4, hash: "sha256:00", table },
    {
      path: "images",
      bytes: 3,
      modifiedAt: 4,
      folder: { files: 1, bytes: 3, classes: { cat: 1 }, modifiedAt: 4, isPartial: false },
    },
  ],
};

describe("A kept look at data", () => {
  it("comes back as it was", () => {
    deepEqual(readLook(keptLook(look)), look);
  });

  it("is none where the text is another, or of another form", () => {
    for (const text of ["", "{", "[]", "null", '{"schemaVersion": 2, "at": 1, "items": []}', '{"schemaVersion": 1}'])
      equal(readLook(text), undefined);
  });

  it("loses only the entries that are damaged", () => {
    const damaged: object[] = [
      { ...look.items[0], bytes: "3" },
      { ...look.items[0], table: { ...table, columns: [{ ...column, sample: [null] }] } },
      { ...look.items[1], folder: { files: 1, classes: { cat: "many" } } },
      { ...look.items[0], hash: 7 },
    ];
    const text = JSON.stringify({ schemaVersion: 1, at: 5, items: [...damaged, look.items[1]] });
    deepEqual(readLook(text)?.items, [look.items[1]]);
  });
});
