import { deepEqual, equal, match, ok } from "node:assert/strict";
import { cpSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { RecordRef } from "../../../src/shared/records";
import { RunIndex } from "../../../src/store/index/runIndex";
import { drain } from "../../../src/util/drain";
import { addRun, newStore, writeFiles } from "../../support/mlflowStore";
import { sqlite } from "../../support/sqlite";
import { useTempFolder } from "../../support/tempFolder";
import { logOf } from "../../support/wandbLog";
import { field } from "../../support/eventFiles";

/** A row that logs one value, as JSON. */
const logged = (step: number, key: string, value: unknown): Buffer =>
  field.bytes(
    2,
    field.bytes(1, field.text(2, key), field.text(16, JSON.stringify(value))),
    field.bytes(1, field.text(2, "loss"), field.text(16, "1")),
    field.bytes(1, field.text(2, "_step"), field.text(16, String(step))),
  );

describe("records in files of their own", () => {
  const temp = useTempFolder();
  let made = 0;
  let folder: string;
  let index: RunIndex;

  beforeEach(() => {
    folder = join(realpathSync(temp()), String(made++));
  });

  const bring = (fixture: string) => cpSync(resolve("test/fixtures/records", fixture), folder, { recursive: true });
  const open = () => {
    index = new RunIndex();
    index.open([{ path: folder, exclude: [], added: [] }]);
    return look();
  };
  const look = () => {
    drain(index.discover(false));
    drain(index.read());
    return index.update(Date.now()).changed.at(-1)!;
  };
  const bytesOf = (id: string, ref: RecordRef) => {
    const answer = index.record(id, ref);
    ok("bytes" in answer, JSON.stringify(answer));
    return Buffer.from(answer.bytes);
  };

  const jsonOf = (id: string, tag: string) =>
    index.records(id, tag).map((ref): unknown => JSON.parse(bytesOf(id, ref).toString()));

  it("of W&B are its pictures and tables, and the histograms and texts that stand in the log itself", () => {
    bring("wandb");
    const run = open();
    deepEqual(Object.fromEntries(run.records!.map(({ tag, kind, count, placed }) => [tag, [kind, count, placed]])), {
      samples: ["image", 6, 6],
      one: ["image", 3, 3],
      spread: ["histogram", 3, 3],
      table: ["table", 3, 3],
      remark: ["text", 3, 3],
    });
    const samples = index.records(run.id, "samples");
    deepEqual(
      samples.map(({ step }) => step),
      [0, 0, 1, 1, 2, 2],
    );
    for (const ref of samples) deepEqual(bytesOf(run.id, ref), readFileSync(ref.file));
    const json = (tag: string) => jsonOf(run.id, tag);
    deepEqual(json("remark"), ["text 0", "text 1", "text 2"]);
    const bins = [1, 1.6666666666666665, 2.333333333333333, 3];
    deepEqual(json("spread")[2], { _type: "histogram", values: [1, 1, 1], bins });
    const [table] = index.records(run.id, "table");
    deepEqual(JSON.parse(bytesOf(run.id, table!).toString()), { columns: ["a", "b"], data: [[1, "x"], [2, "y"]] }); // prettier-ignore
  });

  it("of W&B come while it logs", () => {
    const log = join(folder, "wandb", "offline-run-1-a", "run-a.wandb");
    const picture = (step: number) => ({ _type: "image-file", path: `media/images/p_${step}.png`, size: 3 });
    writeFiles(folder, { "wandb/offline-run-1-a/files/media/images/p_1.png": "one" });
    writeFileSync(log, logOf([logged(1, "p", picture(1))]));
    const { id } = open();
    writeFiles(folder, { "wandb/offline-run-1-a/files/media/images/p_2.png": "two" });
    writeFileSync(log, logOf([logged(1, "p", picture(1)), logged(2, "p", picture(2))]));
    equal(look().records![0]!.count, 2);
    equal(bytesOf(id, index.records(id, "p")[1]!).toString(), "two");
  });

  it("of trackio are its pictures, and the tables that stand in the database itself", function () {
    if (!sqlite) this.skip();
    bring("trackio");
    const run = open();
    deepEqual(Object.fromEntries(run.records!.map(({ tag, kind, count, placed }) => [tag, [kind, count, placed]])), {
      one: ["image", 3, 3],
      table: ["table", 3, 3],
    });
    for (const ref of index.records(run.id, "one")) deepEqual(bytesOf(run.id, ref), readFileSync(ref.file));
    deepEqual(jsonOf(run.id, "table")[2], { _type: "trackio.table", _value: [{ a: 1, b: "x" }] });
    const [ref] = index.records(run.id, "table");
    const database = new sqlite(join(folder, "p.db"));
    database.exec("UPDATE metrics SET metrics = replace(metrics, '\"x\"', '\"y\"') WHERE id = 1");
    match(JSON.stringify(index.record(run.id, ref!)), /It was changed or deleted since it was read\./);
    database.exec("DELETE FROM metrics WHERE id = 1");
    match(JSON.stringify(index.record(run.id, ref!)), /It was changed or deleted since it was read\./);
    database.close();
  });

  it("of MLflow are its artifacts: pictures by key and step, all else by its path", () => {
    bring("mlflow");
    const run = open();
    deepEqual(Object.fromEntries(run.records!.map(({ tag, kind, count }) => [tag, [kind, count]])), {
      "samples/one": ["image", 3],
      "final.png": ["image", 1],
      "conf.json": ["json", 1],
      "notes.md": ["text", 1],
      "eval/table.json": ["json", 1],
    });
    deepEqual(
      index.records(run.id, "samples/one").map(({ step }) => step),
      [0, 1, 2],
    );
    equal(bytesOf(run.id, index.records(run.id, "notes.md")[0]!).toString(), "# Title");
  });

  it("of MLflow's database lie beside it, also where both were moved, and nowhere else", function () {
    if (!sqlite) this.skip();
    writeFiles(folder, {
      "mlruns/0/a/artifacts/a.txt": "a",
      "mlruns/0/b/artifacts/b.txt": "b",
      "../elsewhere/0/c/artifacts/c.txt": "c",
    });
    const database = newStore(join(folder, "mlflow.db"));
    database.exec("ALTER TABLE runs ADD COLUMN artifact_uri VARCHAR(200)");
    const places = {
      a: join(folder, "mlruns/0/a/artifacts"),
      b: "file:///old/place/mlruns/0/b/artifacts",
      c: join(folder, "../elsewhere/0/c"),
      d: "s3://bucket/mlruns/0/d/artifacts",
    };
    for (const [id, uri] of Object.entries(places)) {
      addRun(database, id);
      database.prepare("UPDATE runs SET artifact_uri = ? WHERE run_uuid = ?").run(uri, id);
    }
    database.close();
    open();
    const found = [...index.runs()].map(({ summary }) => [summary.name, summary.records?.map(({ tag }) => tag)]);
    deepEqual(found.sort(), [
      ["name of a", ["a.txt"]],
      ["name of b", ["b.txt"]],
      ["name of c", undefined],
      ["name of d", undefined],
    ]);
  });

  it("are not looked for where a log leads out of its folder", () => {
    const path = join(folder, "wandb", "offline-run-1-a", "run-a.wandb");
    writeFiles(folder, { "wandb/offline-run-1-a/run-a.wandb": "" });
    const rows = ["../../../../secret", "/etc/passwd", "a\0b", ""].map((file, step) =>
      logged(step, `p${step}`, { _type: "image-file", path: file }),
    );
    writeFileSync(path, logOf(rows));
    const run = open();
    deepEqual(
      run.records!.map(({ count, placed }) => [count, placed]),
      [1, 1, 1, 1].map(() => [1, 0]),
    );
  });

  it("are refused where a link leads out of the folder, and where they are gone", () => {
    bring("wandb");
    const { id } = open();
    const [first, second] = index.records(id, "one");
    writeFileSync(`${folder}.secret`, "secret");
    rmSync(first!.file);
    symlinkSync(`${folder}.secret`, first!.file);
    deepEqual(index.record(id, first!), { refusal: "It lies outside the run’s folder." });
    rmSync(second!.file);
    match(JSON.stringify(index.record(id, second!)), /refusal/);
  });
});
