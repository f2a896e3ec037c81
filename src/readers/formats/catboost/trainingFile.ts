import { join } from "node:path";
import { readAt, withFile } from "../../parsing/files/open";
import {
  isJsonObject,
  own,
  parsePythonJson,
  type JsonObject,
  type JsonValue,
} from "../../parsing/documents/pythonJson";
import type { Training } from "./model";

export const trainingFile = "catboost_training.json";

/** The second line says what is measured; the iterations after it are in the tables too. Bytes. */
const enough = 1024 * 1024;

/** catboost_training.json, of which only the line called "meta" is read. */
export class TrainingFile {
  readonly path: string;
  private seen = "";
  private training: Training | undefined;

  constructor(folder: string) {
    this.path = join(folder, trainingFile);
  }

  /** What it says; undefined where it cannot be read, or not yet. */
  look(): Training | undefined {
    try {
      withFile(this.path, (file, { ino }) => {
        const line = /^"meta":(\{.*\}),?$/m.exec(readAt(file, 0, enough).toString("utf8"))?.[1] ?? "";
        const seen = `${ino} ${line}`;
        if (seen !== this.seen) this.training = trainingOf(line);
        this.seen = seen;
      });
    } catch {
      this.training = undefined;
    }
    return this.training;
  }
}

function trainingOf(line: string): Training | undefined {
  const parsed = parsePythonJson(line);
  if (!parsed.ok || !isJsonObject(parsed.value)) return undefined;
  const meta = parsed.value;
  const iterations = own(meta, "iteration_count");
  const metrics = [...objects(own(meta, "learn_metrics")), ...objects(own(meta, "test_metrics"))];
  return {
    iterations: typeof iterations === "number" ? iterations : undefined,
    testSets: list(own(meta, "test_sets")).map(String),
    evalMetric: objects(own(meta, "test_metrics")).map((metric) => textIn(metric, "name"))[0],
    best: new Map(metrics.map((metric) => [textIn(metric, "name"), textIn(metric, "best_value")])),
  };
}

function list(value: JsonValue | undefined): readonly JsonValue[] {
  return Array.isArray(value) ? (value as readonly JsonValue[]) : [];
}

function objects(value: JsonValue | undefined): JsonObject[] {
  return list(value).filter(isJsonObject);
}

function textIn(object: JsonObject, key: string): string {
  const value = own(object, key);
  return typeof value === "string" ? value : "";
}
