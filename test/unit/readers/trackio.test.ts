import assert from "node:assert/strict";
import { copyFileSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { RawSource } from "../../../src/readers/raw";
import { formatOf } from "../../../src/readers/registry";
import { skip } from "../../support/skip";
import { claimsBelow, drain, everything } from "../../support/reading";
import { sqlite } from "../../support/sqlite";
import { useTempFolder } from "../../support/tempFolder";
import { describeCases } from "../../support/truth/cases";

describeCases("trackio");

describe("trackio's projects", () => {
  const temp = useTempFolder();

  it("are found and followed while all of them stands in the write-ahead log", function () {
    if (!sqlite) skip(this, "needs node:sqlite");
    const folder = join(temp(), "live");
    mkdirSync(folder);
    const path = join(folder, "digits.db");
    const writer = new sqlite(path);
    writer.exec("PRAGMA journal_mode = wal");
    // The tables of trackio's first releases, which had no run_id.
    writer.exec(`CREATE TABLE metrics (id INTEGER PRIMARY KEY AUTOINCREMENT, timestamp TEXT NOT NULL,
      run_name TEXT NOT NULL, step INTEGER NOT NULL, metrics TEXT NOT NULL)`);
    writer.exec("CREATE TABLE configs (run_name TEXT, config TEXT, created_at TEXT)");
    const log = (run: string, step: number) =>
      writer
        .prepare("INSERT INTO metrics (timestamp, run_name, step, metrics) VALUES (?, ?, ?, ?)")
        .run("2026-11-22T10:00:00", run, step, `{"loss": ${1 / (step + 1)}, "bad": "NaN"}`);
    log("a", 0);
    const [found] = claimsBelow(folder);
    assert.equal(found?.format.id, "trackio");

    const source = new RawSource();
    const reader = formatOf("trackio").open(path);
    drain(reader, source);
    const run = source.run("a");
    log("a", 1);
    log("b", 0);
    drain(reader, source);
    assert.equal(source.run("a"), run);
    assert.deepEqual([...run.series.get("loss")!.points.view().values], [1, 0.5]);
    assert.deepEqual([...source.runs.keys()], ["a", "b"]);

    writer.exec("DELETE FROM metrics WHERE run_name = 'b'");
    drain(reader, source);
    const fresh = new RawSource();
    drain(formatOf("trackio").open(path), fresh);
    assert.deepEqual(everything(source), everything(fresh));
    writer.close();
    assert.deepEqual(readdirSync(folder), ["digits.db"], "nothing is left beside it");
  });

  it("lose what is deleted, and take the name that a run is given, in the middle of others", function () {
    if (!sqlite) skip(this, "needs node:sqlite");
    const path = copyOf("records/trackio/p.db", temp());
    const writer = new sqlite(path);
    const insert = writer.prepare(
      `INSERT INTO metrics (timestamp, run_id, run_name, step, metrics)
       VALUES ('2026-11-22T10:00:00', ?, ?, 0, '{"loss": 1}')`,
    );
    for (const run of ["a", "b", "c"]) insert.run(run, run);
    const { reader, source } = follow(path);
    writer.exec("DELETE FROM metrics WHERE run_id = 'a'; UPDATE metrics SET run_name = 'renamed' WHERE run_id = 'b'");
    writer.close();
    drain(reader, source);
    assert.deepEqual(
      [...source.runs.values()].slice(1).map(({ facts }) => facts.name),
      ["renamed", "c"],
    );
    assert.deepEqual(everything(source), everything(follow(path).source));
  });

  it("are as a fresh look sees them wherever a copy was cut while it was read", function () {
    if (!sqlite) skip(this, "needs node:sqlite");
    const path = copyOf("records/trackio/p.db", temp());
    const whole = readFileSync(path);
    const expected = everything(follow(path).source);
    // The last rows of the table are at the end of the file; between these cuts they are there without their bytes.
    for (let cut = 35_500; cut < whole.length; cut += 12) {
      writeFileSync(path, whole.subarray(0, cut));
      const { reader, source } = follow(path);
      writeFileSync(path, whole);
      drain(reader, source);
      assert.deepEqual(everything(source), expected, `cut at ${cut}`);
    }
  });
});

/** A reader that has read all there is. */
function follow(path: string) {
  const [reader, source] = [formatOf("trackio").open(path), new RawSource()];
  drain(reader, source);
  return { reader, source };
}

/** @param file relative to the fixtures @returns the path of its copy */
function copyOf(file: string, folder: string): string {
  const path = join(folder, basename(file));
  copyFileSync(join("test", "fixtures", file), path);
  return path;
}
