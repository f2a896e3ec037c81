import { dirname, join } from "node:path";
import { isJsonObject, own, parsePythonJson, type JsonValue } from "../parsing/documents/pythonJson";
import { parseYaml } from "../parsing/documents/yaml";
import { asList, fieldOf } from "./packages";
import { namesIn, textOf } from "./text";

/** Longer values are no versions. */
const longestValue = 300;
/** So many data sets of a run are read. */
const mostInputs = 20;

/** What W&B's `wandb-metadata.json` tells of the machine, under plain names. Who and where it was is left out. */
const wandbKeys: readonly (readonly [key: string, name: string])[] = [
  ["python", "python"],
  ["os", "system"],
  ["cudaVersion", "cuda"],
  ["cuda", "cuda"],
  ["gpu", "gpu"],
  ["gpu_count", "gpus"],
  ["gpuCount", "gpus"],
  ["cpu_count", "cpus"],
  ["cpuCount", "cpus"],
];

export function wandbEnvironment(text: string): ReadonlyMap<string, string> {
  const parsed = parsePythonJson(text);
  const found = new Map<string, string>();
  if (!parsed.ok || !isJsonObject(parsed.value)) return found;
  for (const [key, name] of wandbKeys) {
    const value = wordOf(own(parsed.value, key));
    if (value !== undefined && !found.has(name)) found.set(name, value);
  }
  return found;
}

function wordOf(value: JsonValue | undefined): string | undefined {
  if (typeof value === "number") return String(value);
  return typeof value === "string" && value !== "" ? value.slice(0, longestValue) : undefined;
}

/** Tags of MLflow that tell of the machine, in its file store: a file each. */
const mlflowTags: readonly (readonly [file: string, name: string])[] = [
  ["mlflow.docker.image.uri", "image"],
  ["mlflow.docker.image.id", "image id"],
  ["mlflow.databricks.cluster.info", "cluster"],
  ["mlflow.project.env", "environment"],
];

export function mlflowEnvironment(folder: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const tags = new Set(namesIn(join(folder, "tags")));
  for (const [file, name] of mlflowTags) {
    const value = tags.has(file) ? textOf(join(folder, "tags", file))?.trim() : undefined;
    if (value !== undefined && value !== "") found.set(name, value.slice(0, longestValue));
  }
  const python = textOf(join(folder, "artifacts", "model", "python_env.yaml"));
  const version = python === undefined ? undefined : /^python: ['"]?([\w.]+)/m.exec(python)?.[1];
  if (version !== undefined) found.set("python", version);
  return found;
}

/** The data sets that MLflow's `log_input` recorded, in its file store: name → digest. */
export function mlflowDatasets(folder: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const inputs = join(folder, "inputs");
  for (const name of namesIn(inputs).slice(0, mostInputs)) {
    const input = yamlAt(join(inputs, name, "meta.yaml"));
    const id = fieldOf(input, "source_id");
    if (typeof id !== "string" || !/^[\w-]{1,100}$/.test(id)) continue;
    const data = yamlAt(join(dirname(folder), "datasets", id, "meta.yaml"));
    const [called, digest] = [fieldOf(data, "name"), fieldOf(data, "digest")];
    if (isWord(called) && isWord(digest)) found.set(String(called), String(digest));
  }
  return found;
}

/** What the stages in DVC's lock depend on, apart from code: path → hash. */
export function dvcDependencies(text: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const parsed = parseYaml(text);
  const stages = parsed.ok ? fieldOf(parsed.value, "stages") : undefined;
  if (typeof stages !== "object" || stages === null) return found;
  for (const stage of stages instanceof Map ? stages.values() : Object.values(stages)) {
    for (const dependency of asList(fieldOf(stage, "deps"))) {
      const path = fieldOf(dependency, "path");
      const hash = fieldOf(dependency, "md5") ?? fieldOf(dependency, "etag") ?? fieldOf(dependency, "checksum");
      if (typeof path === "string" && isWord(hash) && !/\.(?:py|ipynb|sh)$/.test(path)) found.set(path, String(hash));
    }
  }
  return found;
}

function isWord(value: unknown): value is string | number {
  return (typeof value === "string" && value !== "" && value.length <= longestValue) || typeof value === "number";
}

function yamlAt(path: string): unknown {
  const text = textOf(path);
  const parsed = text === undefined ? undefined : parseYaml(text);
  return parsed?.ok ? parsed.value : undefined;
}
