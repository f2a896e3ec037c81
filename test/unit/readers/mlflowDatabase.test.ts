import assert from "node:assert/strict";
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { mlflow } from "../../../src/readers/formats/mlflow/format";
import { RawSource } from "../../../src/readers/raw";
import { headsOf } from "../../../src/store/index/heads";
import { pointsOf, readAll } from "../../support/eventFolder";
import { addPoint, addRun, newStore } from "../../support/mlflowStore";
import { sqlite } from "../../support/sqlite";

describe("An MLflow database", () => {
  let folder: string;
  let path: string;
  let close: (() => void)[] = [];
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "lossline-"));
    path = join(folder, "any name.db");
  });
  afterEach(() => {
    for (const each of close) each();
    close = [];
    rmSync(folder, { recursive: true, force: true });
  });

  const claims = (...files: string[]) => mlflow.claim({ path: folder, files, folders: [] }, headsOf(folder));
  function open() {
    const source = new RawSource();
    const reader = mlflow.open(path);
    return {
      source,
      reader,
      read: (budget?: number) => readAll(reader, source, budget),
      run: (id: string) => source.run(id),
    };
  }
  const points = (live: ReturnType<typeof open>) =>
    Object.fromEntries([...live.source.runs].map(([id, run]) => [id, pointsOf(run)]));

  describe("read by a Node that has SQLite", () => {
    before(function () {
      if (!sqlite) this.skip();
    });
    function store(journal?: "WAL" | "DELETE") {
      const writer = newStore(path, journal);
      let isOpen = true;
      const end = () => {
        if (isOpen) writer.close();
        isOpen = false;
      };
      close.push(end);
      return { writer, end };
    }

    it("is claimed by its tables, whatever it is called; others, and what is none, are not", () => {
      store().end();
      const other = new sqlite!(join(folder, "other.sqlite3"));
      other.exec("CREATE TABLE runs (a); CREATE TABLE metrics (b)");
      other.close();
      const views = new sqlite!(join(folder, "views.db"));
      for (const name of ["experiments", "runs", "metrics", "params", "tags"])
        views.exec(`CREATE VIEW ${name} AS SELECT 1 AS a`);
      views.close();
      writeFileSync(join(folder, "text.db"), "this is no database, though it is called one");
      assert.deepEqual(claims("any name.db", "other.sqlite3", "text.db", "views.db", "missing.db"), [
        { path, runFolder: path, scope: "folder" },
      ]);
    });

    it("with a computed column is claimed all the same, and says why it was not read", () => {
      const { writer, end } = store();
      writer.exec("ALTER TABLE params ADD COLUMN trap TEXT AS (format('%.*c', 200000000, 'x'))");
      end();
      assert.equal(claims("any name.db").length, 1);
      const outcome = open().read();
      assert.match(outcome.state === "broken" ? outcome.reason : "", /Its table params is computed/);
    });

    for (const journal of ["WAL", "DELETE"] as const) {
      it(`with a living writer (${journal}) shows every committed row, and then each new one`, () => {
        const { writer } = store(journal);
        addRun(writer, "a");
        for (let step = 0; step < 50; step++) addPoint(writer, "a", "loss", step, step / 4);
        const live = open();
        assert.deepEqual(live.read(), { state: "idle" });
        const series = live.run("a").seriesOf("loss");
        assert.equal(series.points.length, 50);
        addPoint(writer, "a", "loss", 50, Infinity);
        addPoint(writer, "a", "acc", 0, NaN);
        live.read();
        assert.equal(live.run("a").seriesOf("loss"), series, "what was read is gone on with");
        assert.equal(series.points.length, 51);
        assert.equal(series.points.view().values[50], Infinity);
        assert.deepEqual(pointsOf(live.run("a"))["acc"], ["0=NaN"]);
        writer.exec("BEGIN");
        addPoint(writer, "a", "loss", 51, 1);
        live.read();
        assert.equal(series.points.length, 51, "what is not committed is not there");
        writer.exec("ROLLBACK");
      });
    }

    it("tells many runs, a pass at a time, as it does in one", () => {
      const { writer, end } = store();
      writer.exec("BEGIN");
      for (let run = 0; run < 7; run++) {
        addRun(writer, `run ${run}`);
        for (let step = 0; step < 999; step++) addPoint(writer, `run ${run}`, "loss", step, run);
      }
      writer.exec("COMMIT");
      end();
      const small = open();
      small.read(1);
      const large = open();
      large.read(1 << 30);
      assert.equal(large.run("run 6").seriesOf("loss").points.length, 999);
      assert.deepEqual(points(small), points(large));
    });

    it("leaves no file beside it, in any state", () => {
      for (const journal of ["WAL", "DELETE"] as const) {
        rmSync(path, { force: true });
        const { writer, end } = store(journal);
        addRun(writer, "a");
        end();
        open().read();
        claims("any name.db");
        assert.deepEqual([existsSync(`${path}-wal`), existsSync(`${path}-shm`)], [false, false], journal);
      }
    });

    it("that a crash left with its log is read with what stands in the log, and stays as it is", () => {
      const { writer } = store("WAL");
      addRun(writer, "a");
      addPoint(writer, "a", "loss", 0, 1);
      const crashed = join(folder, "crashed.db");
      copyFileSync(path, crashed);
      copyFileSync(`${path}-wal`, `${crashed}-wal`);
      path = crashed;
      const bytes = readFileSync(`${crashed}-wal`);
      const live = open();
      assert.deepEqual(live.read(), { state: "idle" });
      assert.deepEqual(points(live), { a: { loss: ["0=1"] } });
      assert.ok(readFileSync(`${crashed}-wal`).equals(bytes));
      assert.ok(!existsSync(`${crashed}-shm`));
    });

    it("that is locked is no problem, and is read when the writer is done", () => {
      const { writer } = store("DELETE");
      addRun(writer, "a");
      writer.exec("BEGIN EXCLUSIVE");
      addPoint(writer, "a", "loss", 0, 1);
      const live = open();
      assert.deepEqual(live.read(), { state: "idle" });
      assert.match(live.reader.warnings.join(), /Another program is writing to it/);
      assert.ok(live.reader.files.includes(`${path}-journal`), "which goes when the writer is done");
      writer.exec("COMMIT");
      live.read();
      assert.deepEqual(points(live), { a: { loss: ["0=1"] } });
      assert.deepEqual(live.reader.warnings, []);
    });

    it("is known by its schema where it is locked, also where that lies behind a hundred pages", () => {
      const { writer } = store("DELETE");
      writer.exec("CREATE TABLE other (a); INSERT INTO other VALUES (zeroblob(400000))");
      // SQLite moves a schema that outgrows the first page to the end, and here leaves nothing of it behind.
      writer.exec("PRAGMA secure_delete = ON");
      for (let n = 0; n < 100; n++) writer.exec(`CREATE VIEW view_${n} AS SELECT a AS a_column_with_a_name FROM other`);
      writer.exec("BEGIN EXCLUSIVE");
      assert.equal(claims("any name.db").length, 1);
    });

    it("shows runs that are active in experiments that are, and those again that are restored", () => {
      const { writer } = store();
      for (const [run, experiment] of [
        ["a", 0],
        ["b", 0],
        ["c", 1],
      ] as const) {
        addRun(writer, run, experiment);
        addPoint(writer, run, "loss", 0, 1);
        writer.exec(`INSERT INTO params VALUES ('lr', '0.1', '${run}')`);
      }
      const live = open();
      live.read();
      assert.deepEqual([...live.source.runs.keys()], ["a", "b"]);
      assert.equal(live.run("a").facts.group, "Default");
      writer.exec("UPDATE runs SET lifecycle_stage = 'deleted' WHERE run_uuid = 'a'");
      addPoint(writer, "a", "loss", 1, 2);
      live.read();
      assert.deepEqual([...live.source.runs.keys()], ["b"]);
      writer.exec("UPDATE runs SET lifecycle_stage = 'active'; UPDATE experiments SET lifecycle_stage = 'active'");
      live.read();
      assert.deepEqual(points(live), { a: { loss: ["0=1", "1=2"] }, b: { loss: ["0=1"] }, c: { loss: ["0=1"] } });
      assert.deepEqual([...live.run("c").params], [["lr", 0.1]]);
    });

    it("starts over when rows were removed and numbered anew, or another database took its place", () => {
      const { writer, end } = store();
      for (const run of ["a", "b"]) {
        addRun(writer, run);
        for (let step = 0; step < 5; step++) addPoint(writer, run, "loss", step, step);
      }
      const live = open();
      live.read();
      writer.exec("DELETE FROM metrics WHERE run_uuid = 'a'; DELETE FROM runs WHERE run_uuid = 'a'; VACUUM");
      addPoint(writer, "b", "loss", 5, 5);
      live.read();
      assert.deepEqual(points(live), { b: { loss: ["0=0", "1=1", "2=2", "3=3", "4=4", "5=5"] } });
      end();
      rmSync(path);
      const second = store();
      addRun(second.writer, "b");
      addPoint(second.writer, "b", "loss", 0, 7);
      live.read();
      assert.deepEqual(points(live), { b: { loss: ["0=7"] } });
    });

    it("follows a run's status, name, tags and parent", () => {
      const { writer } = store();
      addRun(writer, "a");
      addRun(writer, "b");
      writer.exec("INSERT INTO tags VALUES ('mlflow.parentRunId', 'a', 'b'), ('team', 'vision', 'b')");
      const live = open();
      live.read();
      assert.deepEqual([live.run("b").facts.status?.status, live.run("b").facts.parent], ["running", "a"]);
      writer.exec("UPDATE runs SET status = 'KILLED', name = 'renamed', end_time = 1700000005000 WHERE run_uuid = 'b'");
      writer.exec("DELETE FROM tags WHERE key = 'team'");
      live.read();
      const { facts } = live.run("b");
      assert.deepEqual(
        [facts.status?.status, facts.name, facts.endedAt, facts.tags],
        ["killed", "renamed", 1700000005000, undefined],
      );
    });

    it("that is damaged is a problem, with a reason; it never throws or hangs", () => {
      const { writer, end } = store("DELETE");
      addRun(writer, "a");
      for (let step = 0; step < 500; step++) addPoint(writer, "a", "loss", step, step);
      end();
      const whole = readFileSync(path);
      writeFileSync(path, Buffer.concat([whole.subarray(0, 4096), Buffer.alloc(whole.length - 4096, 0xaa)]));
      assert.match(JSON.stringify(open().read()), /broken.*damaged/);
      const change = fc.record({ at: fc.nat(whole.length - 1), to: fc.nat(255) });
      fc.assert(
        fc.property(fc.array(change, { minLength: 1, maxLength: 50 }), fc.nat(whole.length), (changes, length) => {
          const bytes = Buffer.from(whole);
          for (const { at, to } of changes) bytes[at] = to;
          writeFileSync(path, bytes.subarray(0, length));
          const live = open();
          live.read();
          claims("any name.db");
        }),
        { numRuns: 40 },
      );
    }).timeout(30_000);

    it("may lack columns that later releases added", () => {
      const old = new sqlite!(path);
      old.exec(`CREATE TABLE experiments (experiment_id INTEGER PRIMARY KEY, name, lifecycle_stage);
        CREATE TABLE runs (run_uuid PRIMARY KEY, status, start_time, end_time, lifecycle_stage, experiment_id);
        CREATE TABLE metrics (key, value FLOAT, timestamp BIGINT, run_uuid);
        CREATE TABLE params (key, value, run_uuid); CREATE TABLE tags (key, value, run_uuid);
        INSERT INTO experiments VALUES (0, 'Default', 'active');
        INSERT INTO runs VALUES ('a', 'FINISHED', 1, 2, 'active', 0);
        INSERT INTO metrics VALUES ('loss', 0.5, 1000, 'a')`);
      old.close();
      const live = open();
      assert.deepEqual(live.read(), { state: "idle" });
      assert.deepEqual(points(live), { a: { loss: ["0=0.5"] } });
    });

    it("may hold integers that a double cannot", () => {
      const { writer } = store();
      addRun(writer, "a");
      writer.exec("INSERT INTO metrics VALUES ('loss', 1, 9223372036854775807, 'a', 9223372036854775807, 0)");
      const live = open();
      assert.deepEqual(live.read(), { state: "idle" });
      assert.equal(live.run("a").seriesOf("loss").points.view().steps[0], 2 ** 63);
    });
  });

  it("that this Node cannot read is a problem that names it, and says what can", function () {
    if (sqlite) this.skip();
    copyFileSync(join("test", "fixtures", "mlflow", "v3_17_sqlite_everything", "mlflow.db"), path);
    assert.equal(claims("any name.db").length, 1, "its first pages tell");
    const outcome = open().read();
    assert.match(
      JSON.stringify(outcome),
      /broken.*any name\.db is a database of MLflow's.*VS Code 1\.101.*Node\.js 22\.13/,
    );
  });
});
