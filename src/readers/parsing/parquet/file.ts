import { t } from "../../../util/text";
import { fstatSync } from "node:fs";
import { readAt } from "../files/open";
import { columnValues, type Cell, type Column } from "./column";
import { BadParquet, isStruct, numberIn, ThriftReader, type Thrift, type ThriftStruct } from "./thrift";

const magic = "PAR1";
const largestFooter = 16 * 1024 * 1024;
const mostColumns = 4096;

/** What a file's end says of it. Columns that are nested are not among `columns`. */
export interface Footer {
  readonly columns: readonly Column[];
  readonly groups: readonly ThriftStruct[];
}

/**
 * Reads the end of a Parquet file (parquet-format, README.md).
 * @param file an open descriptor
 * @throws {BadParquet} or the system's error
 */
export function footerOf(file: number): Footer {
  const { size } = fstatSync(file);
  const end = readAt(file, Math.max(0, size - 8), 8);
  const length = end.length === 8 ? end.readUInt32LE(0) : 0;
  if (end.toString("latin1", 4) !== magic || length + 12 > size) throw new BadParquet(t("it ends too early"));
  if (length > largestFooter) throw new BadParquet(t("its list of columns is too long"));
  const footer = new ThriftReader(readAt(file, size - 8 - length, length)).struct();
  return { columns: columnsIn(structsIn(footer.get(2))), groups: structsIn(footer.get(4)) };
}

/**
 * The values of some columns in a row group, a list of cells each; a column that is not there is not in the answer.
 * @throws {BadParquet} or the system's error
 */
export function groupValues(
  file: number,
  group: ThriftStruct,
  columns: readonly Column[],
): ReadonlyMap<string, readonly Cell[]> {
  const rows = numberIn(group.get(3));
  const found = new Map<string, readonly Cell[]>();
  for (const chunk of structsIn(group.get(1))) {
    const about = chunk.get(3);
    if (!isStruct(about)) continue;
    const path = listIn(about.get(3)).map(textIn);
    const column = path.length === 1 ? columns.find(({ name }) => name === path[0]) : undefined;
    if (column) found.set(column.name, columnValues(file, about, column, rows));
  }
  return found;
}

/** The schema is a tree, laid out depth first: the root, then its children. */
function columnsIn(schema: readonly ThriftStruct[]): readonly Column[] {
  const columns: Column[] = [];
  for (let at = 1; at < schema.length && columns.length < mostColumns; at++) {
    const element = schema[at]!;
    const children = numberIn(element.get(5));
    const repetition = numberIn(element.get(3));
    if (children > 0) at = afterChildren(schema, at) - 1;
    else if (repetition !== 2) {
      columns.push({
        name: textIn(element.get(4)),
        type: numberIn(element.get(1), -1),
        length: numberIn(element.get(2)),
        scale: numberIn(element.get(7)),
        isOptional: repetition === 1,
      });
    }
  }
  return columns;
}

/** Where the element behind a nested one and all that is in it stands. */
function afterChildren(schema: readonly ThriftStruct[], at: number): number {
  let open = 1;
  let next = at;
  for (; open > 0 && next < schema.length; next++) open += numberIn(schema[next]!.get(5)) - 1;
  return next;
}

function listIn(value: Thrift | undefined): readonly Thrift[] {
  return Array.isArray(value) ? (value as readonly Thrift[]) : [];
}

function structsIn(value: Thrift | undefined): readonly ThriftStruct[] {
  return listIn(value).filter(isStruct);
}

function textIn(value: Thrift | undefined): string {
  return Buffer.isBuffer(value) ? value.toString("utf8") : "";
}
