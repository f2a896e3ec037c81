import type { SyntaxNode } from "@lezer/common";
import { kindOfType } from "./argparse";
import { typed, valueOf } from "./literals";
import { givenTo, type Definition, type Source } from "./source";
import type { ArgumentKind } from "./spec";

/** A parameter of a function, or a field of a dataclass; `node` begins with its name. */
export interface Parameter {
  readonly annotation?: SyntaxNode;
  readonly value?: SyntaxNode;
  readonly node: SyntaxNode;
}

/** The parameters of a function that can be given by name; `*args` and `**kwargs` are left out. */
export function parametersOf(definition: SyntaxNode): readonly Parameter[] {
  const found: Parameter[] = [];
  const list = definition.getChild("ParamList");
  for (let child = list?.firstChild; child; child = child.nextSibling) {
    if (child.name === "*" || child.name === "**") {
      if (child.nextSibling?.name === "VariableName") child = child.nextSibling;
      continue;
    }
    if (child.name !== "VariableName") continue;
    found.push(withTypeAndValue(child, child));
  }
  return found;
}

/** The annotated fields of a class's body, in order. */
export function fieldsOf(definition: SyntaxNode): readonly Parameter[] {
  const body = definition.getChild("Body");
  const statements = body?.getChildren("AssignStatement") ?? [];
  return statements.flatMap((statement) => {
    const name = statement.firstChild;
    return name?.name === "VariableName" && name.nextSibling?.name === "TypeDef"
      ? [withTypeAndValue(name, statement)]
      : [];
  });
}

function withTypeAndValue(name: SyntaxNode, node: SyntaxNode): Parameter {
  const type = name.nextSibling?.name === "TypeDef" ? name.nextSibling : undefined;
  const operator = (type ?? name).nextSibling;
  const value = operator?.name === "AssignOp" ? operator.nextSibling : undefined;
  const annotation = type?.lastChild;
  return { node, ...(annotation ? { annotation } : {}), ...(value ? { value } : {}) };
}

export function nameOfParameter({ node }: Parameter, source: Source): string {
  const name = node.name === "VariableName" ? node : node.firstChild;
  return name ? source.slice(name) : "";
}

/** What an annotation says of a value. */
export interface Shape {
  readonly kind: ArgumentKind;
  readonly choices?: readonly string[];
  /** The class that it is, where it is one of the project's own. */
  readonly own?: Definition;
  readonly optional: boolean;
}

/** Reads `int`, `Optional[int]`, `int | None`, `Literal["a", "b"]`, `list[str]`, an enum of the module. */
export function shapeOf(annotation: SyntaxNode | undefined, source: Source): Shape {
  const text = annotation ? unquoted(source.slice(annotation)) : "";
  const bare = text.replace(/^(?:typing\.|t\.)/, "");
  const wrapped = /^(?:typing\.)?Optional\[([\s\S]*)\]$/.exec(bare)?.[1];
  const parts = bare.split("|").map((part) => part.trim());
  const union = parts.length > 1 && parts.at(-1) === "None" ? parts.slice(0, -1).join(" | ") : undefined;
  const inner = (wrapped ?? union ?? bare).trim();
  const optional = wrapped !== undefined || union !== undefined;
  const literal = /^(?:typing\.)?Literal\[([\s\S]*)\]$/.exec(inner);
  if (literal) return { kind: "text", choices: wordsIn(literal[1] ?? ""), optional };
  if (/^(?:typing\.)?(?:list|tuple|sequence|set)\b/i.test(inner)) return { kind: "list", optional };
  const own = source.find(inner);
  if (own?.definition.name === "ClassDefinition") {
    const choices = enumOf(own);
    return choices ? { kind: "text", choices, optional } : { kind: "text", own, optional };
  }
  return { kind: inner === "bool" ? "flag" : kindOfType(inner), optional };
}

function unquoted(text: string): string {
  return /^(["'])(.*)\1$/s.exec(text)?.[2] ?? text;
}

function wordsIn(text: string): readonly string[] {
  return [...text.matchAll(/"([^"]*)"|'([^']*)'|(-?\d[\d.]*)/g)].map(([, a, b, c]) => a ?? b ?? c ?? "");
}

/** The values of an enum's members, if the class is one. */
function enumOf({ definition, source }: Definition): readonly string[] | undefined {
  const bases = givenTo(definition, source).positional.map((base) => source.slice(base));
  if (!bases.some((base) => /Enum$/.test(base))) return undefined;
  const body = definition.getChild("Body");
  return body?.getChildren("AssignStatement").flatMap((statement) => {
    const value = statement.lastChild && valueOf(statement.lastChild, source);
    return typeof value === "string" || typeof value === "number" ? [typed(value)] : [];
  });
}
