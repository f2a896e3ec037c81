import type { RawRun } from "../../raw";
import type { StepKind } from "../../points";
import { numberIn } from "../tables/numbers";
import { isJsonObject, own, type JsonObject, type JsonValue } from "./pythonJson";
import { mostColumns } from "../tables/layout";
import { t } from "../../../util/text";

const deepest = 8;
const longestName = 1000;

/** Where a point lies. `path`: absolute, of the file that it stands in. `wall`: unix seconds. */
export interface Place {
  readonly path: string;
  readonly step: number;
  readonly kind?: StepKind;
  readonly wall?: number | undefined;
  readonly epoch?: number | undefined;
}

/**
 * Adds every number in a tree as a point: `{val: {acc: 0.9}}` under the tag "t" → "t/val/acc". Other values are counted as left
 * out, except null, which says that nothing was logged.
 */
export function pushTree(run: RawRun, tag: string, value: JsonValue | undefined, place: Place, depth = 0): void {
  if (value === undefined || value === null) return;
  if (isJsonObject(value)) {
    if (depth >= deepest) {
      const reason = t("nested too deeply");
      run.leftOut.add({ path: place.path, unit: "record", cause: "form", reason }, Object.keys(value).length);
      return;
    }
    for (const key of Object.keys(value)) {
      pushTree(run, tag === "" ? key : `${tag}/${key}`, own(value, key), place, depth + 1);
    }
    return;
  }
  const number = numberIn(value);
  if (number !== undefined) pushPoint(run, tag, number, place);
  else run.leftOut.add({ path: place.path, unit: "record", cause: "not-a-number" });
}

/** Adds a point. One without a name, with a name that is too long, or of a metric beyond the most is counted as left out. */
export function pushPoint(run: RawRun, tag: string, value: number, { path, kind, step, wall, epoch }: Place): void {
  if (tag === "" || tag.length > longestName) {
    const reason = t("without a name, or with one that is too long");
    run.leftOut.add({ path, unit: "record", cause: "form", reason });
  } else if (!run.series.has(tag) && run.series.size >= mostColumns) {
    const reason = t("only the first {count} metrics are read", { count: mostColumns });
    run.leftOut.add({ path, unit: "record", cause: "too-many", reason });
  } else run.seriesOf(tag, kind).points.push(step, value, wall, epoch);
}

/** A text at a key; undefined if it is empty, or something else stands there. */
export function textAt(object: JsonObject, key: string): string | undefined {
  const value = own(object, key);
  return typeof value === "string" && value !== "" ? value : undefined;
}

/** A number at a key, if one stands there: NaN and infinities too. */
export function numberAt(object: JsonObject, key: string): number | undefined {
  const value = own(object, key);
  return typeof value === "number" ? value : undefined;
}

/** An object at a key; one without keys where there is none. */
export function objectAt(object: JsonObject, key: string): JsonObject {
  const value = own(object, key);
  return isJsonObject(value) ? value : {};
}

/** A list at a key; an empty one where there is none. */
export function listAt(object: JsonObject, key: string): readonly JsonValue[] {
  const value = own(object, key);
  return Array.isArray(value) ? (value as readonly JsonValue[]) : [];
}
