import assert from "node:assert/strict";
import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { RawSource } from "../../../src/readers/raw";
import { formatOf } from "../../../src/readers/registry";
import { claimsBelow, drain, indexOf, plain } from "../../support/reading";
import { skip } from "../../support/skip";
import { sqlite } from "../../support/sqlite";
import { useTempFolder } from "../../support/tempFolder";
import { describeCases } from "../../support/truth/cases";

describeCases("goodseed");

describe("a run of GoodSeed", () => {
  const temp = useTempFolder();
  let folders = 0;
  const begin = (extra = "") => {
    const folder = join(temp(), String(folders++));
    mkdirSync(folder);
    const path = join(folder, "bold-falcon.sqlite");
    const writer = new sqlite!(path);
    writer.exec(`PRAGMA journal_mode = wal;
      CREATE TABLE run_meta (key TEXT PRIMARY KEY, value TEXT);
      CREATE TABLE configs (path TEXT PRIMARY KEY, type_tag TEXT NOT NULL, value TEXT);
      CREATE TABLE metric_series (id INTEGER PRIMARY KEY AUTOINCREMENT, path TEXT NOT NULL UNIQUE);
      CREATE TABLE metric_points (series_id INTEGER NOT NULL, step REAL NOT NULL, y REAL NOT NULL, ts INTEGER NOT NULL,
        PRIMARY KEY (series_id, step));
      INSERT INTO metric_series (path) VALUES ('loss'), ('__proto__');${extra}`);
    const log = (series: number, step: number, value: number) =>
      writer.prepare("INSERT OR REPLACE INTO metric_points VALUES (?, ?, ?, 1790000000)").run(series, step, value);
    return { folder, path, writer, log };
  };
  const follow = (path: string) => {
    const source = new RawSource();
    const reader = formatOf("goodseed").open(path);
    return { source, read: () => drain(reader, source) };
  };

  it("is found and followed while it stands in the write-ahead log, and values that were logged again are replaced", function () {
    if (!sqlite) skip(this, "needs node:sqlite");
    const { folder, path, writer, log } = begin();
    assert.equal(claimsBelow(folder)[0]?.format.id, "goodseed");
    log(1, 0, 1);
    log(1, 1, 0.5);
    const { source, read } = follow(path);
    read();
    log(1, 2, 0.25);
    log(2, 0, 7);
    read();
    assert.deepEqual(plain(source.run())["loss"]?.values, [1, 0.5, 0.25]);
    assert.deepEqual(plain(source.run())["__proto__"]?.values, [7]);
    log(1, 0, 2);
    read();
    assert.deepEqual(plain(source.run())["loss"]?.values, [0.5, 0.25, 2]);
    const shown = [...indexOf(folder).runs.values()][0]!.series.get("loss")!.summary;
    assert.deepEqual(
      [shown.first, shown.last],
      [
        { step: 0, value: 2 },
        { step: 2, value: 0.25 },
      ],
    );
    writer.exec("DELETE FROM metric_points");
    read();
    assert.equal(source.run().hasPoints, false);
    writer.close();
    assert.deepEqual(readdirSync(folder), ["bold-falcon.sqlite"], "nothing is left beside it");
  });

  it("is followed where it is too large to be counted at each look", function () {
    if (!sqlite) skip(this, "needs node:sqlite");
    const { path, writer, log } = begin();
    log(1, 0, 1);
    writer.exec("INSERT INTO metric_points (rowid, series_id, step, y, ts) VALUES (9000000, 1, 1, 0.5, 0)");
    const { source, read } = follow(path);
    const values = () => {
      read();
      return plain(source.run())["loss"]?.values;
    };
    assert.deepEqual(values(), [1, 0.5]);
    log(1, 2, 0.25);
    assert.deepEqual(values(), [1, 0.5, 0.25]);
    log(1, 0, 3);
    assert.deepEqual(values(), [0.5, 0.25, 3], "an early step was logged again");
    log(1, 2, 0.125);
    assert.deepEqual(values(), [0.5, 3, 0.125], "and the last one");
    writer.exec("DELETE FROM metric_points WHERE step = 2");
    assert.deepEqual(values(), [0.5, 3], "the newest is gone");
    writer.exec("DELETE FROM metric_points WHERE step = 0");
    writer.exec("INSERT INTO metric_points (rowid, series_id, step, y, ts) VALUES (1, 1, 0, 3, 0)");
    log(1, 2, 0.5);
    log(1, 3, 0.25);
    writer.exec("DELETE FROM metric_points WHERE step = 2");
    for (let look = 0; look < 20; look++) read();
    assert.deepEqual(values(), [3, 0.5, 0.25], "one in the middle is gone");
    writer.close();
  });

  it("comes to rest with what cannot be, and counts what it leaves out", function () {
    if (!sqlite) skip(this, "needs node:sqlite");
    const { path, writer, log } = begin("INSERT INTO run_meta VALUES ('status', 'odd');");
    log(9, 0, 1);
    log(1, Infinity, 1);
    log(1, 1, Infinity);
    // SQLite itself never gives such a number to a row.
    writer.exec("INSERT INTO metric_points (rowid, series_id, step, y, ts) VALUES (-5, 1, 3, 1, 0)");
    const { source, read } = follow(path);
    assert.deepEqual(read(), { state: "idle" });
    assert.deepEqual(plain(source.run())["loss"]?.values, [Infinity]);
    assert.deepEqual(
      source.run().leftOut.list.map(({ count, cause }) => [count, cause]),
      [
        [1, "too-many"],
        [1, "no-step"],
      ],
    );
    assert.equal(source.run().facts.status, undefined);
    writer.close();
  });

  it("that is damaged has a reason, and other databases are left alone", function () {
    if (!sqlite) skip(this, "needs node:sqlite");
    const { path, writer } = begin();
    writer.exec("DROP TABLE configs");
    writer.close();
    assert.equal(follow(path).read().state, "broken");
    const folder = join(temp(), "other");
    mkdirSync(folder);
    writeFileSync(
      join(folder, "a.sqlite"),
      "CREATE TABLE run_meta CREATE TABLE metric_series CREATE TABLE metric_points",
    );
    const other = new sqlite(join(folder, "b.sqlite"));
    other.exec("CREATE TABLE metric_points (a)");
    other.close();
    assert.deepEqual(claimsBelow(folder), []);
  });
});
