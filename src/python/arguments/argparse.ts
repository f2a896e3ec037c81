import type { SyntaxNode } from "@lezer/common";
import { isList, typed, typedText, valueOf, type Bindings, type Value } from "./literals";
import { calleeOf, givenTo, type Given, type Source } from "./source";
import type { Arguments, ArgSpec, ArgumentKind } from "./spec";

/** So many passes of loops over literals are followed in one piece of code. */
const passes = 500;

/** Reads what argparse (and what is built on it) is told within a piece of code. */
export function argparseIn(scope: SyntaxNode, source: Source): Arguments {
  const reading = new Reading(source);
  reading.walk(scope, new Map());
  return reading.result();
}

class Reading {
  private readonly specs: ArgSpec[] = [];
  private readonly unread: Arguments["unread"][number][] = [];
  /** Titles of groups by the variable that holds them; commands likewise. */
  private readonly groups = new Map<string, string>();
  private readonly commands = new Map<string, string>();
  /** The place of the argument that picks a command, by the variable that holds it. */
  private readonly pickers = new Map<string, number>();
  private passes = 0;
  private readonly defaults = new Map<string, SyntaxNode>();

  constructor(private readonly source: Source) {}

  result(): Arguments {
    const specs = this.specs.map((spec) => {
      const set = this.defaults.get(spec.dest);
      const text = set && typedText(set, this.source);
      return text === undefined || text === "" ? spec : { ...spec, default: text };
    });
    return { specs, unread: this.unread };
  }

  walk(node: SyntaxNode, bindings: Bindings): void {
    for (let child = node.firstChild; child; child = child.nextSibling) {
      if (child.name === "ForStatement" && this.loop(child, bindings)) continue;
      // What is called stands before what it is called on: parser.add_argument_group("x").add_argument("--y")
      this.walk(child, bindings);
      if (child.name === "CallExpression") this.call(child, bindings);
    }
  }

  /** A loop over a literal is walked once for each of its values. @returns false if it is another loop */
  private loop(node: SyntaxNode, bindings: Bindings): boolean {
    const over = node.getChild("in")?.nextSibling;
    const body = node.getChild("Body");
    if (!over || !body) return false;
    const names = variablesOf(node, this.source);
    const values = valueOf(over, this.source, bindings);
    const list: readonly Value[] | undefined = isList(values)
      ? values
      : values instanceof Map
        ? [...values.keys()]
        : undefined;
    if (!list) return false;
    for (const value of list) {
      if (this.passes++ >= passes) break;
      const bound = names.length === 1 ? [value] : isList(value) ? value : [];
      const pairs = names.flatMap((name, at) => (bound[at] === undefined ? [] : [[name, bound[at]] as const]));
      this.walk(body, new Map([...bindings, ...pairs]));
    }
    return true;
  }

  private call(node: SyntaxNode, bindings: Bindings): void {
    const callee = calleeOf(node, this.source);
    const method = callee.slice(callee.lastIndexOf(".") + 1);
    const receiver = callee.slice(0, Math.max(0, callee.lastIndexOf(".")));
    if (method === callee) return;
    const given = givenTo(node, this.source);
    if (method === "add_argument") this.add(node, receiver, given, bindings);
    else if (method === "add_argument_group") this.group(node, given);
    else if (method === "add_mutually_exclusive_group") this.inherit(node, receiver);
    else if (method === "add_subparsers") this.picker(node, given);
    else if (method === "add_parser") this.command(node, receiver, given, bindings);
    else if (method === "set_defaults") for (const [name, value] of given.keywords) this.defaults.set(name, value);
  }

  private group(node: SyntaxNode, { positional, keywords }: Given): void {
    const title = positional[0] ?? keywords.get("title");
    const text = title && valueOf(title, this.source);
    if (typeof text === "string") this.groups.set(this.holder(node), text);
  }

  private inherit(node: SyntaxNode, receiver: string): void {
    const title = this.groups.get(receiver);
    const command = this.commands.get(receiver);
    if (title !== undefined) this.groups.set(this.holder(node), title);
    if (command !== undefined) this.commands.set(this.holder(node), command);
  }

  private picker(node: SyntaxNode, { keywords }: Given): void {
    const dest = keywords.get("dest");
    const name = dest && valueOf(dest, this.source);
    const needed = keywords.get("required");
    this.pickers.set(this.holder(node), this.specs.length);
    this.specs.push({
      flags: [],
      dest: typeof name === "string" ? name : "command",
      kind: "text",
      style: "option",
      choices: [],
      required: needed !== undefined && valueOf(needed, this.source) === true,
      at: this.source.place(node),
      confidence: "exact",
    });
  }

  private command(node: SyntaxNode, receiver: string, { positional }: Given, bindings: Bindings): void {
    const name = positional[0] && valueOf(positional[0], this.source, bindings);
    const at = this.pickers.get(receiver);
    const picker = at === undefined ? undefined : this.specs[at];
    if (typeof name !== "string" || at === undefined || !picker) return;
    this.specs[at] = { ...picker, choices: [...(picker.choices ?? []), name] };
    this.commands.set(this.holder(node), name);
  }

  /** The variable that a call's result is assigned to; the call's own text where it is used at once. */
  private holder(node: SyntaxNode): string {
    const statement = node.parent;
    const target = statement?.name === "AssignStatement" ? statement.firstChild : undefined;
    return this.source.slice(target ?? node);
  }

  private add(node: SyntaxNode, receiver: string, given: Given, bindings: Bindings): void {
    const names = given.positional.map((each) => valueOf(each, this.source, bindings));
    const flags = names.filter((each) => typeof each === "string");
    const action = this.text(given, "action");
    if (action === "help" || action === "version") return;
    if (flags.length === 0 || flags.length < names.length) {
      this.unread.push({ at: this.source.place(node), source: this.source.slice(node).slice(0, 120) });
      return;
    }
    const group = this.groups.get(receiver);
    const command = this.commands.get(receiver);
    const spec = specOf(flags, given, this.source, bindings, action);
    this.specs.push({
      ...spec,
      ...(group === undefined ? {} : { group }),
      ...(command === undefined ? {} : { command }),
      at: this.source.place(node),
    });
  }

  private text({ keywords }: Given, name: string): string {
    const node = keywords.get(name);
    if (!node) return "";
    const value = valueOf(node, this.source);
    return typeof value === "string" ? value : this.source.slice(node);
  }
}

function specOf(
  names: readonly string[],
  given: Given,
  source: Source,
  bindings: Bindings,
  action: string,
): Omit<ArgSpec, "at"> {
  const { keywords, open } = given;
  const positional = !names[0]!.startsWith("-");
  const flags = positional ? [] : names;
  const kind = kindOf(action, keywords.get("type"), keywords.get("nargs"), source);
  const nargs = nargsOf(keywords.get("nargs"), source, bindings);
  const choices = choicesOf(keywords.get("choices"), source, bindings);
  const told = defaultOf(keywords.get("default"), source, bindings);
  const off = action.endsWith("BooleanOptionalAction") ? `--no-${longest(names)}` : undefined;
  const requiredNode = keywords.get("required");
  const required = positional
    ? nargs !== "?" && nargs !== "*"
    : requiredNode !== undefined && valueOf(requiredNode, source, bindings) === true;
  const help = helpOf(keywords.get("help"), told.default, source, bindings);
  const unsure = open || told.computed !== undefined || (keywords.has("choices") && !choices);
  return {
    flags,
    dest: destOf(names, keywords.get("dest"), source),
    kind,
    style: "option",
    ...(choices ? { choices } : {}),
    ...told,
    ...(help === undefined ? {} : { help }),
    required,
    ...(nargs === undefined ? {} : { nargs }),
    ...(off === undefined ? {} : { off }),
    confidence: unsure ? "partial" : "exact",
  };
}

function longest(names: readonly string[]): string {
  return (names.find((name) => name.startsWith("--")) ?? names[0]!).replace(/^-+/, "");
}

function destOf(names: readonly string[], node: SyntaxNode | undefined, source: Source): string {
  const told = node && valueOf(node, source);
  return typeof told === "string" ? told : longest(names).replaceAll("-", "_");
}

/** The variables that a loop sets: `for name, default in …`, `for (name, default) in …`. */
function variablesOf(node: SyntaxNode, source: Source): readonly string[] {
  const found: string[] = [];
  for (let child = node.firstChild; child && child.name !== "in"; child = child.nextSibling) {
    const names = child.name === "TupleExpression" ? child.getChildren("VariableName") : [child];
    found.push(...names.filter(({ name }) => name === "VariableName").map((each) => source.slice(each)));
  }
  return found;
}

/** What a parser is given as `type`, in words of a form. */
export function kindOfType(text: string): ArgumentKind {
  if (text === "int") return "integer";
  if (text === "float") return "number";
  if (/^(?:pathlib\.)?Path$|FileType/.test(text)) return "path";
  return /bool/i.test(text) || /^lambda\b.*\b(?:true|yes)\b/i.test(text) ? "boolean" : "text";
}

function kindOf(
  action: string,
  type: SyntaxNode | undefined,
  nargs: SyntaxNode | undefined,
  source: Source,
): ArgumentKind {
  if (/^(?:store_true|store_false|store_const|count|append_const)$|BooleanOptionalAction$/.test(action)) return "flag";
  const listed = nargs !== undefined && !/^["']\?["']$/.test(source.slice(nargs));
  if (listed || action === "append" || action === "extend") return "list";
  return type ? kindOfType(source.slice(type)) : "text";
}

function nargsOf(node: SyntaxNode | undefined, source: Source, bindings: Bindings): string | undefined {
  const value = node && valueOf(node, source, bindings);
  if (typeof value === "string" || typeof value === "number") return String(value);
  return node && /REMAINDER$/.test(source.slice(node)) ? "*" : undefined;
}

export function choicesOf(
  node: SyntaxNode | undefined,
  source: Source,
  bindings: Bindings,
): readonly string[] | undefined {
  const value = node && valueOf(node, source, bindings);
  const list = value instanceof Map ? [...value.keys()] : value;
  if (Array.isArray(list)) return (list as readonly Value[]).map(typed);
  const range = node && /^range\((\d+)(?:,\s*(\d+))?\)$/.exec(source.slice(node));
  if (!range) return undefined;
  const [from, to] = range[2] === undefined ? [0, Number(range[1])] : [Number(range[1]), Number(range[2])];
  return to - from > 1000 ? undefined : Array.from({ length: Math.max(0, to - from) }, (_, at) => String(from + at));
}

/** The default, as it would be typed; or its source text where it takes more to know it. */
export function defaultOf(
  node: SyntaxNode | undefined,
  source: Source,
  bindings: Bindings = new Map(),
): Pick<ArgSpec, "default" | "computed"> {
  if (!node) return {};
  const text = typedText(node, source, bindings);
  if (text !== undefined) return valueOf(node, source, bindings) === null ? {} : { default: text };
  const short = source.slice(node).replace(/\s+/g, " ").slice(0, 80);
  return /SUPPRESS$/.test(short) ? {} : { computed: short };
}

export function helpOf(
  node: SyntaxNode | undefined,
  told: string | undefined,
  source: Source,
  bindings: Bindings = new Map(),
): string | undefined {
  const value = node && valueOf(node, source, bindings);
  if (typeof value !== "string") return undefined;
  const text = value.replace(/%\(default\)s/g, told ?? "None").replaceAll("%%", "%");
  return text.replace(/\s+/g, " ").trim().slice(0, 500);
}
