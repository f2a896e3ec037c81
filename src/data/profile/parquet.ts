import { setImmediate } from "node:timers/promises";
import { footerOf, groupValues } from "../../readers/parsing/parquet/file";
import { numberIn } from "../../readers/parsing/parquet/thrift";
import { TableTally, type TableProfile } from "./table";

/** Rows whose cells are looked at; the count of rows stands in the file's own footer. */
const mostRows = 200_000;

/**
 * Looks at a Parquet file: all rows are counted, and the cells of the first row groups are looked at. Columns that are nested are
 * not among the columns.
 * @param file an open descriptor
 * @throws {BadParquet} or the system's error
 */
export async function parquetProfile(file: number): Promise<TableProfile> {
  const { columns, groups } = footerOf(file);
  const tally = new TableTally();
  const rows = groups.reduce((sum, group) => sum + numberIn(group.get(3)), 0);
  let seen = 0;
  for (const group of groups) {
    const length = numberIn(group.get(3));
    if (seen > 0 && seen + length > mostRows) break;
    const values = groupValues(file, group, columns);
    for (let row = 0; row < Math.min(length, mostRows); row++)
      tally.takeNamed(columns.map(({ name }) => [name, values.get(name)?.[row]] as const));
    seen += length;
    await setImmediate();
  }
  return { ...tally.profile(seen < rows), rows };
}
