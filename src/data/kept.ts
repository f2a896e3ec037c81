import type { ColumnProfile } from "./profile/column";
import type { FolderProfile } from "./profile/folder";
import type { TableProfile } from "./profile/table";
import type { DataItem, DataLook } from "./look";

/** The form of a look that is kept; one of another form is not read. */
const version = 1;

/** A look as JSON text, to be kept for the next one. */
export function keptLook(look: DataLook): string {
  return JSON.stringify({ schemaVersion: version, ...look });
}

/** A look that was kept; undefined where the text is none, or of another form. Entries that are damaged are left out. */
export function readLook(text: string): DataLook | undefined {
  const kept = fieldsIn(text);
  if (kept?.["schemaVersion"] !== version || typeof kept["at"] !== "number" || !Array.isArray(kept["items"]))
    return undefined;
  return { at: kept["at"], items: kept["items"].filter(isItem) };
}

function fieldsIn(text: string): Fields | undefined {
  try {
    const parsed: unknown = JSON.parse(text);
    return isFields(parsed) ? parsed : undefined;
  } catch {
    return undefined;
  }
}

type Fields = Readonly<Record<string, unknown>>;

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isItem(value: unknown): value is DataItem {
  return (
    isFields(value) &&
    typeof value["path"] === "string" &&
    typeof value["bytes"] === "number" &&
    typeof value["modifiedAt"] === "number" &&
    isMaybe(value["hash"], (hash) => typeof hash === "string") &&
    isMaybe(value["table"], isTable) &&
    isMaybe(value["folder"], isFolder)
  );
}

function isMaybe(value: unknown, is: (value: unknown) => boolean): boolean {
  return value === undefined || is(value);
}

function isTable(value: unknown): value is TableProfile {
  return (
    isFields(value) &&
    typeof value["rows"] === "number" &&
    Array.isArray(value["columns"]) &&
    value["columns"].every(isColumn)
  );
}

function isColumn(value: unknown): value is ColumnProfile {
  return (
    isFields(value) &&
    typeof value["name"] === "string" &&
    typeof value["missing"] === "number" &&
    ["number", "text", "empty"].includes(String(value["type"])) &&
    isMaybe(
      value["sample"],
      (sample) => Array.isArray(sample) && sample.length <= 1000 && sample.every(Number.isFinite),
    ) &&
    isMaybe(value["categories"], isCounts)
  );
}

function isFolder(value: unknown): value is FolderProfile {
  return isFields(value) && typeof value["files"] === "number" && isCounts(value["classes"]);
}

function isCounts(value: unknown): value is Readonly<Record<string, number>> {
  return isFields(value) && Object.values(value).every((count) => typeof count === "number" && count >= 0);
}
