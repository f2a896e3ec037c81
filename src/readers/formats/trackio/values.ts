import type { Logged } from "../../../shared/records";
import { isJsonObject, own, type JsonObject, type JsonValue } from "../../parsing/documents/pythonJson";
import { pushTree, type Place } from "../../parsing/documents/tree";
import { pathWithin } from "../../parsing/files/within";
import { flattenParams } from "../../parsing/params/flatten";
import type { SqlValue } from "../../parsing/sqlite/open";
import { timeOf } from "../../parsing/sqlite/values";
import type { RawRun } from "../../raw";

/** Keys that trackio adds to a run's configuration. */
const ownKeys = new Set(["_Username", "_Created", "_Group"]);

/**
 * Adds what was logged at one step.
 * @param media absolute path of the folder below which the files of media lie
 */
export function takeValues(run: RawRun, values: JsonObject, place: Place, media: string): void {
  for (const key of Object.keys(values)) {
    const value = own(values, key);
    const kind = isJsonObject(value) ? own(value, "_type") : undefined;
    if (typeof kind === "string") {
      const logged = { tag: key, kind: kind.replace(/^trackio\./, ""), step: place.step, wall: place.wall };
      noteMedia(run, logged, filePathOf(value), media);
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

function filePathOf(value: JsonValue | undefined): string {
  return (isJsonObject(value) && textOrNull(own(value, "file_path"))) || "";
}

/** Tables and histograms stand in the row itself: they are counted. */
function noteMedia({ records }: RawRun, logged: Logged, path: string, folder: string): void {
  const file = pathWithin(folder, path);
  if (file === undefined) records.count(logged);
  else records.add({ ...logged, file, place: { within: folder } });
}

function textOrNull(value: unknown): string | null {
  return typeof value === "string" ? value : null;
}
