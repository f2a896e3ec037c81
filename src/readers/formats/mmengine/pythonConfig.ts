import type { Tree } from "../../parsing/params/flatten";

/** Deeper than any configuration; shallower than the stack. */
const deepest = 100;

const blank = /(?:[ \t\r\n\f]|#[^\n]*|\\\n)*/y;
const word = /[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*/y;
const numeral = /[-+]?(?:\d[\d_]*\.?\d*|\.\d+)(?:[eE][-+]?\d+)?/y;
const quoted = /[rRbBuU]{0,2}(?:'''([^]*?)'''|"""([^]*?)"""|'((?:[^'\\\n]|\\[^])*)'|"((?:[^"\\\n]|\\[^])*)")/y;
const constants = new Map<string, Tree>([
  ["True", true],
  ["False", false],
  ["None", null],
]);

const escapes = new Map([
  ["n", "\n"],
  ["t", "\t"],
  ["r", "\r"],
  ["\n", ""],
  ["'", "'"],
  ['"', '"'],
  ["\\", "\\"],
]);

class NotPlain extends Error {}

/**
 * Reads the assignments at the top of a Python file that holds only data, as MMEngine dumps its configurations:
 * `optimizer = dict(type='SGD', lr=0.01)`. Nothing is run. What is no plain value, and all after it, is left out.
 */
export function parsePythonConfig(text: string): Map<string, Tree> {
  const parser = new Parser(text);
  const found = new Map<string, Tree>();
  try {
    for (;;) {
      const name = parser.assigned();
      if (name === undefined) break;
      found.set(name, parser.value(0));
    }
  } catch (error) {
    if (!(error instanceof NotPlain)) throw error;
  }
  return found;
}

class Parser {
  private at = 0;

  constructor(private readonly text: string) {}

  /** The name before the next `=`; undefined at the end. */
  assigned(): string | undefined {
    if (this.isAtEnd()) return undefined;
    const name = this.need(this.match(word));
    this.expect("=");
    return name;
  }

  value(depth: number): Tree {
    if (depth > deepest) throw new NotPlain();
    const next = this.peek();
    if (next === "[") return this.items("[", "]", depth);
    if (next === "(") return this.items("(", ")", depth);
    if (next === "{") return this.mapping(depth);
    const text = this.string();
    if (text !== undefined) return text;
    const digits = this.match(numeral);
    if (digits !== undefined) return Number(digits.replaceAll("_", ""));
    const name = this.need(this.match(word));
    if (this.peek() === "(") return name === "dict" ? this.keywords(depth) : this.call(name, depth);
    const constant = constants.get(name);
    return constant === undefined ? name : constant;
  }

  /** Adjacent strings are one. */
  private string(): string | undefined {
    let whole: string | undefined;
    for (let part = this.quotedPart(); part !== undefined; part = this.quotedPart()) whole = (whole ?? "") + part;
    return whole;
  }

  private quotedPart(): string | undefined {
    this.peek();
    quoted.lastIndex = this.at;
    const found = quoted.exec(this.text);
    if (!found) return undefined;
    this.at += found[0].length;
    const [, a, b, c, d] = found as (string | undefined)[];
    return (a ?? b ?? c ?? d ?? "").replace(/\\([^])/g, (whole, escaped: string) => escapes.get(escaped) ?? whole);
  }

  private items(open: string, close: string, depth: number): Tree {
    const list: Tree[] = [];
    let isList = open === "[";
    this.each(open, close, () => {
      list.push(this.value(depth + 1));
      isList ||= this.peek() === ",";
    });
    return isList || list.length !== 1 ? list : list[0];
  }

  private mapping(depth: number): Map<unknown, Tree> {
    const map = new Map<unknown, Tree>();
    this.each("{", "}", () => {
      const key = this.value(depth + 1);
      this.expect(":");
      map.set(key, this.value(depth + 1));
    });
    return map;
  }

  /** `dict(a=1)`, and `dict({"0": 1})` for keys that are no names. */
  private keywords(depth: number): Map<unknown, Tree> {
    const map = new Map<unknown, Tree>();
    this.each("(", ")", () => {
      if (this.peek() === "{") for (const [key, value] of this.mapping(depth + 1)) map.set(key, value);
      else {
        const name = this.assigned();
        map.set(name, this.value(depth + 1));
      }
    });
    return map;
  }

  /** A call of anything else, `set([1])`, stands for its argument. */
  private call(name: string, depth: number): Tree {
    const inner = this.items("(", ")", depth);
    return Array.isArray(inner) && inner.length === 0 ? `${name}()` : inner;
  }

  private each(open: string, close: string, take: () => void): void {
    this.expect(open);
    while (this.peek() !== close) {
      take();
      if (this.peek() !== close) this.expect(",");
    }
    this.at++;
  }

  private isAtEnd(): boolean {
    return this.peek() === "";
  }

  private peek(): string {
    this.match(blank);
    return this.text.charAt(this.at);
  }

  private expect(mark: string): void {
    if (this.peek() !== mark) throw new NotPlain();
    this.at++;
  }

  private match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text)?.[0];
    if (found === undefined) return undefined;
    this.at += found.length;
    return found;
  }

  private need(found: string | undefined): string {
    if (found === undefined) throw new NotPlain();
    return found;
  }
}
