import assert from "node:assert/strict";
import { copyFileSync } from "node:fs";
import { join } from "node:path";
import { RawSource } from "../../../src/readers/raw";
import { formatOf } from "../../../src/readers/registry";
import { skip } from "../../support/skip";
import { drain, everything } from "../../support/reading";
import { sqlite } from "../../support/sqlite";
import { useTempFolder } from "../../support/tempFolder";
import { describeCases } from "../../support/truth/cases";

describeCases("optuna");

describe("Optuna's studies", () => {
  const temp = useTempFolder();

  it("in a database that is being written take only what is new", function () {
    if (!sqlite) skip(this, "needs node:sqlite");
    const path = join(temp(), "study.db");
    copyFileSync("test/fixtures/optuna/sqlite_two_studies/optuna.sqlite3", path);
    const writer = new sqlite(path, { enableForeignKeyConstraints: false });
    const source = new RawSource();
    const reader = formatOf("optuna").open(path);
    drain(reader, source);
    const run = source.runs.get("digits/5")!;
    assert.equal(run.facts.status?.status, "running");
    const before = run.series.get("intermediate_value")!.points.length;

    writer.exec(`INSERT INTO trial_intermediate_values (trial_id, step, intermediate_value, intermediate_value_type)
      SELECT trial_id, 10, 0.25, 'FINITE' FROM trials WHERE number = 5 AND study_id = 1`);
    drain(reader, source);
    assert.equal(source.runs.get("digits/5"), run);
    assert.equal(run.series.get("intermediate_value")!.points.length, before + 1);

    writer.exec("UPDATE trials SET state = 'FAIL' WHERE number = 5 AND study_id = 1");
    writer.exec("INSERT INTO trials (number, study_id, state) VALUES (7, 1, 'RUNNING')");
    drain(reader, source);
    assert.equal(run.facts.status.status, "failed");
    assert.ok(source.runs.has("digits/7"));

    writer.exec("DELETE FROM trials WHERE study_id = 1; DELETE FROM studies WHERE study_id = 1");
    drain(reader, source);
    assert.deepEqual([...source.runs.keys()], ["two goals/0", "two goals/1", "two goals/2"]);
    const fresh = new RawSource();
    drain(formatOf("optuna").open(path), fresh);
    assert.deepEqual(everything(source), everything(fresh));
    writer.close();
  });

  it("in a database that is locked say so until the writer is done", function () {
    if (!sqlite) skip(this, "needs node:sqlite");
    const path = join(temp(), "study.db");
    copyFileSync("test/fixtures/optuna/sqlite_two_studies/optuna.sqlite3", path);
    const writer = new sqlite(path);
    writer.exec("BEGIN EXCLUSIVE");
    const source = new RawSource();
    const reader = formatOf("optuna").open(path);
    assert.deepEqual(drain(reader, source), { state: "idle" });
    assert.match(reader.warnings.join(), /Another program is writing to it/);
    writer.exec("ROLLBACK");
    writer.close();
    drain(reader, source);
    assert.deepEqual(reader.warnings, []);
    assert.ok(source.runs.size > 0);
  });
});
