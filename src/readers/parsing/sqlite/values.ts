import { parsePythonJson, type JsonValue } from "../documents/pythonJson";
import type { SqlValue } from "./open";

/** A text in a cell, also one that was stored as bytes; "" for anything else. */
export function textOf(value: SqlValue | undefined): string {
  if (typeof value === "string") return value;
  return value instanceof Uint8Array ? Buffer.from(value).toString("utf8") : "";
}

/** JSON in a cell; undefined if there is none. */
export function jsonOf(value: SqlValue | undefined): JsonValue | undefined {
  const parsed = parsePythonJson(textOf(value));
  return parsed.ok ? parsed.value : undefined;
}

/** Unix milliseconds of a date in ISO form. @param zone to be put behind a date without one: "Z" for UTC, "" for local time */
export function timeOf(value: SqlValue | undefined, zone: "" | "Z"): number | undefined {
  const text = textOf(value).replace(" ", "T");
  const time = Date.parse(/(?:Z|[+-]\d{2}:\d{2})$/.test(text) ? text : text + zone);
  return Number.isNaN(time) ? undefined : time;
}
