import type { SyntaxNode } from "@lezer/common";
import { specsOfFunction } from "./dataclasses";
import { below, calleeOf, definitionIn, givenTo, type Definition, type Given, type Source } from "./source";
import type { ArgSpec } from "./spec";
import { lightning } from "./styles";
import { lightningTrainer } from "./trainerTables";

const commands = ["fit", "validate", "test", "predict"];

/** The options of `LightningCLI(Model, Data)`, or of a class of the project that derives from it. */
export function lightningIn(script: Source): readonly ArgSpec[] {
  for (const node of below(script.root)) {
    if (node.name !== "CallExpression" || !isLightningCli(calleeOf(node, script), script)) continue;
    return optionsOf(node, givenTo(node, script), script);
  }
  return [];
}

/** The classes that LightningCLI is given. */
export function lightningClasses(node: SyntaxNode, source: Source): readonly SyntaxNode[] {
  if (node.name !== "CallExpression" || !/CLI$/.test(calleeOf(node, source))) return [];
  return [...classesIn(givenTo(node, source)).values()].filter(isNamed);
}

const isNamed = (node: SyntaxNode) => node.name === "VariableName" || node.name === "MemberExpression";

function isLightningCli(callee: string, source: Source, seen = new Set<SyntaxNode>()): boolean {
  if (/(?:^|\.)LightningCLI$/.test(callee)) return true;
  const found = source.find(callee);
  if (found?.definition.name !== "ClassDefinition" || seen.has(found.definition)) return false;
  seen.add(found.definition);
  return givenTo(found.definition, found.source).positional.some((base) =>
    isLightningCli(found.source.slice(base), found.source, seen),
  );
}

function classesIn({ positional, keywords }: Given): ReadonlyMap<string, SyntaxNode> {
  const model = positional[0] ?? keywords.get("model_class");
  const data = positional[1] ?? keywords.get("datamodule_class");
  return new Map([...(model ? [["model", model] as const] : []), ...(data ? [["data", data] as const] : [])]);
}

function optionsOf(node: SyntaxNode, given: Given, script: Source): readonly ArgSpec[] {
  const run = given.keywords.get("run");
  const place = { at: script.place(node), style: "option", confidence: "exact" } as const;
  const option = (name: string, kind: ArgSpec["kind"]): ArgSpec => {
    return { flags: [`--${name}`], dest: name, kind, required: false, ...place };
  };
  const picker: ArgSpec = { flags: [], dest: "subcommand", kind: "text", choices: commands, required: true, ...place };
  const runs = run === undefined || script.slice(run) !== "False";
  return [
    ...(runs ? [picker] : []),
    option("config", "path"),
    { ...option("seed_everything", "text"), default: "True" },
    ...(runs ? [option("ckpt_path", "path")] : []),
    ...["model", "data"].flatMap((part) => classOptions(part, classesIn(given).get(part), script, option)),
    ...lightningTrainer(node, script),
  ];
}

/** The parameters of a given class; where none is given, or it can't be found, the class itself is an option. */
function classOptions(
  part: string,
  given: SyntaxNode | undefined,
  script: Source,
  option: (name: string, kind: ArgSpec["kind"]) => ArgSpec,
): readonly ArgSpec[] {
  const found = given && script.find(script.slice(given));
  const made = found && initOf(found);
  if (made) return specsOfFunction(made, lightning, `${part}.`).map((spec) => ({ group: part, ...spec }));
  return found ? [] : [{ ...option(part, "text"), confidence: "partial" }];
}

/** `__init__` of a class, or of the nearest that it derives from. */
function initOf({ definition, source }: Definition, seen = new Set<SyntaxNode>()): Definition | undefined {
  if (seen.has(definition)) return undefined;
  seen.add(definition);
  for (let node = definition.getChild("Body")?.firstChild; node; node = node.nextSibling) {
    const method = definitionIn(node);
    const name = method?.getChild("VariableName");
    if (method && name && source.slice(name) === "__init__") return { definition: method, source };
  }
  for (const base of givenTo(definition, source).positional) {
    const found = source.find(source.slice(base));
    const inherited = found && initOf(found, seen);
    if (inherited) return inherited;
  }
  return undefined;
}
