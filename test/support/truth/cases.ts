import assert from "node:assert/strict";
import { closeSync, cpSync, openSync, readdirSync, readSync, utimesSync } from "node:fs";
import { join, resolve } from "node:path";
import { RawSource } from "../../../src/readers/raw";
import { claimsBelow, drain, everything } from "../reading";
import { skip } from "../skip";
import { sqlite } from "../sqlite";
import { useTempFolder } from "../tempFolder";
import { assertTruth } from "./compare";
import { fixtureCases } from "./schema";

/** How long ago the logs were written: long enough for a last line without its end to count. */
const anHour = 3600;

/**
 * Holds a format against the truth files of its fixtures, through discovery, reading and layout: each case is made up of
 * just the runs in its truth file, with every point, parameter and fact.
 * @param format a folder of test/fixtures
 */
export function describeCases(format: string): void {
  describe(`${format}, by what its own readers say`, function () {
    this.timeout(20_000);
    const temp = useTempFolder();
    const cases = fixtureCases(format);
    it("has cases", () => assert.ok(cases.length > 0));

    for (const { name, folder, truth } of cases) {
      it(`${name}, as ${truth.reader} reads it: ${truth.note ?? "every point"}`, function () {
        if (!sqlite && holdsDatabase(folder)) skip(this, "needs node:sqlite");
        const copy = resolve(temp(), name);
        cpSync(folder, copy, { recursive: true });
        settle(copy);
        assertTruth(copy, truth, format);
      });

      it(`${name}: the same, read a few bytes at a time`, function () {
        if (!sqlite && holdsDatabase(folder)) skip(this, "needs node:sqlite");
        for (const { claim, format: by } of claimsBelow(resolve(folder))) {
          const read = [37, 1 << 20].map((budget) => {
            const source = new RawSource();
            drain(by.open(claim.path), source, budget);
            return everything(source);
          });
          assert.deepEqual(read[0], read[1], claim.path);
        }
      });
    }
  });
}

/** Makes all files below a folder an hour old. */
export function settle(folder: string): void {
  const then = Date.now() / 1000 - anHour;
  for (const file of filesBelow(folder)) utimesSync(file, then, then);
}

function holdsDatabase(folder: string): boolean {
  return filesBelow(folder).some((file) => {
    const head = Buffer.alloc(16);
    const opened = openSync(file, "r");
    readSync(opened, head);
    closeSync(opened);
    return head.toString() === "SQLite format 3\0";
  });
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name));
}
