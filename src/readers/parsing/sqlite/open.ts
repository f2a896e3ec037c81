import { closeSync, copyFileSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { DatabaseSync, StatementSync } from "node:sqlite";
import { Computed, refuseComputed, schemaOf } from "./computed";
import { messageOf, systemCode } from "../../../util/errors";
import { oversight } from "../../../util/oversight";
import type { ReadOutcome } from "../../format";
import { headerOf, type Header } from "./header";
import { systemProblem } from "../lines/lines";
import { LedOut, NotRegular, openToRead } from "../files/open";
import { fileStat, stampOf } from "../files/stat";
import { plural, t } from "../../../util/text";

export type SqlValue = null | number | bigint | string | Uint8Array;
export type SqlRow = Readonly<Record<string, SqlValue>>;

export type SqlList = readonly SqlValue[];

/** A database that is open, seen as it was at one moment. */
export interface Database {
  /** @throws if the statement does not fit the database, or an integer is beyond 2^53: CAST it AS REAL */
  rows(sql: string, ...values: SqlValue[]): readonly SqlRow[];
  /** The same, each row as the list of its values: half the time where there are many. Columns need names of their own. */
  lists(sql: string, ...values: SqlValue[]): readonly SqlList[];
  /** Names of a table's columns; empty if there is no such table. @throws {Computed} of a view: what it computes may never end */
  columns(table: string): ReadonlySet<string>;
}

/** A database that could not be asked. */
export interface Refused {
  readonly ok: false;
  readonly reason: string;
  /** `busy`: a writer holds it just now, so try again when a file of it changed. `unsupported`: this Node has no SQLite. */
  readonly why: "busy" | "unsupported" | "unreadable";
}

export type Answer<T> = { readonly ok: true; readonly value: T } | Refused;

/** What is to be told of a look: that a writer holds the database, until it is done. */
export function warningsOf(answer: Answer<unknown>): readonly string[] {
  return !answer.ok && answer.why === "busy" ? [answer.reason] : [];
}

/** What a refusal is to a reader. A writer changes the database's files when it is done, and then the next look is due. */
export function outcomeOf({ why, reason }: Refused): ReadOutcome {
  return why === "busy" ? { state: "idle" } : { state: "broken", reason };
}

/** How long to wait for a writer that holds the database: milliseconds. */
const patience = 500;

/** A database larger than this is not copied where it cannot be read in place: bytes. */
const largestCopy = 1024 * 1024 * 1024;

/** How a database begins. */
export const magic = "SQLite format 3\0";

/** Result codes (sqlite.org/rescode.html), less what extends them. */
const code = {
  busy: 5,
  locked: 6,
  readonly: 8,
  ioError: 10,
  corrupt: 11,
  cannotOpen: 14,
  protocol: 15,
  notADatabase: 26,
};

/** Whether a file's first bytes are a database's. */
export function isDatabase(head: Buffer | undefined): boolean {
  return head?.toString("latin1", 0, magic.length) === magic;
}

/** What to watch of a database: what is committed may stand in its log for long, and a writer that gives up leaves no other trace. */
export function databaseFiles(path: string): readonly string[] {
  return [path, `${path}-wal`, `${path}-journal`];
}

/**
 * Looks into a database: opens it to read only, takes all that is asked as of one moment, and closes it, so that its writer
 * is never held up. What a living writer has committed to the write-ahead log is seen, and no file is left beside it.
 * @param use takes what it needs, and nothing else: what it took is dropped if the file was written meanwhile
 */
export function readDatabase<T>(path: string, use: (database: Database) => T): Answer<T> {
  const Opened = driver();
  if (!Opened) return { ok: false, reason: needsNode(), why: "unsupported" };
  try {
    const header = headerOf(path);
    checkBeside(path);
    if (header.missing > 0 && !hasMore(path)) return { ok: false, reason: cutShort(header), why: "unreadable" };
    const way = wayInto(path, header);
    const answer = way === "copy" ? undefined : inPlace(Opened, path, way, use);
    return answer ?? inCopy(Opened, path, use);
  } catch (error) {
    return refusalOf(error);
  }
}

/** What lies beside a database SQLite opens by itself, and waits where it is a named pipe. @throws {Beside} */
function checkBeside(path: string): void {
  for (const file of [`${path}-wal`, `${path}-journal`, `${path}-shm`]) {
    if (!existsSync(file)) continue;
    try {
      closeSync(openToRead(file));
    } catch (error) {
      if (error instanceof NotRegular || error instanceof LedOut)
        throw new Beside(`${basename(file)}: ${error.message}`);
    }
  }
}

/** A log or an index of a database is no file, or none that may be read. */
class Beside extends Error {
  override readonly name = "Beside";
}

function needsNode(): string {
  return t("Reading SQLite needs VS Code 1.101 or Node.js 22.13, or a later one; this is Node.js {version}.", {
    version: process.versions.node,
  });
}

/** node:sqlite's, where this Node has it: the types know only Nodes that do. */
function driver(): typeof DatabaseSync | undefined {
  const { getBuiltinModule } = process as { getBuiltinModule?: typeof process.getBuiltinModule };
  return (getBuiltinModule?.("node:sqlite") as { DatabaseSync: typeof DatabaseSync } | undefined)?.DatabaseSync;
}

/** The database is not what SQLite takes it for. */
class Damaged extends Error {
  override readonly name = "Damaged";
}

/** Fewer bytes than this no row takes. */
const leastRow = 4;
/** So many rows are always let through: joins of small tables have more than their file has bytes. */
const alwaysRows = 10_000;

/** The most rows that a question may be answered by: a damaged tree of pages may lead in a circle, and has rows without an end. */
function mostRows(path: string): number {
  const bytes = databaseFiles(path).reduce((sum, file) => sum + (fileStat(file)?.size ?? 0), 0);
  return alwaysRows + Math.ceil(bytes / leastRow);
}

/**
 * Rows as they were asked for, by their number: one that is not greater than the one before it shows that pages lead in a circle.
 * @param numberOf a row's number @throws {Damaged}
 */
export function inOrder<T>(rows: readonly T[], numberOf: (row: T) => SqlValue | undefined): readonly T[] {
  let before = -Infinity;
  for (const row of rows) {
    const number = numberOf(row);
    if (typeof number !== "number") continue;
    if (number <= before) throw new Damaged(t("its rows lead in a circle"));
    before = number;
  }
  return rows;
}

type Way = "shared" | "immutable" | "copy";

/**
 * How to read a database so that nothing is written beside it. One that keeps a write-ahead log is shared by way of its
 * index (-shm): without an index nobody has it open, and SQLite would make one. Then, either there is no log and the file
 * is all there is, or a crash or a copy left a log, which can only be replayed.
 */
function wayInto(path: string, { usesLog }: Header): Way {
  if (!usesLog || existsSync(`${path}-shm`)) return "shared";
  return (fileStat(`${path}-wal`)?.size ?? 0) > 0 ? "copy" : "immutable";
}

/** @returns undefined where it takes a copy: on a read-only file system, or after a crash whose traces must be rolled back */
function inPlace<T>(
  Opened: typeof DatabaseSync,
  path: string,
  way: Way,
  use: (database: Database) => T,
): Answer<T> | undefined {
  const before = signatureOf(path);
  const url = pathToFileURL(path);
  if (way === "immutable") url.searchParams.set("immutable", "1");
  try {
    const value = within(Opened, url, true, use);
    // Told that nobody writes, SQLite does not look: so we do.
    return way === "immutable" && signatureOf(path) !== before ? busy() : { ok: true, value };
  } catch (error) {
    const result = resultOf(error);
    if (result === code.readonly || result === code.cannotOpen || result === code.ioError) return undefined;
    return refusalOf(error);
  }
}

function inCopy<T>(Opened: typeof DatabaseSync, path: string, use: (database: Database) => T): Answer<T> {
  const before = signatureOf(path);
  if ((fileStat(path)?.size ?? 0) > largestCopy) return { ok: false, reason: tooLarge(), why: "unreadable" };
  const folder = mkdtempSync(join(tmpdir(), "lossline-"));
  try {
    const copy = join(folder, "database");
    for (const part of ["", "-wal", "-journal"]) if (existsSync(path + part)) copyFileSync(path + part, copy + part);
    if (signatureOf(path) !== before) return busy();
    return { ok: true, value: within(Opened, pathToFileURL(copy), false, use) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function busy(): Answer<never> {
  return { ok: false, reason: t("Another program is writing to it right now."), why: "busy" };
}

const tooLarge = () => t("It can’t be opened in place, and it is too large to copy (over 1 GB).");

function within<T>(Opened: typeof DatabaseSync, url: URL, readOnly: boolean, use: (database: Database) => T): T {
  const database = new Opened(url, { readOnly });
  try {
    // What a hostile database defines may not do anything; nor wait forever. (The option `timeout` came with Node 22.16.)
    database.exec(`PRAGMA query_only = ON; PRAGMA trusted_schema = OFF; PRAGMA busy_timeout = ${patience}; BEGIN`);
    const prepare = (sql: string) => {
      oversight.advance();
      return database.prepare(sql);
    };
    const most = mostRows(fileURLToPath(url));
    const limited = (sql: string) => (/\bLIMIT\b/i.test(sql) ? sql : [sql, "LIMIT", most].join(" "));
    const whole = <T>(rows: readonly T[]) => {
      if (rows.length >= most) throw new Damaged(t("it has more rows than it has room for"));
      return rows;
    };
    const ask = (sql: string, ...values: SqlValue[]) => whole(prepare(limited(sql)).all(...values) as SqlRow[]);
    const { tables, computed } = schemaOf(ask);
    return use({
      rows: (sql, ...values) => ask(refuseComputed(sql, computed), ...values),
      lists: (sql, ...values) => whole(listsOf(prepare(limited(refuseComputed(sql, computed))), values)),
      columns: (table) =>
        new Set(
          tables.has(refuseComputed(table, computed))
            ? ask("SELECT name FROM pragma_table_info(?)", table).map(nameOf)
            : [],
        ),
    });
  } finally {
    database.close();
  }
}

function listsOf(statement: StatementSync, values: readonly SqlValue[]): readonly SqlList[] {
  // Came with Node 22.16.
  const { setReturnArrays } = statement as { setReturnArrays?: StatementSync["setReturnArrays"] };
  if (!setReturnArrays) return (statement.all(...values) as SqlRow[]).map((row) => Object.values(row));
  setReturnArrays.call(statement, true);
  return statement.all(...values) as unknown as SqlList[];
}

function nameOf({ name }: SqlRow): string {
  return typeof name === "string" ? name : "";
}

/** How the files of a database are now. */
function signatureOf(path: string): string {
  return databaseFiles(path)
    .map((file) => stampOf(fileStat(file)))
    .join(", ");
}

/** Whether pages of a database may stand in its log or its journal. */
function hasMore(path: string): boolean {
  return databaseFiles(path).some((file) => file !== path && (fileStat(file)?.size ?? 0) > 0);
}

const cutShort = ({ missing }: Header) =>
  plural(missing, {
    one: "The database is cut short, or is being copied: {count} byte is missing at its end.",
    other: "The database is cut short, or is being copied: {count} bytes are missing at its end.",
  });

/** SQLite's result code, if the error is one of SQLite's. */
function resultOf(error: unknown): number | undefined {
  const result: unknown = error instanceof Error && "errcode" in error ? error.errcode : undefined;
  return typeof result === "number" ? result & 0xff : undefined;
}

function refusalOf(error: unknown): Answer<never> {
  const result = resultOf(error);
  if (result === code.busy || result === code.locked || result === code.protocol) return busy();
  const reason =
    error instanceof Computed
      ? error.message
      : error instanceof Beside
        ? t("It can’t be read: {reason}.", { reason: error.message })
        : result === code.corrupt || result === code.notADatabase || error instanceof Damaged
          ? t("The database is damaged: {reason}.", { reason: messageOf(error) })
          : isSystemError(error)
            ? systemProblem(error)
            : t("SQLite can’t read it: {reason}.", { reason: messageOf(error) });
  return { ok: false, reason, why: "unreadable" };
}

function isSystemError(error: unknown): boolean {
  return systemCode(error) !== undefined && error instanceof Error && "syscall" in error;
}
