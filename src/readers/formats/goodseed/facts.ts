import type { ParamValue } from "../../../shared/run";
import { parsePythonJson } from "../../parsing/documents/pythonJson";
import { flattenParams } from "../../parsing/params/flatten";
import type { SqlList, SqlValue } from "../../parsing/sqlite/open";
import { textOf, timeOf } from "../../parsing/sqlite/values";
import { numberOf } from "../../parsing/tables/numbers";
import type { NativeStatus, RawRun } from "../../raw";
import { t } from "../../../util/text";

/** What GoodSeed itself writes among the configuration: what a run is, its code and its machine. */
const own = /^(?:sys|source_code|monitoring)\//;
const statuses = new Map<string, NativeStatus["status"]>([
  ["running", "running"],
  ["finished", "finished"],
  ["failed", "failed"],
]);

/** Tells what a run's two tables of names and values say. @param configs path, kind of value, value */
export function fillFacts(run: RawRun, meta: readonly SqlList[], configs: readonly SqlList[]): void {
  const told = new Map(meta.map(([key, value]) => [textOf(key), value]));
  const values = new Map(configs.map(([path, kind, value]) => [textOf(path), valueOf(textOf(kind), value)]));
  run.params.clear();
  for (const [path, value] of values) if (!own.test(path)) flattenParams(value, run.params, path);
  const { facts } = run;
  const text = (key: string) => textOf(told.get(key));
  const config = (key: string) => asText(values.get(key));
  const name = config("sys/name") || text("name") || text("run_id");
  if (name !== "") facts.name = name;
  if (text("project") !== "") facts.group = text("project");
  const [startedAt, endedAt] = [timeOf(told.get("created_at"), "Z"), timeOf(told.get("closed_at"), "Z")];
  if (startedAt !== undefined) facts.startedAt = startedAt;
  if (endedAt !== undefined) facts.endedAt = endedAt;
  const status = statuses.get(text("status"));
  if (status) facts.status = { status, reason: t("GoodSeed’s status is {status}", { status: text("status") }) };
  const notes = config("sys/description");
  if (notes !== "") facts.notes = notes;
  const tags = values.get("sys/tags");
  if (Array.isArray(tags) && tags.length > 0) facts.tags = tags.map(String);
  fillCode(run, config, values.get("source_code/git/dirty"));
}

function fillCode({ facts }: RawRun, config: (key: string) => string, dirty: unknown): void {
  const [commit, branch] = [config("source_code/git/commit_id"), config("source_code/git/current_branch")];
  if (commit === "") return;
  facts.git = { commit, ...(branch !== "" && { branch }), ...(typeof dirty === "boolean" && { dirty }) };
}

function asText(value: unknown): string {
  return typeof value === "string" ? value : "";
}

/** A value by its kind: all of them are kept as texts. */
function valueOf(kind: string, value: SqlValue | undefined): ParamValue | readonly unknown[] {
  const text = textOf(value);
  if (kind === "null") return null;
  if (kind === "bool") return text === "true";
  if (kind === "int" || kind === "float") return numberOf(text) ?? text;
  const parsed = kind === "string_set" ? parsePythonJson(text) : undefined;
  return parsed?.ok && Array.isArray(parsed.value) ? (parsed.value as readonly unknown[]) : text;
}
