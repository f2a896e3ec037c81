import { isJsonObject, own, type JsonObject, type JsonValue } from "../../parsing/documents/pythonJson";
import { pushPoint } from "../../parsing/documents/tree";
import { flattenParams } from "../../parsing/params/flatten";
import { isMetricName } from "../../parsing/tables/metricWords";
import { numberIn } from "../../parsing/tables/numbers";
import type { RawRun } from "../../raw";
import { t } from "../../../util/text";

/** Names of what a training was given, whatever stands around them. */
const settings = new Set(
  "config params parameters hyperparameters hparams args settings epochs num_epochs max_epochs seed batch_size lr learning_rate optimizer".split(
    " ",
  ),
);
const deepest = 4;
const mostNumbers = 2000;
const longestText = 200;

/** A number in a document, by the names that lead to it. */
interface Leaf {
  readonly tag: string;
  readonly value: number;
}

/** What a document holds: numbers, settings, and how many values are neither (lists, long texts). */
interface Content {
  readonly numbers: Leaf[];
  readonly given: (readonly [name: string, value: JsonValue])[];
  others: number;
}

/**
 * Whether a document is what a training came to: numbers by their names, at least half of which are of metrics. With a step, it
 * is what some logger last logged.
 */
export function areScores(document: JsonValue): boolean {
  if (!isJsonObject(document) || typeof own(document, "step") === "number") return false;
  const { numbers } = contentOf(document);
  const metrics = numbers.filter(({ tag }) => isMetricTag(tag));
  return numbers.length <= mostNumbers && metrics.length > 0 && metrics.length * 2 >= numbers.length;
}

/** Adds a document's numbers to a run, one point of each metric. @returns why there are none */
export function fillScores(document: JsonValue | undefined, run: RawRun, path: string): string | undefined {
  const { numbers, given, others } = isJsonObject(document) ? contentOf(document) : none;
  if (numbers.length === 0) return t("It holds no numbers by name.");
  for (const { tag, value } of numbers.slice(0, mostNumbers))
    pushPoint(run, tag, value, { path, step: 0, kind: "row" });
  for (const [name, value] of given) flattenParams(value, run.params, name);
  run.leftOut.set({ path, unit: "record", cause: "not-a-number" }, others);
  run.leftOut.set({ path, unit: "record", cause: "too-many" }, numbers.length - mostNumbers);
  return undefined;
}

const none: Content = { numbers: [], given: [], others: 0 };

function contentOf(document: JsonObject): Content {
  const content: Content = { numbers: [], given: [], others: 0 };
  collect(document, "", 0, content);
  return content;
}

function collect(object: JsonObject, prefix: string, depth: number, into: Content): void {
  for (const key of Object.keys(object)) {
    const value = own(object, key)!;
    const tag = prefix === "" ? key : `${prefix}/${key}`;
    const number = numberIn(value);
    if (settings.has(key.toLowerCase())) into.given.push([isJsonObject(value) ? "" : key, value]);
    else if (number !== undefined) into.numbers.push({ tag, value: number });
    else if (isJsonObject(value) && depth < deepest) collect(value, tag, depth + 1, into);
    else if (isPlain(value)) into.given.push([tag.replaceAll("/", "."), value]);
    else into.others++;
  }
}

function isPlain(value: JsonValue): boolean {
  return typeof value === "boolean" || value === null || (typeof value === "string" && value.length <= longestText);
}

/** Whether one of the names that lead to a number says that a training measured it. Counts and times are no metrics. */
function isMetricTag(tag: string): boolean {
  return tag.split("/").some(isMetricName);
}
