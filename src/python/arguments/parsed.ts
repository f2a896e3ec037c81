import type { SyntaxNode } from "@lezer/common";
import { commandsOf } from "./commands";
import { entriesOf, specsOfClass, specsOfFunction, withDefaults } from "./dataclasses";
import { parametersOf, shapeOf } from "./signature";
import { assignedTo, below, calleeOf, definitionIn, givenTo, type Definition, type Given, type Source } from "./source";
import type { Arguments, ArgSpec } from "./spec";
import { chz, draccus, fire, huggingFace, jsonargparse, simple, tap, tyro, type Style } from "./styles";
import { inheritedTrainingArguments, trainingArguments } from "./trainerTables";

/** A call that makes a command line of classes or functions. */
interface Maker {
  readonly callee: RegExp;
  readonly style: Style;
  /** A class's own methods are commands, and without anything given the functions of the module are. */
  readonly commands?: true;
}

const makers: readonly Maker[] = [
  { callee: /(?:^|\.)HfArgumentParser$|(?:^|\.)TrlParser$/, style: huggingFace },
  { callee: /^tyro\.(?:cli|extras\.\w+)$/, style: tyro },
  { callee: /^(?:simple_parsing|sp)\.parse$|\.add_arguments$/, style: simple },
  { callee: /^(?:draccus|pyrallis|parser)\.(?:parse|wrap)$/, style: draccus },
  { callee: /^(?:chz\.)?(?:nested_entrypoint|entrypoint|Blueprint)$/, style: chz },
  { callee: /^CliApp\.run$/, style: draccus },
  { callee: /^(?:jsonargparse\.)?(?:CLI|auto_cli)$/, style: jsonargparse, commands: true },
  { callee: /^(?:fire\.)?Fire$/, style: fire, commands: true },
];

/** The options of what a script hands to such a call, decorates with it, or derives from a class that parses itself. */
export function parsedClasses(script: Source): readonly ArgSpec[] {
  const found: ArgSpec[] = [];
  for (const node of below(script.root)) {
    if (node.name === "CallExpression" || node.name === "Decorator") found.push(...madeBy(node, script));
    else if (node.name === "ClassDefinition") found.push(...parsingItself(node, script));
  }
  return found;
}

/** The classes and functions that such a call is given; the decorated function's own first parameter. */
export function handedTo(node: SyntaxNode, source: Source): readonly SyntaxNode[] {
  const maker = makerOf(node, source);
  return maker ? givenNames(node, givenTo(node, source), source) : [];
}

/** What a script hands on of a package's that lies elsewhere: its options are not known, or not all of them. */
export function elsewhere(script: Source): Arguments["unread"] {
  return [...below(script.root)].flatMap((node) => {
    if (node.name !== "CallExpression" && node.name !== "Decorator") return [];
    return handedTo(node, script).flatMap((name) => {
      const text = script.slice(name);
      const [module] = script.imports.get(text.split(".")[0] ?? "") ?? [];
      if (module === undefined || script.find(text)) return [];
      const isTable = !module.startsWith("trl") && trainingArguments(text, script).length > 0;
      return isTable ? [] : [{ at: script.place(name), source: text }];
    });
  });
}

function makerOf(node: SyntaxNode, source: Source): Maker | undefined {
  const callee = calleeOf(node, source);
  return makers.find((each) => each.callee.test(callee));
}

function madeBy(node: SyntaxNode, script: Source): readonly ArgSpec[] {
  const maker = makerOf(node, script);
  if (!maker) return [];
  const given = givenTo(node, script);
  if (maker.commands) return commandsOf(given, script, maker.style);
  const specs = givenNames(node, given, script).flatMap((name) => specsOf(script.slice(name), script, maker.style));
  return maker.style === chz ? withDefaults(specs, appliedTo(node, script), script) : specs;
}

/** `chz.Blueprint(Config).apply({"lr": 1e-4})` */
function appliedTo(node: SyntaxNode, source: Source): ReadonlyMap<string, SyntaxNode> {
  const call = node.parent?.name === "MemberExpression" ? node.parent.parent : undefined;
  const [first] = call?.name === "CallExpression" ? givenTo(call, source).positional : [];
  return new Map(first ? entriesOf(first, source) : []);
}

function givenNames(node: SyntaxNode, { positional, keywords }: Given, source: Source): readonly SyntaxNode[] {
  if (node.name === "Decorator") {
    const decorated = node.parent && definitionIn(node.parent);
    const type = decorated && parametersOf(decorated)[0]?.annotation;
    return type ? [type] : [];
  }
  const classes = keywords.get("config_class") ?? keywords.get("dataclass_types");
  return [...positional, ...(classes ? [classes] : [])].flatMap((each) => namesOf(assignedTo(each, source)));
}

function namesOf(node: SyntaxNode): readonly SyntaxNode[] {
  if (/^(?:VariableName|MemberExpression)$/.test(node.name)) return [node];
  if (!/^(?:Tuple|Array|Dictionary)Expression$/.test(node.name)) return [];
  const names = [...node.getChildren("VariableName"), ...node.getChildren("MemberExpression")];
  return node.name === "DictionaryExpression" ? names.filter((each) => each.prevSibling?.name === ":") : names;
}

function specsOf(name: string, script: Source, style: Style): readonly ArgSpec[] {
  const found = script.find(name);
  if (!found) return style === huggingFace ? trainingArguments(name, script) : [];
  if (found.definition.name === "ClassDefinition") return ofClass(found, style);
  const specs = specsOfFunction(found, style);
  // What is given one configuration is typed by its fields: chz.nested_entrypoint(main)
  const [only, ...others] = parametersOf(found.definition);
  const own = style === chz && only && others.length === 0 ? shapeOf(only.annotation, found.source).own : undefined;
  return own ? specsOfClass(own, style) : specs;
}

/** Hugging Face's own arguments come after those that the script adds to them. */
function ofClass(found: Definition, style: Style): readonly ArgSpec[] {
  const own = specsOfClass(found, style);
  const names = new Set(own.map(({ dest }) => dest));
  const theirs = style === huggingFace ? inheritedTrainingArguments(found) : [];
  return [...own, ...theirs.filter(({ dest }) => !names.has(dest))];
}

/** `class Args(Tap)`, and pydantic's settings where they say so. */
function parsingItself(definition: SyntaxNode, source: Source): readonly ArgSpec[] {
  const { positional, keywords } = givenTo(definition, source);
  const bases = positional.map((base) => source.slice(base));
  if (bases.some((base) => /^(?:tap\.)?Tap$/.test(base))) return specsOfClass({ definition, source }, tap);
  const parses = keywords.get("cli_parse_args");
  return parses && source.slice(parses) === "True" ? specsOfClass({ definition, source }, draccus) : [];
}
