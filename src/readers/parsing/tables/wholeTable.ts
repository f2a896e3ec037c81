import { readBytes } from "../files/open";
import type { ReadOutcome, SourceReader } from "../../format";
import type { RawSource } from "../../raw";
import { asUtf8 } from "../files/encoding";
import { delimiterIn, forEachRow, rowsOf, type Delimiter } from "./csv";
import { systemProblem } from "../lines/lines";
import { fileStat, stampOf } from "../files/stat";
import { isAbsent, numberOf } from "./numbers";
import type { ParamValue } from "../../../shared/run";
import { t } from "../../../util/text";

/** A row of a table, by the names of its columns. */
export type TableRow = ReadonlyMap<string, string>;

const mostRows = 20_000;
const largest = 64 * 1024 * 1024;

/** Reads a table that is written at once, and each of whose rows is a run: all is filled in anew when it changed. */
export class WholeTableReader implements SourceReader {
  readonly files: readonly string[];
  readonly warnings: readonly string[] = [];
  private seen = "";

  constructor(
    private readonly path: string,
    private readonly fill: (rows: readonly TableRow[], into: RawSource, delimiter: Delimiter) => void,
  ) {
    this.files = [path];
  }

  read(into: RawSource): ReadOutcome {
    const stat = fileStat(this.path);
    if (!stat) return { state: "broken", reason: t("The file no longer exists.") };
    const seen = stampOf(stat);
    if (seen === this.seen) return { state: "idle" };
    if (stat.size > largest) return { state: "broken", reason: t("It is larger than 64 MB.") };
    try {
      const bytes = asUtf8(readBytes(this.path, largest));
      const delimiter = delimiterIn(bytes);
      const [header = [], ...lines] = rowsOf(bytes, delimiter, mostRows + 1, true);
      const rows = lines.filter((cells) => cells.length > 1 || cells[0] !== "");
      const whole = rows.filter((cells) => cells.length === header.length);
      into.clear();
      this.fill(
        whole.map((cells) => new Map(header.map((name, column) => [name.replace(/^\uFEFF/, ""), cells[column]!]))),
        into,
        delimiter,
      );
      into.leftOut.set({ path: this.path, unit: "row", cause: "width" }, rows.length - whole.length);
      if (lines.length >= mostRows) this.countBeyond(bytes, delimiter, into);
      this.seen = seen;
      return { state: "idle" };
    } catch (error) {
      return { state: "broken", reason: systemProblem(error) };
    }
  }

  /** Counts the rows beyond the most that are read. */
  private countBeyond(bytes: Buffer, delimiter: Delimiter, into: RawSource): void {
    let rows = 0;
    forEachRow(bytes, delimiter, () => ++rows > 0, true);
    into.leftOut.set({ path: this.path, unit: "row", cause: "too-many" }, rows - 1 - mostRows);
  }
}

/** A cell as a parameter: a number, True or False, or text; undefined if it is empty. */
export function paramIn(cell: string | undefined): ParamValue | undefined {
  if (cell === undefined || (isAbsent(cell) && cell !== "None")) return undefined;
  if (/^true$/i.test(cell)) return true;
  if (/^false$/i.test(cell)) return false;
  return cell === "None" ? null : (numberOf(cell) ?? cell);
}
