import { t } from "../../../util/text";
import { withoutStacks } from "../../../util/withoutStacks";

/**
 * JSON as Python's json module writes it: with bare NaN, Infinity and -Infinity, which JSON.parse refuses. Objects may
 * have any key, `__proto__` and `constructor` too: look keys up with `own` and walk them with Object.entries.
 */
export type JsonValue = null | boolean | number | string | readonly JsonValue[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: JsonValue;
}

/** What was read, or why it could not be. `cut`: the text ends too early, so it may be half-written. */
export type JsonResult =
  | { readonly ok: true; readonly value: JsonValue }
  | { readonly ok: false; readonly reason: string; readonly cut: boolean };

/** Deeper than any log or configuration; shallower than the stack. */
const deepest = 200;

/** Reads one JSON document. Never throws. Integers beyond 2⁵³ become the nearest double. */
export function parsePythonJson(text: string): JsonResult {
  return withoutStacks(() => parse(text));
}

/** Reads JSON values that stand one after another, with white space or nothing between them; undefined if that is not all. */
export function parsePythonJsons(text: string): readonly JsonValue[] | undefined {
  return withoutStacks(() => {
    try {
      return new Parser(text).sequence();
    } catch (error) {
      if (!(error instanceof NotJson)) throw error;
      return undefined;
    }
  });
}

function parse(text: string): JsonResult {
  try {
    if (mayBegin.test(text)) return { ok: true, value: JSON.parse(text) as JsonValue };
  } catch {
    // Not strict JSON: the slow way tells whether it is Python's, or half-written, or something else.
  }
  const parser = new Parser(text);
  try {
    return { ok: true, value: parser.document() };
  } catch (error) {
    if (!(error instanceof NotJson)) throw error;
    return { ok: false, reason: error.message, cut: error.cut };
  }
}

/** Where the values of an object's keys stand in its text. Of keys that repeat, the last counts. Empty for any other text. */
export function membersIn(text: string): ReadonlyMap<string, { readonly start: number; readonly end: number }> {
  const members = new Map<string, { start: number; end: number }>();
  const parser = new Parser(text, (key, start, end) => members.set(key, { start, end }));
  try {
    parser.document();
    return members;
  } catch (error) {
    if (!(error instanceof NotJson)) throw error;
    return new Map();
  }
}

export function isJsonObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The value of an object's own key, never of one inherited. */
export function own(object: JsonObject, key: string): JsonValue | undefined {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}

class NotJson extends Error {
  constructor(
    message: string,
    readonly cut: boolean,
  ) {
    super(message);
  }
}

/** Of what begins otherwise, JSON.parse only says that it is none, and takes long to. */
const mayBegin = /^[ \t\n\r]*[[{"\-\dntf]/;

const space = /[ \t\n\r]*/y;
const number = /-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?/y;
const word = /-?[A-Za-z]+/y;
const words = new Map<string, JsonValue>([
  ["null", null],
  ["true", true],
  ["false", false],
  ["NaN", NaN],
  ["Infinity", Infinity],
  ["-Infinity", -Infinity],
]);

class Parser {
  private at = 0;

  /** @param onMember is told of the members of the outermost object */
  constructor(
    private readonly text: string,
    private readonly onMember?: (key: string, start: number, end: number) => void,
  ) {}

  document(): JsonValue {
    const value = this.value(0);
    this.peek();
    if (this.at < this.text.length) throw this.unexpected();
    return value;
  }

  sequence(): readonly JsonValue[] {
    const values: JsonValue[] = [];
    while (this.peek() !== "") values.push(this.value(0));
    return values;
  }

  private value(depth: number): JsonValue {
    if (depth > deepest) throw new NotJson(t("nested more than {levels} levels deep", { levels: deepest }), false);
    const next = this.peek();
    if (next === "{") return this.object(depth);
    if (next === "[") return this.array(depth);
    if (next === '"') return this.string();
    const digits = this.match(number);
    if (digits !== undefined) return Number(digits);
    const start = this.at;
    const value = words.get(this.match(word) ?? "");
    if (value !== undefined) return value;
    this.at = start;
    throw this.unexpected();
  }

  private object(depth: number): JsonObject {
    const object = Object.create(null) as Record<string, JsonValue>;
    this.at++;
    if (this.peek() === "}") return this.skip(object);
    for (;;) {
      if (this.peek() !== '"') throw this.unexpected();
      const key = this.string();
      if (this.peek() !== ":") throw this.unexpected();
      this.at++;
      this.peek();
      const start = this.at;
      object[key] = this.value(depth + 1);
      if (depth === 0) this.onMember?.(key, start, this.at);
      const next = this.peek();
      if (next === "}") return this.skip(object);
      if (next !== ",") throw this.unexpected();
      this.at++;
    }
  }

  private array(depth: number): readonly JsonValue[] {
    const items: JsonValue[] = [];
    this.at++;
    if (this.peek() === "]") return this.skip(items);
    for (;;) {
      items.push(this.value(depth + 1));
      const next = this.peek();
      if (next === "]") return this.skip(items);
      if (next !== ",") throw this.unexpected();
      this.at++;
    }
  }

  private string(): string {
    const start = this.at;
    for (let at = start + 1; ; at++) {
      at = this.text.indexOf('"', at);
      if (at < 0) throw new NotJson(t("ends inside a string"), true);
      let slashes = 0;
      while (this.text.charCodeAt(at - 1 - slashes) === backslash) slashes++;
      if (slashes % 2 === 1) continue;
      this.at = at + 1;
      return this.unescape(start, this.at);
    }
  }

  private unescape(start: number, end: number): string {
    try {
      return JSON.parse(this.text.slice(start, end)) as string;
    } catch {
      throw new NotJson(t("bad string at character {at}", { at: start }), false);
    }
  }

  /** The next character that is not white space; "" at the end. */
  private peek(): string {
    this.match(space);
    return this.text.charAt(this.at);
  }

  private match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text)?.[0];
    if (found !== undefined) this.at += found.length;
    return found;
  }

  private skip<T>(value: T): T {
    this.at++;
    return value;
  }

  private unexpected(): NotJson {
    // A word that reaches the end ("tru") is cut as much as a text that is over.
    const cut =
      this.at >= this.text.length ||
      (/^-?[A-Za-z]*$/.test(this.text.slice(this.at, this.at + 12)) && this.text.length - this.at < 10);
    if (cut) return new NotJson(t("ends too early"), true);
    return new NotJson(
      t("unexpected {found} at character {at}", { found: JSON.stringify(this.text.charAt(this.at)), at: this.at }),
      false,
    );
  }
}

const backslash = 92;
