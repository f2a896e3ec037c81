import type { SyntaxNode } from "@lezer/common";
import { huggingFace, simple, specsOfClass, specsOfFunction, tyro, type Style } from "./dataclasses";
import { below, calleeOf, givenTo, type Source } from "./source";
import type { ArgSpec } from "./spec";

/** Calls that make a command line of classes or functions, and how they name the options. */
const makers: readonly { readonly callee: RegExp; readonly style: Style }[] = [
  { callee: /(?:^|\.)HfArgumentParser$|(?:^|\.)TrlParser$/, style: huggingFace },
  { callee: /^tyro\.cli$/, style: tyro },
  { callee: /^(?:draccus|pyrallis|simple_parsing)\.parse$|\.add_arguments$/, style: simple },
  { callee: /^(?:fire\.)?Fire$/, style: simple },
];

/** The options of every class and function that a script hands to such a call, found in the files it imports them from. */
export function parsedClasses(script: Source, sources: readonly Source[]): readonly ArgSpec[] {
  const found: ArgSpec[] = [];
  for (const node of below(script.root)) {
    if (node.name !== "CallExpression") continue;
    const callee = calleeOf(node, script);
    const maker = makers.find((each) => each.callee.test(callee));
    if (!maker) continue;
    const { positional, keywords } = givenTo(node, script);
    const classes = keywords.get("config_class") ?? keywords.get("dataclass_types");
    for (const given of [...positional, ...(classes ? [classes] : [])].flatMap(namesOf)) {
      found.push(...specsOf(script.slice(given), script, sources, maker.style));
    }
  }
  return found;
}

function namesOf(node: SyntaxNode): readonly SyntaxNode[] {
  if (node.name === "VariableName") return [node];
  return /^(?:Tuple|Array)Expression$/.test(node.name) ? node.getChildren("VariableName") : [];
}

function specsOf(name: string, script: Source, sources: readonly Source[], style: Style): readonly ArgSpec[] {
  const original = script.imports.get(name)?.[1] ?? name;
  const own = script.definitions.get(name);
  const source = own ? script : sources.find((each) => each.definitions.has(original));
  const definition = own ?? source?.definitions.get(original);
  if (!source || !definition) return [];
  return definition.name === "ClassDefinition"
    ? specsOfClass(definition, source, style)
    : specsOfFunction(definition, source, style);
}
