import type { SyntaxNode } from "@lezer/common";
import { defaultOf, helpOf } from "./argparse";
import { commentOf } from "./comments";
import { typed, valueOf } from "./literals";
import { fieldsOf, nameOfParameter, parametersOf, shapeOf, type Parameter } from "./signature";
import { calleeOf, givenTo, type Definition, type Source } from "./source";
import { withoutDefault, type ArgSpec } from "./spec";
import type { Style } from "./styles";

const deepest = 5;
/** Classes and fields that are looked at for one command line: classes that hold each other could make millions of options. */
const most = 2000;

/** Where a class is met: the classes that it is a field or a base of, and how much was looked at so far. */
interface Within {
  readonly classes: readonly SyntaxNode[];
  readonly looked: { count: number };
}

/** The options that are made of a dataclass's fields, and of those of the dataclasses in it. */
export function specsOfClass(own: Definition, style: Style, prefix = "", outer = nowhere()): readonly ArgSpec[] {
  const { definition, source } = own;
  const within = { ...outer, classes: [...outer.classes, definition] };
  const name = definition.getChild("VariableName");
  const group = name ? source.slice(name) : "";
  const specs = fieldsOf(definition).flatMap((field) =>
    nestedOf(field, source, style, prefix, within).map((spec) => ({ group, ...spec })),
  );
  const names = new Set(specs.map(({ dest }) => dest));
  const inherited = basesOf(own, within).flatMap((base) => specsOfClass(base, style, prefix, within));
  return [...inherited.filter(({ dest }) => !names.has(dest)), ...specs];
}

/** The options that are made of the parameters of a function, or of a class's `__init__`. */
export function specsOfFunction({ definition, source }: Definition, style: Style, prefix = ""): readonly ArgSpec[] {
  return parametersOf(definition)
    .filter((parameter) => !/^(?:self|cls)$/.test(nameOfParameter(parameter, source)))
    .flatMap((parameter) => nestedOf(parameter, source, style, prefix, nowhere()));
}

function nowhere(): Within {
  return { classes: [], looked: { count: 0 } };
}

/** Whether a class is to be looked into there: not one that it is itself a part of. */
function isOpen({ definition }: Definition, { classes, looked }: Within): boolean {
  return classes.length <= deepest && !classes.includes(definition) && looked.count++ < most;
}

/** The classes that a class derives from, as far as they are the project's. */
function basesOf({ definition, source }: Definition, within: Within): readonly Definition[] {
  return givenTo(definition, source).positional.flatMap((base) => {
    const found = source.find(source.slice(base));
    return found?.definition.name === "ClassDefinition" && isOpen(found, within) ? [found] : [];
  });
}

/** One option; of a field that is a dataclass, those of its fields, with the defaults that it is made with. */
function nestedOf(field: Parameter, source: Source, style: Style, prefix: string, within: Within): readonly ArgSpec[] {
  const { own } = shapeOf(field.annotation, source);
  if (!own || !isOpen(own, within)) return [specOfField(field, source, style, prefix)];
  const inner = style.flat ? prefix : `${prefix}${nameOfParameter(field, source)}.`;
  const made = madeWith(field.value, source);
  const specs = withDefaults(specsOfClass(own, style, inner, within), made, source, inner);
  return isChosenByType(own) ? [typeOf(field, inner, source), ...specs] : specs;
}

/** draccus makes one of the classes that are registered under a name: `--policy.type=act`. */
function isChosenByType({ definition, source }: Definition): boolean {
  return givenTo(definition, source).positional.some((base) => /\bChoiceRegistry$/.test(source.slice(base)));
}

function typeOf(field: Parameter, prefix: string, source: Source): ArgSpec {
  const dest = `${prefix}type`;
  const at = source.place(field.node);
  return { flags: [`--${dest}`], dest, kind: "text", style: "option", required: false, at, confidence: "partial" };
}

/** What a nested dataclass is made with: `optim: Optim = Optim(lr=1)`, `field(default_factory=lambda: Optim(lr=1))`. */
function madeWith(node: SyntaxNode | undefined, source: Source): ReadonlyMap<string, SyntaxNode> {
  const { value, factory } = fieldValue(node, source);
  const made = factory?.name === "LambdaExpression" ? factory.lastChild : value;
  return made?.name === "CallExpression" ? givenTo(made, source).keywords : new Map();
}

/** Options with other defaults than their own. @param values by the names that stand behind the prefix */
export function withDefaults(
  specs: readonly ArgSpec[],
  values: ReadonlyMap<string, SyntaxNode>,
  source: Source,
  prefix = "",
): readonly ArgSpec[] {
  return specs.map((spec) => {
    const value = values.get(spec.dest.slice(prefix.length));
    if (!value) return spec;
    const told = defaultOf(value, source);
    const confidence = told.computed === undefined ? "exact" : "partial";
    return { ...withoutDefault(spec), required: false, ...told, confidence };
  });
}

function specOfField(field: Parameter, source: Source, style: Style, prefix: string): ArgSpec {
  const dest = prefix + nameOfParameter(field, source);
  const option = style.dashes ? dest.replaceAll("_", "-") : dest;
  const shape = shapeOf(field.annotation, source);
  const { value, metadata, factory } = fieldValue(field.value, source);
  const told = factory ? ofFactory(factory, source) : defaultOf(value, source);
  const listed = metadata?.get("choices");
  const choiceValues = listed && valueOf(listed, source);
  const choices = Array.isArray(choiceValues) ? choiceValues.map(typed) : shape.choices;
  const kind = kindIn(style, field.annotation ? shape.kind : kindOfDefault(told.default));
  const off = kind === "flag" && told.default === "True" ? style.off : undefined;
  const help = helpOf(metadata?.get("help"), told.default, source) ?? commentOf(field.node, source);
  const hasDefault = field.value !== undefined && (value !== undefined || factory !== undefined);
  const required = !hasDefault && !shape.optional;
  return {
    flags: required && style.places ? [] : [style.assign ? option : `--${option}`],
    dest,
    kind,
    style: style.assign ? "assign" : "option",
    ...(choices ? { choices } : {}),
    ...told,
    ...(help === undefined ? {} : { help }),
    required,
    ...(kind === "list" ? { nargs: "+" } : {}),
    ...(off === undefined ? {} : { off: `--${off}${option}` }),
    at: source.place(field.node),
    confidence: told.computed === undefined ? "exact" : "partial",
  };
}

function kindIn({ booleans }: Style, kind: ArgSpec["kind"]): ArgSpec["kind"] {
  return kind === "flag" && booleans === "value" ? "boolean" : kind;
}

/** Without an annotation the default tells what is meant. */
export function kindOfDefault(text: string | undefined): ArgSpec["kind"] {
  if (text === undefined) return "text";
  if (/^(?:true|false)$/i.test(text)) return "boolean";
  return /^-?\d+$/.test(text) ? "integer" : /^-?\d[\d.]*(?:e[+-]?\d+)?$/i.test(text) ? "number" : "text";
}

interface FieldValue {
  readonly value?: SyntaxNode;
  readonly factory?: SyntaxNode;
  readonly metadata?: ReadonlyMap<string, SyntaxNode>;
}

/** A field's default, plain or within `field(default=…, metadata={…})` and what other libraries call that. */
function fieldValue(node: SyntaxNode | undefined, source: Source): FieldValue {
  const isField =
    node?.name === "CallExpression" && /(?:^|\.)(?:field|Field|arg|HfArg|mutable_field)$/.test(calleeOf(node, source));
  if (!node || !isField) return node ? { value: node } : {};
  const { keywords, positional } = givenTo(node, source);
  const value = keywords.get("default") ?? positional[0];
  const factory = keywords.get("default_factory");
  const metadata = new Map<string, SyntaxNode>(keywords);
  const dictionary = keywords.get("metadata");
  if (dictionary) for (const [key, each] of entriesOf(dictionary, source)) metadata.set(key, each);
  return { ...(value ? { value } : {}), ...(factory ? { factory } : {}), metadata };
}

/** The entries of a dictionary whose keys are literal. */
export function* entriesOf(node: SyntaxNode, source: Source): Generator<[string, SyntaxNode]> {
  if (node.name !== "DictionaryExpression") return;
  for (let child = node.firstChild; child; child = child.nextSibling) {
    const value = child.nextSibling?.name === ":" ? child.nextSibling.nextSibling : undefined;
    const key = value && valueOf(child, source);
    if (value && typeof key === "string") yield [key, value];
  }
}

/** `list` makes nothing worth saying; of `lambda: [1, 2]` the value is known. */
function ofFactory(factory: SyntaxNode, source: Source): Pick<ArgSpec, "default" | "computed"> {
  const text = source.slice(factory);
  if (text === "list" || text === "dict") return {};
  const made = factory.name === "LambdaExpression" ? defaultOf(factory.lastChild ?? undefined, source) : {};
  return made.default === undefined ? { computed: `${text.replace(/\s+/g, " ").slice(0, 60)}()` } : made;
}
