import type { Logged, RecordRef } from "../../../shared/records";
import { isJsonObject, own, type JsonObject } from "../../parsing/documents/pythonJson";
import { pushTree, textAt, type Place } from "../../parsing/documents/tree";
import { pathWithin } from "../../parsing/files/within";
import { flattenParams } from "../../parsing/params/flatten";
import type { SqlValue } from "../../parsing/sqlite/open";
import { timeOf } from "../../parsing/sqlite/values";
import type { RawRun } from "../../raw";

/** Keys that trackio adds to a run's configuration. */
const ownKeys = new Set(["_Username", "_Created", "_Group"]);

/** Where a value stands that is in the row itself, as tables and histograms are, by its key. */
export type Locate = (key: string) => Pick<RecordRef, "file" | "place"> | undefined;

/**
 * Adds what was logged at one step.
 * @param media absolute path of the folder below which the files of media lie
 */
export function takeValues(run: RawRun, values: JsonObject, place: Place, media: string, locate: Locate): void {
  for (const key of Object.keys(values)) {
    const value = own(values, key);
    const kind = isJsonObject(value) ? own(value, "_type") : undefined;
    if (typeof kind === "string") {
      const logged = { tag: key, kind: kind.replace(/^trackio\./, ""), step: place.step, wall: place.wall };
      const path = isJsonObject(value) ? textAt(value, "file_path") : undefined;
      note(run.records, logged, path === undefined ? locate(key) : fileIn(media, path));
    } else pushTree(run, key, value, place);
  }
}

/** Tells a run's parameters, its group and its start. @param created when it was logged, where it does not say so itself */
export function takeConfiguration(run: RawRun, config: JsonObject, created?: SqlValue): void {
  const named: JsonObject = Object.fromEntries(Object.entries(config).filter(([key]) => !ownKeys.has(key)));
  flattenParams(named, run.params);
  const startedAt = timeOf(textOrNull(own(config, "_Created")) ?? created, "Z");
  const group = textOrNull(own(config, "_Group"));
  if (startedAt !== undefined) run.facts.startedAt = startedAt;
  if (group !== null) run.facts.group = group;
}

function fileIn(folder: string, path: string): ReturnType<Locate> {
  const file = pathWithin(folder, path);
  return file === undefined ? undefined : { file, place: { within: folder } };
}

function note(records: RawRun["records"], logged: Logged, found: ReturnType<Locate>): void {
  if (found) records.add({ ...logged, ...found });
  else records.count(logged);
}

function textOrNull(value: unknown): string | null {
  return typeof value === "string" ? value : null;
}
