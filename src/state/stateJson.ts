import { formatCount } from "../runs/describe/numbers";
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

/** So many values are more than people set; each is looked at by everything that asks for runs. */
const mostValues = 250_000;
/** A pause after so many values. */
const stride = 500;

/** Parses a whole text, with pauses; a mistake is a value. */
export function* parsing(text: string): Generator<void, JsonNode | JsonMistake> {
  const marker = /^(<{7}|={7}|>{7}|\|{7})(?= |\r?$)/m.exec(text);
  if (marker) return { line: lineOf(text, marker.index), reason: t("it contains merge conflict markers") };
  try {
    return yield* new Parser(text).parse();
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
export function* printing(node: JsonNode): Generator<void, string> {
  const out: string[] = [];
  yield* print(node.value, "", out);
  return out.join("");
}

function* print(value: JsonValue, indent: string, out: string[]): Generator<void> {
  if (value instanceof JsonNumber) out.push(value.text);
  else if (typeof value !== "object" || value === null) out.push(JSON.stringify(value));
  else if (value instanceof Map) yield* printMembers(sorted(value), ["{", "}"], indent, out);
  else
    yield* printMembers(
      value.map((node) => ["", node]),
      ["[", "]"],
      indent,
      out,
    );
}

function* printMembers(
  members: readonly (readonly [name: string, node: JsonNode])[],
  [opening, closing]: readonly [string, string],
  indent: string,
  out: string[],
): Generator<void> {
  const inner = `${indent}  `;
  out.push(opening);
  for (const [at, [name, { value }]] of members.entries()) {
    out.push(at === 0 ? "\n" : ",\n", inner, name);
    yield* print(value, inner, out);
    if (at % stride === 0) yield;
  }
  out.push(members.length === 0 ? closing : `\n${indent}${closing}`);
}

/** What stands before each value, with the value. */
function sorted(object: JsonObject): (readonly [name: string, node: JsonNode])[] {
  return [...object].sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, node]) => [`${JSON.stringify(key)}: `, node]);
}

/** An object or a list whose end was not read yet. */
interface Open {
  readonly node: JsonNode;
  /** Of the value that comes next, in an object. */
  name: string;
}

const character = { quote: 0x22, backslash: 0x5c, lineFeed: 0x0a, carriageReturn: 0x0d, space: 0x20 };

class Parser {
  private at = 0;

  constructor(private readonly text: string) {}

  *parse(): Generator<void, JsonNode> {
    const open: Open[] = [];
    for (let count = 1; count <= mostValues; count++) {
      if (count % stride === 0) yield;
      const node = this.value(open.length);
      const holdsOthers = node.value instanceof Map || Array.isArray(node.value);
      if (holdsOthers && !this.closes(node, true)) {
        open.push({ node, name: this.nameIn(node) });
        continue;
      }
      const all = this.takeIn(node, open);
      if (all) return all;
    }
    this.fail(t("it holds more than {count} values", { count: formatCount(mostValues) }));
  }

  /** Puts a whole value where it belongs, and so every object and list that ends with it. @returns the outermost, once it is whole */
  private takeIn(node: JsonNode, open: Open[]): JsonNode | undefined {
    for (let whole = node; ; whole = open.pop()!.node) {
      const around = open.at(-1);
      if (!around) {
        this.skipSpace();
        if (this.at < this.text.length) this.fail(t("there is text after the end"));
        return whole;
      }
      const { value } = around.node;
      if (value instanceof Map) value.set(around.name, whole);
      else (value as JsonNode[]).push(whole);
      if (this.closes(around.node, false)) continue;
      around.name = this.nameIn(around.node);
      return undefined;
    }
  }

  /** A value, or the beginning of one that holds others. */
  private value(depth: number): JsonNode {
    this.skipSpace();
    if (depth > maxDepth) this.fail(t("it is nested too deeply"));
    const offset = this.at;
    const first = this.text[this.at];
    if (first === "{" || first === "[") this.at++;
    if (first === "{") return { offset, value: new Map() };
    if (first === "[") return { offset, value: [] };
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

  /** The name of the next value, in an object; in a list there is none. */
  private nameIn({ value: object }: JsonNode): string {
    if (!(object instanceof Map)) return "";
    this.skipSpace();
    const offset = this.at;
    if (this.text[offset] !== '"')
      this.fail(t("expected a name in double quotes, found {found}", { found: shown(this.text[offset]) }));
    const name = this.string();
    if (object.has(name)) throw new Mistake(offset, t("{name} appears twice", { name: shown(name) }));
    this.skipSpace();
    if (this.text[this.at] !== ":") this.fail(t("expected a colon after {name}", { name: shown(name) }));
    this.at++;
    return name;
  }

  /** Takes the closing bracket, or the comma that must stand before the next member. */
  private closes({ value }: JsonNode, first: boolean): boolean {
    const bracket = value instanceof Map ? "}" : "]";
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
    const isPlain = this.skipString();
    if (isPlain) return this.text.slice(offset + 1, this.at - 1);
    try {
      return JSON.parse(this.text.slice(offset, this.at)) as string;
    } catch {
      throw new Mistake(offset, t("a string contains a character that must be escaped"));
    }
  }

  /** @returns whether each of its characters stands for itself */
  private skipString(): boolean {
    const offset = this.at;
    let isPlain = true;
    for (let at = offset + 1; at < this.text.length; at++) {
      const code = this.text.charCodeAt(at);
      if (code === character.quote) {
        this.at = at + 1;
        return isPlain;
      }
      if (code >= character.space && code !== character.backslash) continue;
      isPlain = false;
      const escaped = code === character.backslash ? this.text.charCodeAt(++at) : code;
      if (escaped === character.lineFeed || escaped === character.carriageReturn) break;
    }
    throw new Mistake(offset, t("a string in double quotes does not end on its line"));
  }

  private skipSpace(): void {
    if (this.text.charCodeAt(this.at) <= character.space) this.take(/[ \t\r\n]+/y);
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
