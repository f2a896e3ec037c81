import type { SyntaxNode } from "@lezer/common";
import { defaultOf, helpOf } from "./argparse";
import { typed, valueOf } from "./literals";
import { fieldsOf, nameOfParameter, parametersOf, shapeOf, type Parameter } from "./signature";
import { calleeOf, givenTo, type Source } from "./source";
import type { ArgSpec } from "./spec";

/** How a tool makes options of names: `learning_rate` or `learning-rate`; nested ones with a dot; booleans with a `no` beside. */
export interface Style {
  readonly dashes: boolean;
  /** What stands before the name of the option that turns a flag off. */
  readonly off: "no_" | "no-" | undefined;
}

export const huggingFace: Style = { dashes: false, off: "no_" };
export const tyro: Style = { dashes: true, off: "no-" };
export const simple: Style = { dashes: false, off: undefined };

const deepest = 5;

/** The options that are made of a dataclass's fields, and of those of the dataclasses in it. */
export function specsOfClass(
  definition: SyntaxNode,
  source: Source,
  style: Style,
  prefix = "",
  depth = 0,
): readonly ArgSpec[] {
  const name = definition.getChild("VariableName");
  const group = name ? source.slice(name) : "";
  const inherited = givenTo(definition, source).positional.flatMap((base) => {
    const own = source.definitions.get(source.slice(base));
    return own?.name === "ClassDefinition" && depth < deepest
      ? specsOfClass(own, source, style, prefix, depth + 1)
      : [];
  });
  const own = fieldsOf(definition).flatMap((field) => {
    const nested = shapeOf(field.annotation, source).own;
    const inner = nested === undefined ? undefined : source.definitions.get(nested);
    if (inner && depth < deepest) {
      return specsOfClass(inner, source, style, `${prefix}${nameOfParameter(field, source)}.`, depth + 1);
    }
    return [{ ...specOfField(field, source, style, prefix), group }];
  });
  const names = new Set(own.map(({ dest }) => dest));
  return [...inherited.filter(({ dest }) => !names.has(dest)), ...own];
}

/** The options that are made of a function's parameters. */
export function specsOfFunction(definition: SyntaxNode, source: Source, style: Style): readonly ArgSpec[] {
  return parametersOf(definition)
    .filter((parameter) => nameOfParameter(parameter, source) !== "self")
    .flatMap((parameter) => {
      const own = shapeOf(parameter.annotation, source).own;
      const inner = own === undefined ? undefined : source.definitions.get(own);
      if (inner) return specsOfClass(inner, source, style, `${nameOfParameter(parameter, source)}.`, 1);
      return [specOfField(parameter, source, style, "")];
    });
}

function specOfField(field: Parameter, source: Source, style: Style, prefix: string): ArgSpec {
  const name = prefix + nameOfParameter(field, source);
  const option = style.dashes ? name.replaceAll("_", "-") : name;
  const { kind, choices, optional } = shapeOf(field.annotation, source);
  const { value, metadata, factory } = fieldValue(field.value, source);
  const told = factory === undefined ? defaultOf(value, source) : emptyFactory(factory);
  const help = helpOf(metadata?.get("help"), told.default, source);
  const listed = metadata?.get("choices");
  const choiceValues = listed && valueOf(listed, source);
  const all = Array.isArray(choiceValues) ? choiceValues.map(typed) : choices;
  const off = kind === "flag" && told.default === "True" ? style.off : undefined;
  return {
    flags: [`--${option}`],
    dest: name,
    kind: field.annotation ? kind : kindOfDefault(told.default),
    style: "option",
    ...(all ? { choices: all } : {}),
    ...told,
    ...(help === undefined ? {} : { help }),
    required: field.value === undefined || (value === undefined && factory === undefined) ? !optional : false,
    ...(kind === "list" ? { nargs: "+" } : {}),
    ...(off === undefined ? {} : { off: `--${off}${option}` }),
    at: source.place(field.node),
    confidence: told.computed === undefined ? "exact" : "partial",
  };
}

/** Without an annotation the default tells what is meant. */
function kindOfDefault(text: string | undefined): ArgSpec["kind"] {
  if (text === undefined) return "text";
  if (text === "True" || text === "False") return "boolean";
  return /^-?\d+$/.test(text) ? "integer" : /^-?\d[\d.]*(?:e[+-]?\d+)?$/i.test(text) ? "number" : "text";
}

interface FieldValue {
  readonly value?: SyntaxNode;
  readonly factory?: string;
  readonly metadata?: ReadonlyMap<string, SyntaxNode>;
}

/** A field's default, plain or within `field(default=…, metadata={…})` and what other libraries call that. */
function fieldValue(node: SyntaxNode | undefined, source: Source): FieldValue {
  if (
    node?.name !== "CallExpression" ||
    !/(?:^|\.)(?:field|Field|arg|HfArg|mutable_field)$/.test(calleeOf(node, source))
  ) {
    return node ? { value: node } : {};
  }
  const { keywords, positional } = givenTo(node, source);
  const value = keywords.get("default") ?? positional[0];
  const factory = keywords.get("default_factory");
  const metadata = new Map<string, SyntaxNode>(keywords);
  const dictionary = keywords.get("metadata");
  if (dictionary) for (const [key, each] of entriesOf(dictionary, source)) metadata.set(key, each);
  return { ...(value ? { value } : {}), ...(factory ? { factory: source.slice(factory) } : {}), metadata };
}

function* entriesOf(node: SyntaxNode, source: Source): Generator<[string, SyntaxNode]> {
  if (node.name !== "DictionaryExpression") return;
  for (let child = node.firstChild; child; child = child.nextSibling) {
    const value = child.nextSibling?.name === ":" ? child.nextSibling.nextSibling : undefined;
    const key = value && valueOf(child, source);
    if (value && typeof key === "string") yield [key, value];
  }
}

function emptyFactory(factory: string): Pick<ArgSpec, "default" | "computed"> {
  return factory === "list" || factory === "dict" ? {} : { computed: `${factory.slice(0, 60)}()` };
}
