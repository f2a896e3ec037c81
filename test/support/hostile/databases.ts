import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { sqlite } from "../sqlite";
import { put, type HostileCase } from "./hostileCase";

const tables = {
  experiments: "CREATE TABLE experiments(experiment_id INTEGER, name TEXT, lifecycle_stage TEXT)",
  runs: "CREATE TABLE runs(run_uuid TEXT, name TEXT, status TEXT, start_time INTEGER, end_time INTEGER, experiment_id INTEGER, lifecycle_stage TEXT)",
  metrics: "CREATE TABLE metrics(key TEXT, value REAL, timestamp INTEGER, run_uuid TEXT, step INTEGER, is_nan INTEGER)",
  params: "CREATE TABLE params(run_uuid TEXT, key TEXT, value TEXT)",
  tags: "CREATE TABLE tags(run_uuid TEXT, key TEXT, value TEXT)",
};
const rows = [
  "INSERT INTO experiments VALUES(1,'e','active')",
  "INSERT INTO runs VALUES('r1','n','FINISHED',1,2,1,'active')",
  "INSERT INTO metrics VALUES('loss',1,1,'r1',0,0)",
];

/** MLflow's database with some tables made otherwise, and more done to it. */
function database(folder: string, other: Partial<typeof tables>, more: readonly string[], without = /^$/): void {
  mkdirSync(folder, { recursive: true });
  const database = new sqlite!(join(folder, "mlflow.db"));
  const made = { ...tables, ...other };
  for (const sql of [...Object.values(made), ...rows.filter((row) => !without.test(row)), ...more]) database.exec(sql);
  database.close();
}

const many = (count: number, insert: string) =>
  `WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < ${count - 1}) ${insert}`;
const endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)";

/** Columns and views are computed as they are read. */
export const databases: readonly HostileCase[] = [
  {
    name: "a column computes 200 MB for each row",
    make: (folder: string) =>
      database(
        folder,
        { params: "CREATE TABLE params(run_uuid TEXT, key TEXT, value TEXT AS (format('%.*c',200000000,'x')))" },
        [many(60, "INSERT INTO params(run_uuid, key) SELECT 'r1', 'k' || i FROM n")],
      ),
    named: /comput/,
  },
  {
    name: "a column computes for long",
    make: (folder: string) =>
      database(
        folder,
        {
          params:
            "CREATE TABLE params(run_uuid TEXT, key TEXT, value TEXT AS (replace(replace(replace(format('%.*c',2000,'x'),'x','yyyyyyyyyy'),'y','zzzzzzzzzz'),'z','qqqqqqqqqq')))",
        },
        [many(2000, "INSERT INTO params(run_uuid, key) SELECT 'r1', 'k' || i FROM n")],
      ),
    named: /comput/,
  },
  {
    name: "the table of metrics is a view without an end",
    make: (folder: string) =>
      database(
        folder,
        {
          metrics: `CREATE VIEW metrics AS ${endless} SELECT 'loss' AS key, 1.0 AS value, i AS timestamp, 'r1' AS run_uuid, i AS step, 0 AS is_nan FROM n`,
        },
        [],
        /INTO metrics/,
      ),
    named: /none of the tables/,
  },
  {
    name: "a parameter of 40 MB",
    make: (folder: string) => database(folder, {}, ["INSERT INTO params VALUES('r1','k',format('%.*c',40000000,'x'))"]),
  },
  {
    name: "a database of nothing but its mark",
    make: (folder: string) =>
      put(folder, "mlflow.db", Buffer.concat([Buffer.from("SQLite format 3\0"), Buffer.alloc(8192, 0xff)])),
    named: /none of the tables|damaged/i,
  },
].map((one) => ({ kind: "a computed database", ...one }));
