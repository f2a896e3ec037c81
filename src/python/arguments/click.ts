import type { SyntaxNode } from "@lezer/common";
import { choicesOf, defaultOf, helpOf, kindOfType } from "./argparse";
import { valueOf } from "./literals";
import { nameOfParameter, parametersOf, shapeOf, type Parameter } from "./signature";
import { below, calleeOf, givenTo, type Given, type Source } from "./source";
import type { ArgSpec } from "./spec";

/** A function that a decorator makes a command. */
interface Command {
  readonly definition: SyntaxNode;
  readonly decorators: readonly SyntaxNode[];
  /** undefined where the script has this command only, so that its name is not typed. */
  readonly name: string | undefined;
}

/** Reads click's and typer's commands of a module. */
export function clickIn(source: Source): readonly ArgSpec[] {
  const commands = commandsOf(source);
  const names = commands.flatMap(({ name }) => (name === undefined ? [] : [name]));
  const first = commands[0];
  const picker: readonly ArgSpec[] =
    names.length === 0 || !first
      ? []
      : [
          {
            flags: [],
            dest: "command",
            kind: "text",
            style: "option",
            choices: names,
            required: true,
            at: source.place(first.definition),
            confidence: "exact",
          },
        ];
  return [
    ...groupOptions(source),
    ...picker,
    ...commands.flatMap((command) => {
      const { name } = command;
      const specs = [...clickOptions(command, source), ...typerOptions(command, source)];
      return specs.map((spec) => (name === undefined ? spec : { ...spec, command: name }));
    }),
  ];
}

/** What stands before the command's name: the options of `@click.group()`, and of typer's callback. */
function groupOptions(source: Source): readonly ArgSpec[] {
  return groupsIn(source).flatMap((group) => [...clickOptions(group, source), ...typerOptions(group, source)]);
}

function groupsIn(source: Source): readonly Command[] {
  return [...source.definitions.values()].flatMap((definition) => {
    const decorators = decoratorsOf(definition);
    const isGroup = decorators.some((each) => /(?:^|\.)(?:group|callback)$/.test(calleeOf(each, source)));
    return isGroup && definition.name === "FunctionDefinition" ? [{ definition, decorators, name: undefined }] : [];
  });
}

function decoratorsOf(definition: SyntaxNode): readonly SyntaxNode[] {
  const parent = definition.parent?.name === "DecoratedStatement" ? definition.parent : undefined;
  return parent?.getChildren("Decorator") ?? [];
}

function commandsOf(source: Source): readonly Command[] {
  const found: { definition: SyntaxNode; decorators: readonly SyntaxNode[]; callee: string; given: Given }[] = [];
  for (const definition of source.definitions.values()) {
    if (definition.name !== "FunctionDefinition") continue;
    const decorators = decoratorsOf(definition);
    const command = decorators.find((each) => /(?:^|\.)command$/.test(calleeOf(each, source)));
    if (command) {
      found.push({ definition, decorators, callee: calleeOf(command, source), given: givenTo(command, source) });
    } else if (isRunByTyper(definition, source)) {
      found.push({
        definition,
        decorators,
        callee: "typer.run",
        given: { positional: [], keywords: new Map(), open: false },
      });
    }
  }
  const own = found.filter(({ callee }) => callee !== "click.command" && callee !== "command");
  const several = own.length > 1 || (own.length === 1 && groupsIn(source).length > 0);
  return found.map(({ definition, decorators, callee, given }) => {
    const node = given.positional[0] ?? given.keywords.get("name");
    const told = node && valueOf(node, source);
    const own = definition.getChild("VariableName");
    const name = typeof told === "string" ? told : own ? source.slice(own).replaceAll("_", "-") : "";
    return { definition, decorators, name: several && callee !== "click.command" ? name : undefined };
  });
}

function isRunByTyper(definition: SyntaxNode, source: Source): boolean {
  const name = definition.getChild("VariableName");
  return name !== null && new RegExp(`\\btyper\\.run\\(\\s*${source.slice(name)}\\s*\\)`).test(source.text);
}

function clickOptions({ decorators }: Command, source: Source): readonly ArgSpec[] {
  return decorators.flatMap((decorator) => {
    const callee = calleeOf(decorator, source);
    const given = givenTo(decorator, source);
    if (/(?:^|\.)option$/.test(callee)) return optionOf(decorator, given, source);
    return /(?:^|\.)argument$/.test(callee) ? argumentOf(decorator, given, source) : [];
  });
}

function optionOf(node: SyntaxNode, given: Given, source: Source): readonly ArgSpec[] {
  const { keywords, positional, open } = given;
  const names = positional.map((each) => valueOf(each, source)).filter((each) => typeof each === "string");
  const declared = names.filter((name) => name.startsWith("-"));
  const [on, off] = (declared.find((name) => name.includes("/")) ?? "").split("/").map((each) => each.trim());
  const flags = declared.map((name) => name.split("/")[0]!.trim());
  if (flags.length === 0) return [];
  const dest = names.find((name) => !name.startsWith("-")) ?? longName(flags);
  const isFlag =
    (on !== undefined && off !== undefined) ||
    isTrue(keywords.get("is_flag"), source) ||
    isTrue(keywords.get("count"), source);
  const told = defaultOf(keywords.get("default"), source);
  const type = keywords.get("type");
  const choices = clickChoices(type, source);
  const help = helpOf(keywords.get("help"), told.default, source);
  const many = isTrue(keywords.get("multiple"), source) || keywords.has("nargs");
  return [
    {
      flags,
      dest: dest.replaceAll("-", "_"),
      kind: isFlag ? "flag" : many ? "list" : clickKind(type, told.default, source),
      style: "option",
      ...(choices ? { choices } : {}),
      ...told,
      ...(help === undefined ? {} : { help }),
      required: isTrue(keywords.get("required"), source),
      ...(off === undefined || off === "" ? {} : { off }),
      at: source.place(node),
      confidence: open || told.computed !== undefined ? "partial" : "exact",
    },
  ];
}

function longName(flags: readonly string[]): string {
  return (flags.find((flag) => flag.startsWith("--")) ?? flags[0]!).replace(/^-+/, "");
}

function argumentOf(node: SyntaxNode, { keywords, positional }: Given, source: Source): readonly ArgSpec[] {
  const name = positional[0] && valueOf(positional[0], source);
  if (typeof name !== "string") return [];
  const told = defaultOf(keywords.get("default"), source);
  const nargs = keywords.get("nargs");
  const many = nargs !== undefined && valueOf(nargs, source) === -1;
  const optional = many || keywords.has("default") || isFalse(keywords.get("required"), source);
  const choices = clickChoices(keywords.get("type"), source);
  return [
    {
      flags: [],
      dest: name,
      kind: many ? "list" : clickKind(keywords.get("type"), told.default, source),
      style: "option",
      ...(choices ? { choices } : {}),
      ...told,
      required: !optional,
      ...(many ? { nargs: "*" } : {}),
      at: source.place(node),
      confidence: "exact",
    },
  ];
}

function clickKind(type: SyntaxNode | undefined, told: string | undefined, source: Source): ArgSpec["kind"] {
  const text = type ? source.slice(type) : "";
  if (/(?:^|\.)(?:Path|File)\b/.test(text)) return "path";
  if (/(?:^|\.)(?:INT|IntRange)\b/.test(text)) return "integer";
  if (/(?:^|\.)(?:FLOAT|FloatRange)\b/.test(text)) return "number";
  if (text !== "") return kindOfType(text.replace(/^click\./, "").toLowerCase() === "bool" ? "bool" : text);
  if (told === "True" || told === "False") return "boolean";
  if (told !== undefined && /^-?\d+$/.test(told)) return "integer";
  return told !== undefined && /^-?\d[\d.]*(?:e[+-]?\d+)?$/i.test(told) ? "number" : "text";
}

function clickChoices(type: SyntaxNode | undefined, source: Source): readonly string[] | undefined {
  if (type?.name !== "CallExpression" || !/(?:^|\.)Choice$/.test(calleeOf(type, source))) return undefined;
  return choicesOf(givenTo(type, source).positional[0], source, new Map());
}

function isTrue(node: SyntaxNode | undefined, source: Source): boolean {
  return node !== undefined && valueOf(node, source) === true;
}

function isFalse(node: SyntaxNode | undefined, source: Source): boolean {
  return node !== undefined && valueOf(node, source) === false;
}

/** typer reads the function's own parameters. */
function typerOptions({ definition, decorators }: Command, source: Source): readonly ArgSpec[] {
  if (!/\btyper\b/.test(source.text)) return [];
  if (decorators.some((each) => /(?:^|\.)(?:option|argument)$/.test(calleeOf(each, source)))) return [];
  return parametersOf(definition).flatMap((parameter) => typerOption(parameter, source));
}

function typerOption(parameter: Parameter, source: Source): readonly ArgSpec[] {
  const name = nameOfParameter(parameter, source);
  const { annotation, value } = parameter;
  const marker = [annotation, value].flatMap((node) => (node ? markerIn(node, source) : []))[0];
  if (annotation && /\bContext$/.test(source.slice(annotation))) return [];
  const given = marker && givenTo(marker.node, source);
  const annotated = annotation && /^(?:typing\.)?Annotated\b/.test(source.slice(annotation));
  const type = annotated ? (annotation.getChild("[")?.nextSibling ?? annotation) : annotation;
  // In Annotated the default is the parameter's own; else the marker's first argument.
  const own = annotated || !marker ? value : (given?.positional[0] ?? given?.keywords.get("default"));
  const isRequired = own === undefined || own.name === "Ellipsis" || source.slice(own) === "...";
  const told = isRequired ? {} : defaultOf(own, source);
  const { kind, choices } = shapeOf(type, source);
  const positional = marker ? marker.argument : isRequired;
  const names = (given?.positional ?? [])
    .map((each) => valueOf(each, source))
    .filter((each) => typeof each === "string");
  const declared = names.filter((each) => each.startsWith("-"));
  const flag = `--${name.replaceAll("_", "-")}`;
  const [first, explicitOff] = (declared.find((each) => each.includes("/")) ?? "").split("/");
  const flags = positional ? [] : declared.length > 0 ? declared.map((each) => each.split("/")[0]!) : [flag];
  const off =
    kind !== "flag" || positional
      ? undefined
      : (explicitOff ?? (declared.length === 0 ? flag.replace(/^--/, "--no-") : undefined));
  const help = helpOf(given?.keywords.get("help"), told.default, source);
  return [
    {
      flags: first !== undefined && first !== "" && flags.length === 0 ? [first] : flags,
      dest: name,
      kind,
      style: "option",
      ...(choices ? { choices } : {}),
      ...told,
      ...(help === undefined ? {} : { help }),
      required: isRequired,
      ...(off === undefined ? {} : { off }),
      at: source.place(parameter.node),
      confidence: told.computed === undefined ? "exact" : "partial",
    },
  ];
}

/** `typer.Option(…)` or `typer.Argument(…)` in an annotation or as a default. */
function markerIn(
  node: SyntaxNode,
  source: Source,
): readonly { readonly node: SyntaxNode; readonly argument: boolean }[] {
  for (const each of below(node)) {
    if (each.name !== "CallExpression") continue;
    const callee = calleeOf(each, source);
    const match = /(?:^|\.)(Option|Argument)$/.exec(callee);
    if (match) return [{ node: each, argument: match[1] === "Argument" }];
  }
  return [];
}
