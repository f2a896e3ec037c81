import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
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

/** How MLflow's database lies on the disk: bytes. */
const page = 4096;
/** What the first byte of a page says of a table that has more pages than one. */
const innerPage = 5;

/** Changes the bytes of MLflow's database, with 5,000 points. */
function changed(folder: string, change: (bytes: Buffer) => Buffer | undefined): void {
  database(folder, {}, [many(5000, "INSERT INTO metrics SELECT 'loss', i, i, 'r1', i, 0 FROM n")]);
  const path = join(folder, "mlflow.db");
  const bytes = readFileSync(path);
  writeFileSync(path, change(bytes) ?? bytes);
}

/** The tree of pages, its lists and its logs say what is not so. */
export const circles: readonly HostileCase[] = [
  {
    name: "pages that lead in a circle",
    make: (folder: string) =>
      changed(folder, (bytes) => {
        for (let at = page; at < bytes.length; at += page)
          if (bytes[at] === innerPage) bytes.writeUInt32BE(at / page + 1, at + 8);
        return undefined;
      }),
    named: /The database is damaged/,
  },
  {
    name: "a list of free pages without an end",
    make: (folder: string) =>
      changed(folder, (bytes) => {
        bytes.writeUInt32BE(0x7fffffff, 32);
        bytes.writeUInt32BE(0x7fffffff, 36);
        return undefined;
      }),
  },
  {
    name: "a half of it",
    make: (folder: string) => changed(folder, (bytes) => bytes.subarray(0, bytes.length / 2)),
    named: /cut short, or is being copied/,
  },
  {
    name: "a log from another time",
    make: (folder: string) => {
      changed(folder, () => undefined);
      put(folder, "mlflow.db-wal", Buffer.alloc(20 * page, 0xa5));
    },
  },
  ...(process.platform === "win32" ? [] : ["wal", "journal", "shm"]).map((what) => ({
    name: `a ${what} that is a named pipe`,
    make: (folder: string) => {
      changed(folder, () => undefined);
      execFileSync("mkfifo", [join(folder, `mlflow.db-${what}`)]);
    },
    named: new RegExp(`mlflow\\.db-${what}: not a regular file`),
  })),
].map((one) => ({ kind: "a damaged database", ...one }));

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
