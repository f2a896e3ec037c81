import { t } from "../../../util/text";
import type { SqlRow } from "./open";

/** What a database holds, by what may be asked of it. Names of tables; those of `computed` in lower case. */
export interface Schema {
  /** Tables whose rows are what was written. */
  readonly tables: ReadonlySet<string>;
  /** Views, virtual tables, and tables with columns that are worked out when they are read. */
  readonly computed: ReadonlySet<string>;
}

/** A question about something computed: 24 KB of file can be made to fill the memory or to take for ever, and no tracker does it. */
export class Computed extends Error {
  override readonly name = "Computed";
}

/** Looks through the schema. Only SQLite's own tables are asked, which a file cannot define. */
export function schemaOf(ask: (sql: string) => readonly SqlRow[]): Schema {
  const tables = new Set<string>();
  const computed = new Set<string>();
  for (const { name, type, is_virtual: isVirtual, hidden } of ask(everything)) {
    if (typeof name !== "string") continue;
    if (type === "table" && isVirtual === 0 && hidden === 0) tables.add(name);
    else computed.add(name.toLowerCase());
  }
  return { tables, computed };
}

/** `hidden` of pragma_table_xinfo: 0 an ordinary column, 1 a virtual table's hidden one, 2 and 3 generated ones. */
const everything = `
  SELECT name, type, sql LIKE 'create virtual%' AS is_virtual,
    type = 'table' AND sql NOT LIKE 'create virtual%'
      AND EXISTS (SELECT 1 FROM pragma_table_xinfo(sqlite_schema.name) AS info WHERE info.hidden <> 0) AS hidden
  FROM sqlite_schema WHERE type IN ('table', 'view')`;

/** A question, if nothing that it names is computed. @throws {Computed} */
export function refuseComputed(sql: string, computed: ReadonlySet<string>): string {
  if (computed.size === 0) return sql;
  const named = sql.match(/\w+/g)?.find((word) => computed.has(word.toLowerCase()));
  if (named === undefined) return sql;
  throw new Computed(
    t("Its table {name} is computed when it is read, which can do anything. It was not read.", { name: named }),
  );
}
