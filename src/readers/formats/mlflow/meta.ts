/** meta.yaml, as MLflow's file store writes it for runs and experiments: one level, plain values. */
import { readText } from "../../parsing/files/open";
import { fileStat, stampOf } from "../../parsing/files/stat";
import { parseYaml } from "../../parsing/documents/yaml";
import { t } from "../../../util/text";

export type Meta = ReadonlyMap<string, unknown>;

/** Longer than any that MLflow writes: bytes. */
const longest = 1024 * 1024;

const line = /^([A-Za-z_]\w*): ?(.*)$/;
/** Texts that are what they look like: they begin with a letter, or are a run's id. The rest is left to the YAML parser. */
const plain = /^(?:[A-Za-z_/](?:(?!: | #).)*(?<![ \t:])|(?=\d*[a-df])[0-9a-f]{32})$/;
const meaningful = /^(?:true|false|null|nan|inf)$/i;
const integer = /^-?(?:0|[1-9]\d*)$/;

/** Reads a meta.yaml. @returns a reason if it is no such file */
export function parseMeta(text: string): Meta | string {
  return quickly(text) ?? thoroughly(text);
}

/** The usual file, a hundred times as fast as a YAML parser: a project has thousands. Undefined for any other. */
function quickly(text: string): Meta | undefined {
  const meta = new Map<string, unknown>();
  for (const row of text.split(/\r?\n/)) {
    if (row === "") continue;
    const [, key, value] = line.exec(row) ?? [];
    if (key === undefined || value === undefined) return undefined;
    const read = quickValue(value);
    if (read === undefined) return undefined;
    meta.set(key, read);
  }
  return meta.size > 0 ? meta : undefined;
}

function quickValue(value: string): unknown {
  if (value === "null") return null;
  if (value === "''") return "";
  if (value === "[]") return [];
  if (/^'\w*'$/.test(value)) return value.slice(1, -1);
  if (integer.test(value)) return Number(value);
  return plain.test(value) && !meaningful.test(value) ? value : undefined;
}

function thoroughly(text: string): Meta | string {
  if (text.trim() === "") return t("is empty");
  const parsed = parseYaml(text);
  if (!parsed.ok) return t("is not valid YAML: {reason}", { reason: parsed.reason });
  return parsed.value instanceof Map ? (parsed.value as Meta) : t("holds no keys");
}

/** The text under a key; "" if there is none. Numbers too, as a name may be one. */
export function textIn(meta: Meta, key: string): string {
  const value = meta.get(key);
  return typeof value === "string" ? value : typeof value === "number" ? String(value) : "";
}

export function numberAt(meta: Meta, key: string): number | undefined {
  const value = meta.get(key);
  return typeof value === "number" && Number.isFinite(value) ? value : undefined;
}

/** A meta.yaml that is read again only when it changed. */
export class MetaFile {
  private signature = "";
  private read: Meta | string | undefined;

  constructor(readonly path: string) {}

  /** The content now, or why there is none. Undefined if there is no such file. @throws the system's error */
  look(): Meta | string | undefined {
    const stat = fileStat(this.path);
    if (!stat) return undefined;
    const signature = stampOf(stat);
    if (signature === this.signature) return this.read;
    this.read =
      stat.size > longest ? t("is larger than any that MLflow writes") : parseMeta(readText(this.path, longest));
    this.signature = signature;
    return this.read;
  }
}
