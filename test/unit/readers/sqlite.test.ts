import assert from "node:assert/strict";
import { appendFileSync, copyFileSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isDatabase, readDatabase, type Database } from "../../../src/readers/parsing/sqlite/open";
import { sqlite } from "../../support/sqlite";

describe("Looking into a database", () => {
  let folder: string;
  let path: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "lossline-"));
    path = join(folder, "a ? name # with %41.db");
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const values = (database: Database) => database.rows("SELECT a FROM t ORDER BY a").map(({ a }) => a);
  const named = (name: string) =>
    readdirSync(folder)
      .filter((entry) => entry.startsWith(name))
      .sort();

  it("knows one by its first bytes", () => {
    assert.ok(isDatabase(Buffer.from("SQLite format 3\0 and more")));
    assert.ok(!isDatabase(Buffer.from("SQLite format 4\0")));
    assert.ok(!isDatabase(Buffer.alloc(0)));
    assert.ok(!isDatabase(undefined));
  });

  it("says what it takes where this Node has no SQLite", function () {
    if (sqlite) this.skip();
    const answer = readDatabase(path, values);
    assert.deepEqual(answer.ok || answer.why, "unsupported");
    assert.match(JSON.stringify(answer), /VS Code 1\.101 or later, or Node\.js 22\.13 or later; this is Node\.js \d+/);
  });

  describe("with a Node that has SQLite", () => {
    before(function () {
      if (!sqlite) this.skip();
    });
    const make = (sql: string, at = path) => {
      const database = new sqlite!(at);
      database.exec(`PRAGMA synchronous = OFF; ${sql}`);
      return database;
    };

    it("answers from any path, and leaves nothing beside it", () => {
      for (const journal of ["WAL", "DELETE"]) {
        make(`PRAGMA journal_mode = ${journal}; CREATE TABLE t (a); INSERT INTO t VALUES (${journal.length})`).close();
        assert.deepEqual(readDatabase(path, values), { ok: true, value: [journal.length] });
        assert.deepEqual(named("a ?"), ["a ? name # with %41.db"]);
        rmSync(path);
      }
    });

    it("sees all of one moment, whatever is committed meanwhile", () => {
      const writer = make("PRAGMA journal_mode = WAL; CREATE TABLE t (a); INSERT INTO t VALUES (1)");
      const answer = readDatabase(path, (database) => {
        const before = values(database);
        writer.exec("INSERT INTO t VALUES (2)");
        return [before, values(database)];
      });
      assert.deepEqual(answer, { ok: true, value: [[1], [1]] });
      assert.deepEqual(readDatabase(path, values), { ok: true, value: [1, 2] });
      writer.close();
    });

    it("takes nothing from a database that nobody had open, if someone began to write it meanwhile", () => {
      make("PRAGMA journal_mode = WAL; CREATE TABLE t (a); INSERT INTO t VALUES (1)").close();
      const answer = readDatabase(path, (database) => {
        appendFileSync(`${path}-wal`, "a writer's log");
        return values(database);
      });
      assert.deepEqual(answer.ok || answer.why, "busy");
    });

    it("rolls back in a copy what a crash left half-written, and leaves the traces where they are", () => {
      const writer = make(`CREATE TABLE t (a, b); INSERT INTO t VALUES (1, '');
        PRAGMA cache_size = 2; BEGIN; UPDATE t SET a = 2`);
      for (let row = 0; row < 50; row++) writer.prepare("INSERT INTO t VALUES (3, ?)").run("x".repeat(4000));
      const crashed = join(folder, "crashed.db");
      copyFileSync(path, crashed);
      copyFileSync(`${path}-journal`, `${crashed}-journal`);
      writer.exec("ROLLBACK");
      writer.close();
      const before = named("crashed");
      assert.deepEqual(readDatabase(crashed, values), { ok: true, value: [1] });
      assert.deepEqual(named("crashed"), before);
    });

    it("tells a database that is locked from one that is damaged, and both from one that is gone", () => {
      const why = (answer: ReturnType<typeof readDatabase>) => (answer.ok ? "" : `${answer.why}: ${answer.reason}`);
      const writer = make("CREATE TABLE t (a); BEGIN EXCLUSIVE");
      assert.match(why(readDatabase(path, values)), /^busy: Another program/);
      writer.close();
      writeFileSync(path, `SQLite format 3\0${"no pages ".repeat(1000)}`);
      assert.match(why(readDatabase(path, values)), /^unreadable: The database is damaged/);
      rmSync(path);
      assert.match(why(readDatabase(path, values)), /^unreadable: The file no longer exists/);
      assert.ok(!existsSync(path), "and does not make one");
    });

    it("knows the columns of tables, and refuses those of a view, which may never come to an end", () => {
      make(`CREATE TABLE t (a, "odd name"); CREATE VIEW endless AS
        WITH RECURSIVE n (a) AS (SELECT 1 UNION ALL SELECT a + 1 FROM n) SELECT a FROM n`).close();
      const answer = readDatabase(path, (database) =>
        ["t", "missing", "'; DROP"].map((name) => [...database.columns(name)]),
      );
      assert.deepEqual(answer, { ok: true, value: [["a", "odd name"], [], []] });
      const ofView = readDatabase(path, (database) => [...database.columns("endless")]);
      assert.match(ofView.ok ? "" : ofView.reason, /^Its table endless is computed/);
    });

    for (const [what, sql] of [
      ["a view", "CREATE VIEW t AS WITH RECURSIVE n (a) AS (SELECT 1 UNION ALL SELECT a + 1 FROM n) SELECT a FROM n"],
      ["a generated column", "CREATE TABLE T (b, a TEXT AS (format('%.*c', 200000000, 'x')))"],
      ["a stored generated column", "CREATE TABLE t (b, a TEXT GENERATED ALWAYS AS (b || b) STORED)"],
    ] as const) {
      it(`refuses ${what} by name before it computes anything, and answers about the tables beside it`, () => {
        make(`${sql}; CREATE TABLE other (a); INSERT INTO other VALUES (1)`).close();
        const answer = readDatabase(path, values);
        assert.ok(!answer.ok);
        assert.match(answer.reason, /^Its table t is computed when it is read/);
        const other = readDatabase(path, (database) => database.rows("SELECT a FROM other").map(({ a }) => a));
        assert.deepEqual(other, { ok: true, value: [1] });
      });
    }

    it("never writes, whatever it is asked", () => {
      make("CREATE TABLE t (a); INSERT INTO t VALUES (1)").close();
      assert.equal(readDatabase(path, (database) => database.rows("DELETE FROM t")).ok && "written", false);
      assert.deepEqual(readDatabase(path, values), { ok: true, value: [1] });
    });
  });
});
