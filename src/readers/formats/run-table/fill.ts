import type { RawRun, RawSource } from "../../raw";
import type { ParamValue } from "../../../shared/run";
import { flattenParams } from "../../parsing/params/flatten";
import { pushPoint } from "../../parsing/documents/tree";
import { wallOf } from "../../parsing/tables/numbers";
import type { JsonValue } from "../../parsing/documents/pythonJson";
import { t } from "../../../util/text";
import { rolesIn, type ResultRow } from "./evidence";
import { metricName, settingName, type Role } from "./roles";

/** More rows than this are taken for data. */
export const mostRows = 2000;
const longestKey = 300;
const longestName = 200;

/**
 * Writes each row into a run of its own, in an empty source. A run is known by the column that names all rows apart, else by
 * its settings: rows may be sorted anew, and their numbers would be those of others.
 * @returns why there are none
 */
export function fillTrainings(rows: readonly ResultRow[], path: string, into: RawSource): string | undefined {
  if (rows.length > mostRows) {
    const reason = t("a table of more than {count} rows is taken for data", { count: mostRows });
    into.leftOut.set({ path, unit: "row", cause: "too-many", reason }, rows.length);
    return undefined;
  }
  const names = [...new Set(rows.flatMap((row) => [...row.keys()]))];
  const roles = rolesIn(names, rows);
  placeOthers(names, roles);
  const told = names.filter((name) => roles.get(name) === "setting" || roles.get(name) === "name");
  const differing = told.filter((name) => new Set(rows.map((row) => textOf(row, name))).size > 1);
  const naming = told.find((name) => roles.get(name) === "name" && isNaming(name, rows));
  const keys = new Map<string, number>();
  for (const [at, row] of rows.entries()) {
    const own = naming === undefined ? settingsText(row, told).slice(0, longestKey) : textOf(row, naming);
    const before = keys.get(own) ?? 0;
    keys.set(own, before + 1);
    const run = into.run(before === 0 ? own : `${own} (${before + 1})`);
    const name = naming === undefined ? settingsText(row, differing) : own;
    run.facts.name = (name === "" ? t("row {number}", { number: at + 1 }) : name).slice(0, longestName);
    for (const [column, value] of row) fillCell(run, column, value, roles.get(column), path);
  }
  return undefined;
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
  if (role === "time") {
    const wall = typeof value === "number" || typeof value === "string" ? wallOf(value) : undefined;
    if (wall !== undefined) {
      run.facts.endedAt = Math.max(run.facts.endedAt ?? 0, wall * 1000);
      return;
    }
  }
  if (role === "setting" || role === "name") flattenParams(value, run.params, settingName(name));
  else
    for (const [at, one] of [value].flat().entries())
      if (typeof one === "number") pushPoint(run, metricName(name), one, { path, step: at, kind: "row" });
      else run.leftOut.add({ path, unit: "record", cause: "not-a-number" });
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
