import type { NativeStatus, RawRun, RawSource } from "../../raw";
import type { ParamValue } from "../../../shared/run";
import { flattenParams } from "../../parsing/params/flatten";
import { pushPoint } from "../../parsing/documents/tree";
import { wallOf } from "../../parsing/tables/numbers";
import type { JsonValue } from "../../parsing/documents/pythonJson";
import { t } from "../../../util/text";
import { isSummary, rolesIn, type ResultRow } from "./evidence";
import { metricName, rankAsKey, saysStatus, settingName, type Role } from "./roles";

/** More rows than this are taken for data. */
export const mostRows = 2000;
const statuses = new Map<string, NativeStatus["status"]>([
  ...["finished", "complete", "completed", "done", "success", "succeeded", "terminated"].map(
    (word) => [word, "finished"] as const,
  ),
  ...["failed", "fail", "crashed", "error", "errored"].map((word) => [word, "failed"] as const),
  ...["killed", "pruned", "stopped", "canceled", "cancelled", "interrupted"].map((word) => [word, "killed"] as const),
  ["running", "running"],
]);
const longestKey = 300;
const longestName = 200;

/**
 * Writes each row into a run of its own, in an empty source. A run is known by the column that names all rows apart, else by
 * its settings: rows may be sorted anew, and their numbers would be those of others.
 * @returns why there are none
 */
export function fillTrainings(all: readonly ResultRow[], path: string, into: RawSource): string | undefined {
  const rows = all.filter((row) => !isSummary(row));
  const reason = t("the mean or spread of other rows");
  into.leftOut.set({ path, unit: "row", cause: "copy", reason }, all.length - rows.length);
  if (rows.length > mostRows) {
    const reason = t("a table of more than {count} rows is taken for data", { count: mostRows });
    into.leftOut.set({ path, unit: "row", cause: "too-many", reason }, rows.length);
    return undefined;
  }
  const names = [...new Set(rows.flatMap((row) => [...row.keys()]))];
  const roles = rolesIn(names, rows);
  placeOthers(names, roles);
  const told = names.filter((name) => roles.get(name) === "setting" || roles.get(name) === "name");
  const key = keyAmong(names, roles, rows);
  const called = names.find((name) => /^(?:(?:run|trial|exp|experiment|job)?[ _.-]?name|run|experiment)$/i.test(name));
  const differing = told.filter(
    (name) => name !== key && rankAsKey(name) < 3 && new Set(rows.map((row) => textOf(row, name))).size > 1,
  );
  const keys = new Map<string, number>();
  for (const [at, row] of rows.entries()) {
    const own = key === undefined ? settingsText(row, told).slice(0, longestKey) : textOf(row, key);
    const before = keys.get(own) ?? 0;
    keys.set(own, before + 1);
    const run = into.run(before === 0 ? own : `${own} (${before + 1})`);
    const name = (called && textOf(row, called)) || nameOf(row, key, differing);
    run.facts.name = (name === "" ? t("row {number}", { number: at + 1 }) : name).slice(0, longestName);
    for (const [column, value] of row) fillCell(run, column, value, roles.get(column), path);
  }
  return undefined;
}

/** The column that names all rows apart, if there is one: what tools number or call trainings by, before others. */
function keyAmong(
  names: readonly string[],
  roles: ReadonlyMap<string, Role>,
  rows: readonly ResultRow[],
): string | undefined {
  const mayBe = (name: string) => roles.get(name) === "name" || (rankAsKey(name) === 0 && isNumbering(name, rows));
  const sorted = names.filter(mayBe).sort((a, b) => rankAsKey(a) - rankAsKey(b));
  return sorted.find((name) => rankAsKey(name) < 3 && isNaming(name, rows));
}

/** A number says little: behind it stands what differs. */
function nameOf(row: ResultRow, key: string | undefined, differing: readonly string[]): string {
  if (key === undefined) return settingsText(row, differing);
  const own = textOf(row, key);
  if (!/^\d+$/.test(own)) return own;
  return [`${settingName(key)} ${own}`, settingsText(row, differing)].filter((text) => text !== "").join(": ");
}

function isNumbering(name: string, rows: readonly ResultRow[]): boolean {
  return rows.every((row) => typeof row.get(name) === "string" || Number.isSafeInteger(row.get(name)));
}

/** Numbers of unknown names are settings where they stand before the first metric, or among settings, as people write them, else results. */
function placeOthers(names: readonly string[], roles: Map<string, Role>): void {
  const is = (role: Role) => (name: string) => roles.get(name) === role;
  const [metric, first, last] = [
    names.findIndex(is("metric")),
    names.findIndex(is("setting")),
    names.findLastIndex(is("setting")),
  ];
  // A seed often stands alone at the end.
  const end =
    names[last] !== undefined && /seed/i.test(names[last]) ? names.slice(0, last).findLastIndex(is("setting")) : last;
  const others = names.flatMap((name, at) => (is("other")(name) && name !== "" ? [[name, at] as const] : []));
  for (const [name, at] of others) roles.set(name, at < metric || (at > first && at < end) ? "setting" : "metric");
}

function isNaming(name: string, rows: readonly ResultRow[]): boolean {
  const texts = rows.map((row) => textOf(row, name));
  return texts.every((text) => text !== "" && text.length <= longestKey) && new Set(texts).size === rows.length;
}

function fillCell(run: RawRun, name: string, value: JsonValue, role: Role | undefined, path: string): void {
  if (name === "" || /^unnamed: 0$/i.test(name)) return;
  if (role === "time" && takeTime(run, name, value)) return;
  if (saysStatus(name) && takeStatus(run, value)) return;
  const isText = typeof value === "string" && role === "time";
  if (role === "setting" || role === "name" || isText) flattenParams(value, run.params, settingName(name));
  else
    for (const [at, one] of [value].flat().entries())
      if (typeof one === "number") pushPoint(run, metricName(name), one, { path, step: at, kind: "row" });
      else run.leftOut.add({ path, unit: "record", cause: "not-a-number" });
}

/** @returns whether it was a time */
function takeTime({ facts }: RawRun, name: string, value: JsonValue): boolean {
  const wall = typeof value === "number" || typeof value === "string" ? wallOf(value) : undefined;
  if (wall === undefined) return false;
  if (/start|begin|began|creat/i.test(name)) facts.startedAt = Math.min(facts.startedAt ?? Infinity, wall * 1000);
  else facts.endedAt = Math.max(facts.endedAt ?? 0, wall * 1000);
  return true;
}

/** The words of MLflow, W&B, Optuna, Ray and others for how a training ended. @returns whether it was one of them */
function takeStatus({ facts }: RawRun, value: JsonValue): boolean {
  const text = typeof value === "string" && value.length < 40 ? value.replace(/^TrialState\./, "") : "";
  const status = statuses.get(text.toLowerCase());
  if (status) facts.status = { status, reason: t("the table says {status}", { status: text }) };
  return status !== undefined;
}

function settingsText(row: ResultRow, names: readonly string[]): string {
  return names.flatMap((name) => (row.has(name) ? [`${settingName(name)}=${textOf(row, name)}`] : [])).join(" ");
}

function textOf(row: ResultRow, name: string): string {
  const value = row.get(name);
  return value === undefined
    ? ""
    : typeof value === "string"
      ? value
      : JSON.stringify(value satisfies ParamValue | object);
}
