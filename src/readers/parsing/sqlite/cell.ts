import type { RecordAnswer, ValueInCell } from "../../../shared/records";
import { t } from "../../../util/text";
import { membersIn } from "../documents/pythonJson";
import { checkOfBytes } from "../files/check";
import { readDatabase, type Database } from "./open";
import { textOf } from "./values";

/**
 * Reads one value from its cell.
 * @param path of the database
 * @param most bytes that the cell may have
 * @returns its JSON text, or why there is none: the row is gone or another, the cell is too large, a writer holds the database
 */
export function cellBytes(path: string, place: ValueInCell, most: number): RecordAnswer {
  const answer = readDatabase(path, (database) => cellIn(database, place, most));
  if (!answer.ok) return { refusal: answer.reason };
  const { length, text } = answer.value;
  if (length > most) return { refusal: t("It takes {length} bytes; at most {most} are read.", { length, most }) };
  const { start, end } = membersIn(text).get(place.key) ?? { start: 0, end: 0 };
  const bytes = Buffer.from(text.slice(start, end));
  return checkOfBytes(bytes) === place.check
    ? { bytes }
    : { refusal: t("It was changed or deleted since it was read.") };
}

function cellIn(database: Database, { table, column, row }: ValueInCell, most: number) {
  if (!database.columns(table).has(column)) return { length: 0, text: "" };
  const [cell] = database.rows(
    `SELECT length(CAST("${column}" AS BLOB)) AS length, CASE WHEN length(CAST("${column}" AS BLOB)) <= ? THEN "${column}" END AS value
     FROM "${table}" WHERE rowid = ?`,
    most,
    row,
  );
  return { length: Number(cell?.["length"] ?? 0), text: textOf(cell?.["value"]) };
}
