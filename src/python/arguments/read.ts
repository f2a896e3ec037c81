import { readFile } from "node:fs/promises";
import { dirname } from "node:path";
import { moduleFile } from "../moduleFile";
import { abslIn } from "./absl";
import { argparseIn } from "./argparse";
import { clickIn } from "./click";
import { configuratorIn } from "./configurator";
import { hydraIn } from "./hydra";
import { lightningClasses, lightningIn } from "./lightning";
import { omegaConfIn } from "./omegaConf";
import { elsewhere, handedTo, parsedClasses } from "./parsed";
import { below, calleeOf, definitionIn, givenTo, Source } from "./source";
import type { Arguments, ArgSpec } from "./spec";

/** Files that are read for one script, and how far imports are followed. */
const most = { files: 30, depth: 4, characters: 1_000_000 };

/** A file that holds none of these declares no arguments: it is not parsed. */
const worthParsing =
  /add_argument|ArgumentParser|DEFINE_|\bclick\b|\btyper\b|dataclass|\btyro\b|\bfire\b|simple_parsing|draccus|pyrallis|\btap\b|\bchz\b|LightningCLI|ConfigStore/;

/**
 * The arguments that a script declares, read without running it: its own file, and what it imports of the project for that.
 * Never fails; what could not be read is counted in `unread`.
 * @param script absolute path
 * @param root the workspace folder: imports are followed within it
 */
export async function argumentsOf(script: string, text: string, root: string | undefined): Promise<Arguments> {
  const project = new Project(dirname(script), root);
  const source = project.add(script, text);
  const specs: ArgSpec[] = [];
  const unread: Arguments["unread"][number][] = [];
  for (const { scope, of } of await project.scopes(source)) {
    const found = argparseIn(scope, of);
    specs.push(...found.specs);
    unread.push(...found.unread);
  }
  for (const each of project.sources) {
    if (/DEFINE_/.test(each.text)) specs.push(...abslIn(each));
  }
  if (/\bclick\b|\btyper\b/.test(text)) specs.push(...clickIn(source));
  specs.push(...parsedClasses(source), ...lightningIn(source), ...configuratorIn(source));
  const composed = await hydraIn(source, project.sources);
  specs.push(...composed.specs, ...(await omegaConfIn(source, root)));
  unread.push(...composed.unread, ...elsewhere(source));
  return { specs: withoutRepeats(specs), unread };
}

/** An argument that two parsers of one script share, or a loop declares again, is one. */
function withoutRepeats(specs: readonly ArgSpec[]): readonly ArgSpec[] {
  const seen = new Set<string>();
  return specs.filter(({ flags, dest, command = "" }) => {
    const key = `${command}\0${flags.join(" ") || dest}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

/** A piece of code that may declare arguments. */
interface Scope {
  readonly scope: Source["root"];
  readonly of: Source;
}

/** The files of a project that one script reaches by its imports. */
class Project {
  private readonly known = new Map<string, Promise<Source | undefined>>();
  readonly sources: Source[] = [];

  constructor(
    private readonly folder: string,
    private readonly root: string | undefined,
  ) {}

  add(path: string, text: string): Source {
    const source = new Source(path, text, this.sources);
    this.known.set(path, Promise.resolve(source));
    this.sources.push(source);
    return source;
  }

  /** The script's whole file, and of what it imports the functions and classes that it names. */
  async scopes(script: Source): Promise<readonly Scope[]> {
    const found: Scope[] = [{ scope: script.root, of: script }];
    const seen = new Set<string>();
    const handed = handedIn(script);
    const others = [...namesIn(script, script.root)].filter((name) => !handed.has(name));
    // What a command line is made of is followed to its end first: the number of files is limited.
    for (const names of [[...handed], others]) {
      let waiting = names.map((name) => ({ source: script, name }));
      for (let depth = 0; depth < most.depth && waiting.length > 0; depth++) {
        const next: typeof waiting = [];
        for (const { source, name } of waiting) {
          const target = await this.resolve(source, name, source === script && handed.has(name));
          if (!target || seen.has(`${target.of.path}\0${target.scope.from}`)) continue;
          seen.add(`${target.of.path}\0${target.scope.from}`);
          if (target.of !== script) found.push(target);
          next.push(...[...namesIn(target.of, target.scope)].map((each) => ({ source: target.of, name: each })));
        }
        waiting = next;
      }
    }
    return found;
  }

  /** What a name of a file stands for: its own definition, or that of a file of the project which it is imported from. */
  private async resolve(source: Source, dotted: string, isHanded = false): Promise<Scope | undefined> {
    const [head = "", member = ""] = dotted.split(".");
    const own = source.definitions.get(head);
    if (own) return { scope: own, of: source };
    const imported = source.imports.get(head);
    if (!imported) return undefined;
    const [module, name] = imported;
    const whole = await this.module(
      source,
      name === "" ? module : `${module.replace(/\.$/, ".")}${module.endsWith(".") ? "" : "."}${name}`,
      isHanded,
    );
    if (whole) {
      const definition = member === "" ? undefined : whole.definitions.get(member);
      return definition ? { scope: definition, of: whole } : undefined;
    }
    const from = name === "" ? undefined : await this.module(source, module, isHanded);
    const definition = from?.definitions.get(name);
    if (from && definition) return { scope: definition, of: from };
    // Handed on: `from .options import add_args` in a package's __init__.py.
    return from?.imports.has(name) ? this.resolve(from, name, isHanded) : undefined;
  }

  private async module(source: Source, module: string, isHanded: boolean): Promise<Source | undefined> {
    const file = await moduleFile(module, source.path, this.folder, this.root);
    return file === undefined ? undefined : this.open(file, isHanded);
  }

  /** @param isHanded it defines what a command line is made of, whatever words it holds */
  private open(path: string, isHanded: boolean): Promise<Source | undefined> {
    const known = this.known.get(path);
    if (known) return known;
    if (this.known.size >= most.files) return Promise.resolve(undefined);
    const opening = readFile(path, "utf8").then(
      (text) => {
        const isWorthIt = isHanded || worthParsing.test(text) || path.endsWith("__init__.py");
        if (text.length > most.characters || !isWorthIt) return undefined;
        const source = new Source(path, text, this.sources);
        this.sources.push(source);
        return source;
      },
      () => undefined,
    );
    this.known.set(path, opening);
    return opening;
  }
}

/** What a script hands to a call that makes a command line of it. */
function handedIn(script: Source): ReadonlySet<string> {
  const names = new Set<string>();
  for (const node of below(script.root)) {
    if (node.name !== "CallExpression" && node.name !== "Decorator") continue;
    for (const each of [...handedTo(node, script), ...lightningClasses(node, script)]) names.add(script.slice(each));
  }
  return names;
}

/** The names that a piece of code calls, derives from or has as types: what may lead to arguments declared elsewhere. */
function namesIn(source: Source, scope: Source["root"]): ReadonlySet<string> {
  const names = new Set<string>();
  for (const node of below(scope)) {
    if (node.name === "CallExpression") {
      const callee = calleeOf(node, source).replace(/\(\).*$/, "");
      if (/^\w+(?:\.\w+)?$/.test(callee)) names.add(callee);
    } else if (node.name === "TypeDef") {
      for (const each of below(node)) if (each.name === "VariableName") names.add(source.slice(each));
    }
    const definition = definitionIn(node);
    if (definition?.name === "ClassDefinition") {
      for (const base of givenTo(definition, source).positional) names.add(source.slice(base));
    }
  }
  return names;
}
