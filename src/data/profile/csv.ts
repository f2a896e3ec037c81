import { delimiterIn, forEachRow, isPreamble, rowsOf, type Delimiter } from "../../readers/parsing/tables/csv";
import { pieces } from "./pieces";
import { TableTally, type TableProfile } from "./table";

/** How a table is laid out, by its first lines. */
interface Head {
  readonly delimiter: Delimiter;
  readonly names: readonly string[];
  /** Rows before the first of data. */
  readonly rows: number;
}

/** Looks at a table with a header, in whatever delimiter. @param file an open descriptor @throws the system's error */
export async function csvProfile(file: number): Promise<TableProfile> {
  const tally = new TableTally();
  let head: Head | undefined;
  let seen = 0;
  const isPartial = await pieces(file, (bytes) => {
    const { delimiter, names, rows } = (head ??= headOf(bytes));
    return forEachRow(bytes, delimiter, (row) => {
      const isData = ++seen > rows && (row.length > 1 || !row.isEmpty(0));
      if (isData) tally.takeCells(names, (column) => row.text(column), row.length);
      return true;
    });
  });
  return tally.profile(isPartial);
}

function headOf(bytes: Buffer): Head {
  const delimiter = delimiterIn(bytes);
  const [first = [], second = []] = rowsOf(bytes, delimiter, 2);
  const hasPreamble = isPreamble(first.join(delimiter));
  const header = hasPreamble ? second : first;
  return {
    delimiter,
    names: header.map((name, column) => name.replace(/^\uFEFF/, "") || `#${column + 1}`),
    rows: hasPreamble ? 2 : 1,
  };
}
