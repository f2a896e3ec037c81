import type { SyntaxNode } from "@lezer/common";
import { calleeOf, givenTo, type Source } from "./source";

/** A value that Python would work out of a text alone. */
export type Value = string | number | boolean | null | readonly Value[] | ReadonlyMap<Value, Value>;

/** Names that stand for something here: the variables of a loop over a literal. */
export type Bindings = ReadonlyMap<string, Value>;

const deepest = 20;
const none: Bindings = new Map();

/** The value of an expression of literals, constants of the module and simple arithmetic; undefined if it takes more to know it. */
export function valueOf(node: SyntaxNode, source: Source, bindings = none, depth = 0): Value | undefined {
  if (depth > deepest) return undefined;
  const inner = (child: SyntaxNode) => valueOf(child, source, bindings, depth + 1);
  switch (node.name) {
    case "String":
      return stringOf(source.slice(node));
    case "ContinuedString":
      return joined(children(node).map(inner));
    case "FormatString":
      return formatted(node, source, inner);
    case "Number":
      return numberOf(source.slice(node));
    case "Boolean":
      return source.slice(node) === "True";
    case "None":
      return null;
    case "ParenthesizedExpression":
      return node.firstChild?.nextSibling ? inner(node.firstChild.nextSibling) : undefined;
    case "UnaryExpression":
      return negated(node, source, inner);
    case "BinaryExpression":
      return computed(node, source, inner);
    case "ArrayExpression":
    case "TupleExpression":
    case "SetExpression":
      return listed(children(node).map(inner));
    case "DictionaryExpression":
      return mapped(node, inner);
    case "VariableName":
      return named(source.slice(node), source, bindings, depth);
    case "CallExpression":
      return called(node, source, inner);
    case "MemberExpression":
      return memberOf(node, source, bindings, depth);
    default:
      return undefined;
  }
}

/** A value as a person would type it. */
export function typed(value: Value): string {
  if (typeof value === "string") return value;
  if (typeof value === "number") return String(value);
  if (typeof value === "boolean") return value ? "True" : "False";
  return isList(value) ? value.map(typed).join(" ") : "";
}

export function isList(value: Value | undefined): value is readonly Value[] {
  return Array.isArray(value);
}

/** An expression as it would be typed: a number in its own writing, "1e-3" rather than "0.001". */
export function typedText(node: SyntaxNode, source: Source, bindings = none): string | undefined {
  const text = source.slice(node);
  if (/^-?\d[\d.]*(?:e[+-]?\d+)?$/i.test(text)) return text;
  const value = valueOf(node, source, bindings);
  return value === undefined || value instanceof Map ? undefined : typed(value);
}

function children(node: SyntaxNode): SyntaxNode[] {
  const found: SyntaxNode[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling) {
    if (!/^[[\](){},:]$|^Comment$/.test(child.name)) found.push(child);
  }
  return found;
}

function stringOf(literal: string): string | undefined {
  const match = /^([rRbBuU]{0,2})("""|'''|"|')([\s\S]*)\2$/.exec(literal);
  if (!match) return undefined;
  const [, prefix = "", , body = ""] = match;
  if (/r/i.test(prefix)) return body;
  const escapes: Readonly<Record<string, string>> = { n: "\n", t: "\t", "\\": "\\", "'": "'", '"': '"', "\n": "" };
  return body.replace(/\\([\s\S])/g, (whole, char: string) => escapes[char] ?? whole);
}

function numberOf(text: string): number | undefined {
  const value = Number(text.replaceAll("_", ""));
  return Number.isNaN(value) ? undefined : value;
}

function joined(parts: readonly (Value | undefined)[]): string | undefined {
  return parts.every((part) => typeof part === "string") ? parts.join("") : undefined;
}

function formatted(
  node: SyntaxNode,
  source: Source,
  inner: (child: SyntaxNode) => Value | undefined,
): string | undefined {
  let text = "";
  let at = node.from;
  for (const replacement of node.getChildren("FormatReplacement")) {
    const expression = replacement.firstChild?.nextSibling;
    const value = expression && children(replacement).length === 1 ? inner(expression) : undefined;
    if (typeof value !== "string" && typeof value !== "number") return undefined;
    text += source.text.slice(at, replacement.from) + String(value);
    at = replacement.to;
  }
  const whole = text + source.text.slice(at, node.to);
  return stringOf(whole.replace(/^([rR]?)[fF]([rR]?)/, "$1$2"));
}

function negated(node: SyntaxNode, source: Source, inner: (child: SyntaxNode) => Value | undefined): Value | undefined {
  const value = node.lastChild ? inner(node.lastChild) : undefined;
  const sign = node.firstChild ? source.slice(node.firstChild) : "";
  if (sign === "not" && typeof value === "boolean") return !value;
  if (typeof value !== "number") return undefined;
  return sign === "-" ? -value : sign === "+" ? value : undefined;
}

function computed(
  node: SyntaxNode,
  source: Source,
  inner: (child: SyntaxNode) => Value | undefined,
): Value | undefined {
  const [first, operator, second] = children(node);
  if (!first || !operator || !second) return undefined;
  const [a, b] = [inner(first), inner(second)];
  const sign = source.slice(operator);
  if (typeof a === "string" && typeof b === "string") return sign === "+" ? a + b : undefined;
  if (typeof a !== "number" || typeof b !== "number") return undefined;
  switch (sign) {
    case "+":
      return a + b;
    case "-":
      return a - b;
    case "*":
      return a * b;
    case "**":
      return a ** b;
    case "//":
      return Math.floor(a / b);
    case "<<":
      return a * 2 ** b;
    default:
      return undefined; // a division is written otherwise by Python than here
  }
}

function listed(values: readonly (Value | undefined)[]): readonly Value[] | undefined {
  return values.every((value) => value !== undefined) ? values : undefined;
}

function mapped(
  node: SyntaxNode,
  inner: (child: SyntaxNode) => Value | undefined,
): ReadonlyMap<Value, Value> | undefined {
  const parts = children(node);
  const entries = new Map<Value, Value>();
  for (let at = 0; at + 1 < parts.length; at += 2) {
    const [key, value] = [inner(parts[at]!), inner(parts[at + 1]!)];
    if (key === undefined) return undefined;
    entries.set(key, value ?? null); // a value that takes more to know: the keys are what choices are made of
  }
  return entries;
}

function named(name: string, source: Source, bindings: Bindings, depth: number): Value | undefined {
  if (bindings.has(name)) return bindings.get(name);
  const constant = source.constants.get(name);
  return constant && valueOf(constant, source, none, depth + 1);
}

/** What a class of the module assigns to a name: a member of an enum, a constant. */
function memberOf(node: SyntaxNode, source: Source, bindings: Bindings, depth: number): Value | undefined {
  const [owner, name] = [node.firstChild, node.lastChild];
  if (owner?.name !== "VariableName" || name?.name !== "PropertyName") return undefined;
  const body = source.definitions.get(source.slice(owner))?.getChild("Body");
  const wanted = source.slice(name);
  for (const statement of body?.getChildren("AssignStatement") ?? []) {
    const target = statement.firstChild;
    if (!target || !statement.lastChild || source.slice(target) !== wanted) continue;
    return valueOf(statement.lastChild, source, bindings, depth + 1);
  }
  return undefined;
}

/** Calls whose result is known: list(x), sorted(x), x.keys(), x.items(), str(x), tuple(x), Path("x"). */
function called(node: SyntaxNode, source: Source, inner: (child: SyntaxNode) => Value | undefined): Value | undefined {
  const callee = calleeOf(node, source);
  const { positional, keywords, open } = givenTo(node, source);
  if (open || keywords.size > 0) return undefined;
  const [first] = positional;
  const part = !first && /\.(keys|values|items)$/.exec(callee)?.[1];
  if (part) return partsOf(node.firstChild?.firstChild ?? undefined, part, inner);
  if (!first || positional.length > 1) return undefined;
  const value = inner(first);
  if (value === undefined) return undefined;
  if (/^(?:list|tuple|sorted|set)$/.test(callee)) {
    const values: Value | undefined = value instanceof Map ? [...value.keys()] : value;
    if (!isList(values)) return undefined;
    return callee === "sorted" ? values.toSorted((a, b) => (typed(a) < typed(b) ? -1 : 1)) : values;
  }
  if (/^(?:str|int|float|(?:pathlib\.)?Path)$/.test(callee)) return Array.isArray(value) ? undefined : value;
  return undefined;
}

function partsOf(
  node: SyntaxNode | undefined,
  part: string,
  inner: (child: SyntaxNode) => Value | undefined,
): Value | undefined {
  const value = node && inner(node);
  if (!(value instanceof Map)) return undefined;
  const map = value as ReadonlyMap<Value, Value>;
  return part === "keys" ? [...map.keys()] : part === "values" ? [...map.values()] : [...map.entries()];
}
