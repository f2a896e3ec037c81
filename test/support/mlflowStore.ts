/** Writes MLflow's stores as far as a reader looks: for tests of what MLflow itself does rarely, and for measurements. */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { DatabaseSync } from "node:sqlite";
import { sqlite } from "./sqlite";

/** The tables that are read, as MLflow 3.17 has them. */
const schema = `
  CREATE TABLE experiments (experiment_id INTEGER PRIMARY KEY, name VARCHAR(256) NOT NULL UNIQUE, lifecycle_stage VARCHAR(32));
  CREATE TABLE runs (run_uuid VARCHAR(32) PRIMARY KEY, name VARCHAR(250), status VARCHAR(9), start_time BIGINT, end_time BIGINT,
    lifecycle_stage VARCHAR(20), experiment_id INTEGER);
  CREATE TABLE metrics (key VARCHAR(250), value FLOAT NOT NULL, timestamp BIGINT, run_uuid VARCHAR(32), step BIGINT DEFAULT '0',
    is_nan BOOLEAN, PRIMARY KEY (key, timestamp, step, run_uuid, value, is_nan));
  CREATE TABLE params (key VARCHAR(250), value VARCHAR(8000), run_uuid VARCHAR(32), PRIMARY KEY (key, run_uuid));
  CREATE TABLE tags (key VARCHAR(250), value VARCHAR(8000), run_uuid VARCHAR(32), PRIMARY KEY (key, run_uuid));
  INSERT INTO experiments VALUES (0, 'Default', 'active'), (1, 'gone', 'deleted');`;

/** A writer's connection to a new store, which stays open until it is closed. */
export function newStore(path: string, journal: "WAL" | "DELETE" = "WAL"): DatabaseSync {
  const database = new sqlite!(path);
  database.exec(`PRAGMA journal_mode = ${journal}; PRAGMA synchronous = OFF; PRAGMA busy_timeout = 5000; ${schema}`);
  return database;
}

export function addRun(database: DatabaseSync, id: string, experiment = 0, status = "RUNNING"): void {
  database
    .prepare(
      `INSERT INTO runs (run_uuid, name, status, start_time, lifecycle_stage, experiment_id)
       VALUES (?, ?, ?, 1700000000000, 'active', ?)`,
    )
    .run(id, `name of ${id}`, status, experiment);
}

export function addPoint(database: DatabaseSync, run: string, key: string, step: number, value: number): void {
  const stored = Number.isNaN(value) ? 0 : Math.max(-Number.MAX_VALUE, Math.min(Number.MAX_VALUE, value));
  database
    .prepare("INSERT INTO metrics VALUES (?, ?, ?, ?, ?, ?)")
    .run(key, stored, 1_700_000_000_000 + step, run, step, Number.isNaN(value) ? 1 : 0);
}

export const runMeta = (id: string, more = ""): string =>
  `end_time: null\nexperiment_id: '0'\nlifecycle_stage: active\nrun_id: ${id}\nrun_name: name of ${id}\nrun_uuid: ${id}\n` +
  `start_time: 1700000000000\nstatus: 1\ntags: []\n${more}`;

/** Writes files below a folder: their paths, and what is in them. */
export function writeFiles(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [name, content] of Object.entries(files)) {
    const path = join(folder, ...name.split("/"));
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
  }
}
