import { posix } from "node:path";
import { parseYaml } from "../documents/yaml";

/** The files that a project's dvc.yaml names, as paths relative to it. */
export interface NamedFiles {
  readonly metrics: readonly string[];
  readonly params: readonly string[];
}

const most = 100;

/** Reads a dvc.yaml: its own metrics and params, and those of its stages. Templates ("${file}") are passed over. */
export function namedIn(text: string): NamedFiles {
  const parsed = parseYaml(text);
  const document = parsed.ok && parsed.value instanceof Map ? (parsed.value as Map<unknown, unknown>) : undefined;
  const stages = document?.get("stages");
  const parts = [document, ...(stages instanceof Map ? stages.values() : [])].filter((part) => part instanceof Map);
  const named = (key: string, fileOf: (item: unknown) => unknown) => [
    ...new Set(
      parts.flatMap((part) => listOf(part.get(key)).flatMap((item) => within(part.get("wdir"), fileOf(item)))),
    ),
  ];
  return {
    metrics: named("metrics", (item) => keyOf(item) ?? item),
    // A stage's "- train.lr" is a name in params.yaml; "- other.yaml: […]" is a file.
    params: named("params", (item) => keyOf(item) ?? (isParamFile(item) ? item : undefined)),
  };
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value.slice(0, most) : [];
}

/** `path` of `{path: {cache: false}}`. */
function keyOf(item: unknown): unknown {
  return item instanceof Map ? item.keys().next().value : undefined;
}

function isParamFile(item: unknown): boolean {
  return typeof item === "string" && /\.(?:ya?ml|json)$/.test(item);
}

function within(folder: unknown, file: unknown): readonly string[] {
  if (typeof file !== "string" || file.includes("${")) return [];
  const path = posix.normalize(posix.join(typeof folder === "string" ? folder : "", file));
  return /^(?:\.\.)?(?:\/|$)/.test(path) ? [] : [path];
}
