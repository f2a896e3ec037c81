import type { RawRun } from "../../raw";
import type { StepKind } from "../../points";
import { numberIn } from "../tables/numbers";
import { isJsonObject, own, type JsonObject, type JsonValue } from "./pythonJson";
import { mostColumns } from "../tables/layout";

const deepest = 8;
const longestName = 1000;

/** Where a point lies. `wall`: unix seconds. */
export interface Place {
  readonly step: number;
  readonly kind?: StepKind;
  readonly wall?: number | undefined;
  readonly epoch?: number | undefined;
}

/** Adds every number in a tree as a point: `{val: {acc: 0.9}}` under the tag "t" → "t/val/acc". Other values are passed over. */
export function pushTree(run: RawRun, tag: string, value: JsonValue | undefined, place: Place, depth = 0): void {
  if (isJsonObject(value)) {
    if (depth >= deepest) return;
    for (const key of Object.keys(value)) {
      pushTree(run, tag === "" ? key : `${tag}/${key}`, own(value, key), place, depth + 1);
    }
    return;
  }
  const number = numberIn(value);
  if (number !== undefined) pushPoint(run, tag, number, place);
}

/** Adds a point, unless its tag is one of too many. */
export function pushPoint(run: RawRun, tag: string, value: number, place: Place): void {
  if (tag === "" || tag.length > longestName || (!run.series.has(tag) && run.series.size >= mostColumns)) return;
  run.seriesOf(tag, place.kind).points.push(place.step, value, place.wall, place.epoch);
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
