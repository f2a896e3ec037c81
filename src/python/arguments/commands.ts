import type { SyntaxNode } from "@lezer/common";
import { specsOfClass, specsOfFunction } from "./dataclasses";
import { valueOf } from "./literals";
import { assignedTo, definitionIn, type Definition, type Given, type Source } from "./source";
import type { ArgSpec } from "./spec";
import type { Style } from "./styles";

/** Something that can be named on the command line. */
type Named = readonly [name: string, target: Definition];

/**
 * The options of what `fire.Fire(…)` or jsonargparse's `CLI(…)` is given: of a function its own; of a class those of `__init__`,
 * with its methods as commands; of several, or of nothing, which means the whole module, a command each.
 */
export function commandsOf({ positional, keywords }: Given, script: Source, style: Style): readonly ArgSpec[] {
  const first = positional[0] ?? keywords.get("component") ?? keywords.get("components");
  const given = first && assignedTo(first, script);
  const single = given && definitionOf(given, script);
  if (single) return ofOne(single, style);
  const whole = [...script.definitions].map(([name, definition]): Named => [name, { definition, source: script }]);
  return withCommands(given ? listed(given, script) : whole, style);
}

function ofOne(found: Definition, style: Style): readonly ArgSpec[] {
  const { definition, source } = found;
  if (definition.name === "FunctionDefinition") return specsOfFunction(found, style);
  const methods = methodsOf(definition, source);
  const made = methods.get("__init__");
  const open = [...methods].filter(([name]) => !name.startsWith("_"));
  return [
    ...(made ? specsOfFunction({ definition: made, source }, style) : []),
    ...withCommands(
      open.map(([name, method]) => [name, { definition: method, source }]),
      style,
    ),
  ];
}

function withCommands(named: readonly Named[], style: Style): readonly ArgSpec[] {
  const [first] = named;
  if (!first) return [];
  const picker: ArgSpec = {
    flags: [],
    dest: "command",
    kind: "text",
    style: "option",
    choices: named.map(([name]) => name),
    required: true,
    at: first[1].source.place(first[1].definition),
    confidence: "exact",
  };
  return [picker, ...named.flatMap(([command, target]) => ownOf(target, style).map((spec) => ({ ...spec, command })))];
}

/** A command's own options; a class among several is told by what it is made with. */
function ownOf(target: Definition, style: Style): readonly ArgSpec[] {
  if (target.definition.name !== "ClassDefinition") return specsOfFunction(target, style);
  const made = methodsOf(target.definition, target.source).get("__init__");
  return made ? specsOfFunction({ ...target, definition: made }, style) : specsOfClass(target, style);
}

function methodsOf(definition: SyntaxNode, source: Source): ReadonlyMap<string, SyntaxNode> {
  const methods = new Map<string, SyntaxNode>();
  for (let node = definition.getChild("Body")?.firstChild; node; node = node.nextSibling) {
    const method = definitionIn(node);
    const name = method?.name === "FunctionDefinition" ? method.getChild("VariableName") : undefined;
    if (method && name) methods.set(source.slice(name), method);
  }
  return methods;
}

/** `train`, `Trainer` or `Trainer()`. */
function definitionOf(node: SyntaxNode, source: Source): Definition | undefined {
  const named = node.name === "CallExpression" ? node.firstChild : node;
  return named && /^(?:VariableName|MemberExpression)$/.test(named.name) ? source.find(source.slice(named)) : undefined;
}

/** `{"train": train, "test": test}` or `[train, test]`. */
function listed(node: SyntaxNode, source: Source): readonly Named[] {
  const found: Named[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling) {
    const value = child.nextSibling?.name === ":" ? child.nextSibling.nextSibling : undefined;
    const key = value ? valueOf(child, source) : source.slice(child);
    const target = definitionOf(value ?? child, source);
    if (target && typeof key === "string") found.push([key, target]);
    if (value) child = value;
  }
  return found;
}
