import type { ParamValue } from "../../../shared/run";
import { pushPoint, type Place } from "../../parsing/documents/tree";
import { paramIn } from "../../parsing/tables/wholeTable";
import type { RawRun, RawSource } from "../../raw";
import { flattenParams } from "../../parsing/params/flatten";
import { isAbsent, numberIn, numberOf } from "../../parsing/tables/numbers";
import { isJsonObject, own, type JsonValue } from "../../parsing/documents/pythonJson";
import { t } from "../../../util/text";

/** A candidate's row: cells of a CSV, or values of a JSON document. */
type Row = ReadonlyMap<string, JsonValue | undefined>;

const ofSplit = /^split(\d+)_((?:test|train)_.+)$/;
const measure = /^(?:mean|std)_(?:fit_time|score_time|(?:test|train)_.+)$/;
const score = /^(?:mean_)?(?:test|train)_/;
/** HalvingGridSearchCV says in which round, and on how much data, a candidate was tried. */
const ofHalving = new Set(["iter", "n_resources"]);
const longestName = 200;

/** What scikit-learn adds to the scores: their ranks, and the parameters as one dict. pandas adds the rows' numbers. */
const besides = /^(?:rank_.+|params|(?:unnamed: 0)?|index)$/i;

/** The rows in a document: a list of objects, or columns as lists or as objects by row (pandas). Empty if it is neither. */
export function rowsIn(document: JsonValue | undefined, { leftOut }: RawSource, path: string): Row[] {
  if (Array.isArray(document)) {
    const rows = (document as readonly JsonValue[]).filter(isJsonObject);
    leftOut.set({ path, unit: "row", cause: "form" }, document.length - rows.length);
    return rows.map((row) => new Map(Object.entries(row)));
  }
  if (!isJsonObject(document)) return [];
  const keys = Object.keys(own(document, "mean_fit_time") ?? {});
  return keys.map((key) => {
    const cells = Object.entries(document).map(([name, column]): [string, JsonValue | undefined] => [
      name,
      typeof column === "object" && column !== null && Object.hasOwn(column, key)
        ? (column as Record<string, JsonValue>)[key]
        : undefined,
    ]);
    return new Map(cells);
  });
}

/** Writes each row into a run of its own. @returns why there are none */
export function fillCandidates(rows: readonly Row[], into: RawSource, path: string): string | undefined {
  rows.forEach((row, at) => {
    fillCandidate(into.run(String(at)), row, at, path);
  });
  const unknown = [...(rows[0]?.keys() ?? [])].filter((name) => !isKnown(name)).length;
  into.leftOut.set({ path, unit: "column", cause: "form", reason: t("not of the search") }, unknown);
  return rows.length > 0 ? undefined : t("It holds no candidates.");
}

/** cv_results_ is there only once the search is over. */
function fillCandidate(run: RawRun, row: Row, at: number, path: string): void {
  for (const [name, value] of row) {
    if (name.startsWith("param_")) setParam(run, name.slice("param_".length), value, row.get("params"));
    else if (ofHalving.has(name)) setParam(run, name, value);
    const [, split, tag] = ofSplit.exec(name) ?? [];
    if (tag === undefined && !measure.test(name)) continue;
    const number = numberOfCell(value);
    if (number !== undefined) push(run, tag ?? name, number, { path, step: Number(split ?? 0), kind: "row" });
    else if (!isEmpty(value)) run.leftOut.add({ path, unit: "record", cause: "not-a-number" });
  }
  const said = [...run.params]
    .filter(([name]) => !ofHalving.has(name))
    .map(([name, value]) => `${name}=${String(value)}`);
  run.facts.name = said.length === 0 ? t("candidate {number}", { number: at }) : said.join(" ").slice(0, longestName);
  run.facts.status = { status: "finished", reason: t("the search is over") };
}

/** scikit-learn's scores are all better when greater: losses are negated. */
function push(run: RawRun, tag: string, value: number, place: Place): void {
  pushPoint(run, tag, value, place);
  const series = run.series.get(tag);
  if (series && score.test(tag)) series.direction = "higher";
}

/** @param all of the candidate's parameters: they tell None from one that the candidate does not have */
function setParam(run: RawRun, name: string, value: JsonValue | undefined, all?: JsonValue): void {
  if (isEmpty(value) && value !== "None" && all !== undefined) {
    if (saysNone(all, name)) run.params.set(name, null);
  } else if (typeof value !== "string") flattenParams(value, run.params, name);
  else {
    const param: ParamValue | undefined = paramIn(value);
    if (param !== undefined) run.params.set(name, param);
  }
}

function isKnown(name: string): boolean {
  return (
    name.startsWith("param_") || [ofSplit, measure, besides].some((known) => known.test(name)) || ofHalving.has(name)
  );
}

function isEmpty(value: JsonValue | undefined): boolean {
  return value === null || value === undefined || (typeof value === "string" && isAbsent(value));
}

/** @param params a dict of Python's, as text, or an object */
function saysNone(params: JsonValue, name: string): boolean {
  return typeof params === "string"
    ? params.includes(`'${name}': None`)
    : isJsonObject(params) && own(params, name) === null;
}

function numberOfCell(value: JsonValue | undefined): number | undefined {
  return typeof value === "string" ? numberOf(value) : numberIn(value);
}
