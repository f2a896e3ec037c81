import assert from "node:assert/strict";
import { cpSync } from "node:fs";
import { join, resolve } from "node:path";
import { RawSource } from "../../../src/readers/raw";
import { formats } from "../../../src/readers/registry";
import { oddities, silent } from "../../support/oddities";
import { claimsBelow, drain } from "../../support/reading";
import { skip } from "../../support/skip";
import { sqlite } from "../../support/sqlite";
import { useTempFolder } from "../../support/tempFolder";
import { settle } from "../../support/truth/cases";

/** Everything that a format's readers left out below a folder, counted by unit and cause. */
function leftOutBelow(folder: string, format: string): Map<string, number> {
  settle(folder);
  const counts = new Map<string, number>();
  for (const { claim, format: by } of claimsBelow(folder)) {
    if (by.id !== format) continue;
    const source = new RawSource();
    drain(by.open(claim.path), source);
    const told = [...source.leftOut.list, ...[...source.all()].flatMap((run) => run.leftOut.list)];
    for (const { unit, cause, count } of told)
      counts.set(`${unit} ${cause}`, (counts.get(`${unit} ${cause}`) ?? 0) + count);
  }
  return counts;
}

describe("No format drops anything in silence", () => {
  const temp = useTempFolder();

  it("has an odd record for every format that reads numbers", () => {
    const known = [...Object.keys(oddities), ...Object.keys(silent)].sort();
    assert.deepEqual(known, formats.map(({ id }) => id).sort());
  });

  for (const [format, list] of Object.entries(oddities)) {
    for (const [at, { fixture, spoil, told }] of list.entries()) {
      const [count, unit, cause] = told;
      it(`${format} counts ${count} ${unit} (${cause}) more in ${fixture}`, function () {
        if (!sqlite && ["trackio", "goodseed"].includes(format)) skip(this, "needs node:sqlite");
        const copy = resolve(join(temp(), format, String(at)));
        cpSync(join("test/fixtures", fixture), copy, { recursive: true });
        const before = leftOutBelow(copy, format);
        spoil(copy);
        const after = leftOutBelow(copy, format);
        const more = [...after].filter(([kind, now]) => now !== before.get(kind));
        assert.deepEqual(
          more.map(([kind, now]) => [now - (before.get(kind) ?? 0), kind]),
          [[count, `${unit} ${cause}`]],
        );
      });
    }
  }
});
