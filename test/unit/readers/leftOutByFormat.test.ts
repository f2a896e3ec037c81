import assert from "node:assert/strict";
import { mkdirSync, utimesSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { LeftOut } from "../../../src/shared/run";
import { RawSource } from "../../../src/readers/raw";
import { formatOf } from "../../../src/readers/registry";
import { drain } from "../../support/reading";
import { skip } from "../../support/skip";
import { sqlite } from "../../support/sqlite";
import { useTempFolder } from "../../support/tempFolder";

/** What was passed over of a source, in short. */
function told(source: RawSource): (readonly [count: number, unit: string, cause: string])[] {
  const all: LeftOut[] = [...source.leftOut.list, ...[...source.all()].flatMap((run) => run.leftOut.list)];
  return all.map(({ count, unit, cause }) => [count, unit, cause]);
}

describe("What a reader leaves out is counted", () => {
  const temp = useTempFolder();
  let folders = 0;
  const write = (files: Readonly<Record<string, string>>) => {
    const folder = join(temp(), String(folders++));
    for (const [name, content] of Object.entries(files)) {
      const path = join(folder, name);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, content);
      utimesSync(path, 1, 1);
    }
    return folder;
  };
  const read = (format: string, path: string) => {
    const source = new RawSource();
    drain(formatOf(format).open(path), source);
    return source;
  };

  it("Sacred: values that are no numbers, and those without a step", () => {
    const metrics = '{"loss": {"steps": [0, 1], "values": [1, {"py/object": "a"}, 3], "timestamps": []}}';
    const folder = write({ "run.json": "{}", "config.json": "{}", "metrics.json": metrics });
    assert.deepEqual(told(read("sacred", folder)), [
      [1, "record", "not-a-number"],
      [1, "record", "no-step"],
    ]);
  });

  it("ClearML: events without a value and what is no event; plots are known by their kind", () => {
    const scalar = '{"type": "training_stats_scalar", "metric": "loss", "variant": "loss", "iter": 1';
    const line = `[${scalar}, "value": 2}, ${scalar}}, 7, {"type": "plot", "metric": "roc", "variant": "a", "iter": 1}]\n`;
    const source = read("clearml", join(write({ "metrics.jsonl": line, "task.json": "{}" }), "metrics.jsonl"));
    assert.deepEqual(told(source), [
      [1, "record", "not-a-number"],
      [1, "record", "form"],
    ]);
    assert.deepEqual(
      source.run().records.counts.map(({ tag, kind }) => [tag, kind]),
      [["roc/a", "plot"]],
    );
  });

  it("trackio: rows that are no JSON", function () {
    if (!sqlite) skip(this, "needs node:sqlite");
    const path = join(write({ "a.txt": "" }), "digits.db");
    const writer = new sqlite(path);
    writer.exec(`CREATE TABLE metrics (id INTEGER PRIMARY KEY AUTOINCREMENT, timestamp TEXT, run_name TEXT, step INTEGER, metrics TEXT);
      CREATE TABLE configs (run_name TEXT, config TEXT, created_at TEXT);
      INSERT INTO metrics (timestamp, run_name, step, metrics) VALUES ('', 'a', 0, '{"loss": 1}'), ('', 'a', 1, '{"loss'), ('', 'a', 2, '[1]')`);
    writer.close();
    assert.deepEqual(told(read("trackio", path)), [[2, "record", "not-json"]]);
  });

  it("H2O: models without a name, and rows of another width", () => {
    const table = "model_id,auc,logloss\nGBM_1,0.9,0.1\n,0.8,0.2\nGBM_2,0.7\n";
    assert.deepEqual(told(read("h2o", join(write({ "board.csv": table }), "board.csv"))), [
      [1, "row", "form"],
      [1, "row", "width"],
    ]);
  });

  it("tables with a row for each run: rows beyond the most that are read", () => {
    const rows = Array.from({ length: 20_003 }, (_, at) => `M${at % 3},0.9,0.1`).join("\n");
    const source = read("h2o", join(write({ "board.csv": `model_id,auc,logloss\n${rows}\n` }), "board.csv"));
    assert.deepEqual(told(source), [[3, "row", "too-many"]]);
  });
});
