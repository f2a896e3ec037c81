import { extname } from "node:path";
import { t } from "../../../util/text";
import { numberOf } from "../tables/numbers";
import { parsePythonJson, type JsonObject, type JsonResult, type JsonValue } from "./pythonJson";
import { parseYaml } from "./yaml";

const deepest = 50;
/** More lines than a file of results has. */
const mostLines = 20_000;

/** Endings of the documents that are read. */
export const documentEndings: ReadonlySet<string> = new Set([".json", ".yaml", ".yml", ".toml"]);

/** Reads a document by the ending of its file's name: YAML, TOML, or JSON, which any other name stands for. Never throws. */
export function parseNamed(path: string, text: string): JsonResult {
  const ending = extname(path).toLowerCase();
  if (ending === ".toml") return tomlIn(text);
  if (ending !== ".yaml" && ending !== ".yml") return parsePythonJson(text);
  const parsed = parseYaml(text);
  return parsed.ok ? { ok: true, value: plainOf(parsed.value, 0) } : { ...parsed, cut: false };
}

function plainOf(value: unknown, depth: number): JsonValue {
  if (depth > deepest) return null;
  if (Array.isArray(value)) return (value as readonly unknown[]).map((one) => plainOf(one, depth + 1));
  if (value instanceof Map) {
    const object = Object.create(null) as Record<string, JsonValue>;
    for (const [key, one] of value as Map<unknown, unknown>) object[String(key)] = plainOf(one, depth + 1);
    return object;
  }
  const isPlain = typeof value === "number" || typeof value === "string" || typeof value === "boolean";
  return isPlain ? value : null;
}

/** What files of results need of TOML (toml.io, 1.0): tables, and a number, truth or text by each key. Other values are texts. */
function tomlIn(text: string): JsonResult {
  const root = Object.create(null) as Record<string, JsonValue>;
  let at: string[] = [];
  for (const line of text.split("\n", mostLines)) {
    const plain = line.trim();
    if (plain === "" || plain.startsWith("#")) continue;
    const equals = plain.indexOf("=");
    if (plain.startsWith("[") && plain.endsWith("]")) at = pathOf(plain.replace(/^\[\[?/, "").replace(/\]\]?$/, ""));
    else if (equals < 1) return { ok: false, reason: t("a line without a key"), cut: false };
    else put(root, [...at, ...pathOf(plain.slice(0, equals))], valueOf(plain.slice(equals + 1).trim()));
  }
  return { ok: true, value: root };
}

function pathOf(key: string): string[] {
  return key.split(".", deepest).map((part) => part.trim().replace(/^(["'])(.*)\1$/, "$2"));
}

function put(root: Record<string, JsonValue>, path: readonly string[], value: JsonValue): void {
  let object = root;
  for (const part of path.slice(0, -1)) {
    const inner = object[part];
    const isTable = typeof inner === "object" && inner !== null && !Array.isArray(inner);
    const next = isTable ? inner : (Object.create(null) as JsonObject);
    object[part] = next;
    object = next as Record<string, JsonValue>;
  }
  object[path.at(-1) ?? ""] = value;
}

function valueOf(text: string): JsonValue {
  const quoted = /^(["'])(.*)\1$/.exec(text)?.[2];
  if (quoted !== undefined) return quoted;
  const hash = text.indexOf("#");
  const bare = (hash < 0 ? text : text.slice(0, hash)).trim().replace(/(\d)_(?=\d)/g, "$1");
  if (bare === "true" || bare === "false") return bare === "true";
  return numberOf(bare) ?? bare;
}
