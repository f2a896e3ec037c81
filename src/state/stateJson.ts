import { t } from "../util/text";

/**
 * JSON as people edit and merge it: every value knows where it stands, so that a mistake can be shown by its line, and
 * what is not understood can be written back as it was. Objects are maps, so that no key is special.
 */

export type JsonValue = null | boolean | string | JsonNumber | readonly JsonNode[] | JsonObject;

export type JsonObject = Map<string, JsonNode>;

export interface JsonNode {
  value: JsonValue;
  /** Where it begins in the text, base 0; -1 if it was not read from one. */
  readonly offset: number;
}

/** A number with its own spelling, since 64 bits do not hold every number that a file may. */
export class JsonNumber {
  constructor(readonly text: string) {}
}

/** What is wrong with a text, and where: line with base 1. */
export interface JsonMistake {
  readonly line: number;
  readonly reason: string;
}

class Mistake extends Error {
  constructor(
    readonly offset: number,
    readonly reason: string,
  ) {
    super(reason);
  }
}

/** How deep objects and arrays may be nested. */
const maxDepth = 64;

/** Parses a whole text; a mistake is a value. */
export function parseJson(text: string): JsonNode | JsonMistake {
  const marker = /^(<{7}|={7}|>{7}|\|{7})(?= |\r?$)/m.exec(text);
  if (marker) return { line: lineOf(text, marker.index), reason: t("it contains merge conflict markers") };
  try {
    return new Parser(text).parse();
  } catch (error) {
    if (error instanceof Mistake) return { line: lineOf(text, error.offset), reason: error.reason };
    throw error;
  }
}

export function isMistake(result: JsonNode | JsonMistake): result is JsonMistake {
  return "reason" in result;
}

/** The line of an offset, base 1. */
export function lineOf(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf("\n"); at >= 0 && at < offset; at = text.indexOf("\n", at + 1)) line++;
  return line;
}

/** Two spaces a level, keys in the order of their code units, so that two people's files differ only where they mean to. */
export function printJson(node: JsonNode, indent = ""): string {
  const { value } = node;
  const inner = `${indent}  `;
  if (value instanceof JsonNumber) return value.text;
  if (value instanceof Map) {
    const entries = [...value].sort(([a], [b]) => (a < b ? -1 : 1));
    const lines = entries.map(([key, child]) => `${inner}${JSON.stringify(key)}: ${printJson(child, inner)}`);
    return lines.length === 0 ? "{}" : `{\n${lines.join(",\n")}\n${indent}}`;
  }
  if (typeof value === "object" && value !== null) {
    const lines = value.map((child) => inner + printJson(child, inner));
    return lines.length === 0 ? "[]" : `[\n${lines.join(",\n")}\n${indent}]`;
  }
  return JSON.stringify(value);
}

class Parser {
  private at = 0;

  constructor(private readonly text: string) {}

  parse(): JsonNode {
    const node = this.value(0);
    this.skipSpace();
    if (this.at < this.text.length) this.fail(t("there is text after the end"));
    return node;
  }

  private value(depth: number): JsonNode {
    this.skipSpace();
    if (depth > maxDepth) this.fail(t("it is nested too deeply"));
    const offset = this.at;
    const first = this.text[this.at];
    if (first === "{") return { offset, value: this.object(depth) };
    if (first === "[") return { offset, value: this.array(depth) };
    if (first === '"') return { offset, value: this.string() };
    const word = this.take(/-?[\w.+-]+/y);
    if (word === "true" || word === "false") return { offset, value: word === "true" };
    if (word === "null") return { offset, value: null };
    if (word !== undefined && /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/.test(word)) {
      return { offset, value: new JsonNumber(word) };
    }
    throw new Mistake(
      offset,
      first === undefined
        ? t("the text ends too early")
        : t("expected a value, found {found}", { found: shown(word ?? first) }),
    );
  }

  private object(depth: number): JsonObject {
    const object: JsonObject = new Map();
    this.at++;
    for (let first = true; !this.closes("}", first); first = false) {
      this.skipSpace();
      const offset = this.at;
      if (this.text[offset] !== '"')
        this.fail(t("expected a name in double quotes, found {found}", { found: shown(this.text[offset]) }));
      const key = this.string();
      if (object.has(key)) throw new Mistake(offset, t("{name} appears twice", { name: shown(key) }));
      this.skipSpace();
      if (this.text[this.at] !== ":") this.fail(t("expected a colon after {name}", { name: shown(key) }));
      this.at++;
      object.set(key, this.value(depth + 1));
    }
    return object;
  }

  private array(depth: number): JsonNode[] {
    const array: JsonNode[] = [];
    this.at++;
    for (let first = true; !this.closes("]", first); first = false) array.push(this.value(depth + 1));
    return array;
  }

  /** Takes the closing bracket, or the comma that must stand before the next member. */
  private closes(bracket: string, first: boolean): boolean {
    this.skipSpace();
    if (this.text[this.at] === bracket) {
      this.at++;
      return true;
    }
    if (first) return false;
    if (this.text[this.at] !== ",") {
      this.fail(
        this.at < this.text.length ? t("expected a comma or {bracket}", { bracket }) : t("the text ends too early"),
      );
    }
    this.at++;
    this.skipSpace();
    if (this.text[this.at] === bracket) this.fail(t("there is a comma before {bracket}", { bracket }));
    return false;
  }

  private string(): string {
    const offset = this.at;
    const raw = this.take(/"(?:[^"\\\n\r]|\\.)*"/y);
    if (raw === undefined) throw new Mistake(offset, t("a string in double quotes does not end on its line"));
    try {
      return JSON.parse(raw) as string;
    } catch {
      throw new Mistake(offset, t("a string contains a character that must be escaped"));
    }
  }

  private skipSpace(): void {
    this.take(/[ \t\r\n]+/y);
  }

  private take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text)?.[0];
    this.at += found?.length ?? 0;
    return found;
  }

  private fail(reason: string): never {
    throw new Mistake(this.at, reason);
  }
}

function shown(text: string | undefined): string {
  return text === undefined ? t("the end") : JSON.stringify(text.length > 30 ? `${text.slice(0, 30)}…` : text);
}
