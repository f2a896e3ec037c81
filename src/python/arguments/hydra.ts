import { readdir } from "node:fs/promises";
import { basename, dirname, extname, join, resolve } from "node:path";
import { specsOfClass } from "./dataclasses";
import { readConfig } from "./configFile";
import { specsOfKeys, type ConfigFile } from "./configKeys";
import { valueOf } from "./literals";
import { below, calleeOf, givenTo, type Source } from "./source";
import type { Arguments, ArgSpec, Place } from "./spec";
import { hydra } from "./styles";

/** Configuration files that are read for one script. */
const most = 60;

/** A line of a defaults list: a group and what is chosen of it, or another file. */
interface Default {
  readonly group: string;
  readonly option: string | undefined;
  /** Where its keys stand, if its group does not say. */
  readonly at: string | undefined;
}

/**
 * The keys of the configuration that `@hydra.main` composes, and its groups, with the files of their folders as choices.
 * What a file's package directive or a registered dataclass says is followed; what can't be found is told.
 */
export async function hydraIn(script: Source, sources: readonly Source[]): Promise<Arguments> {
  const main = mainOf(script);
  if (!main) return { specs: [], unread: [] };
  const { name, folder, at } = main;
  const registered = registeredIn(sources);
  const composition = new Composition(folder, registered);
  const isFound = name !== undefined && (await composition.primary(name));
  const own = registered.filter(({ group, name: each }) => group === "" && each === name);
  const specs = [...own.flatMap(({ specs: each }) => each), ...composition.found()];
  if (isFound || own.length > 0) return { specs: unique(specs), unread: composition.unread };
  return { specs: [], unread: [{ at, source: `@hydra.main(${name ?? ""})` }] };
}

interface Main {
  readonly name: string | undefined;
  /** Absolute path; undefined if there is none. */
  readonly folder: string | undefined;
  readonly at: Place;
}

/** `@hydra.main(version_base=None, config_path="conf", config_name="config")` */
function mainOf(script: Source): Main | undefined {
  for (const node of below(script.root)) {
    if (node.name !== "Decorator" || !/^hydra\.main$|^hydra_main$/.test(calleeOf(node, script))) continue;
    const { positional, keywords } = givenTo(node, script);
    const text = (each: (typeof positional)[number] | undefined) => {
      const value = each && valueOf(each, script);
      return typeof value === "string" ? value : undefined;
    };
    const path = text(keywords.get("config_path") ?? positional[0]);
    const folder = path === undefined || /^pkg:/.test(path) ? undefined : resolve(dirname(script.path), path);
    return { name: text(keywords.get("config_name") ?? positional[1]), folder, at: script.place(node) };
  }
  return undefined;
}

/** A dataclass that a ConfigStore was given. */
interface Registered {
  readonly group: string;
  readonly name: string;
  readonly specs: readonly ArgSpec[];
}

/** `cs.store(group="model", name="resnet", node=ResNet)` */
function registeredIn(sources: readonly Source[]): readonly Registered[] {
  return sources.flatMap((source) => {
    if (!source.text.includes("ConfigStore")) return [];
    return [...below(source.root)].flatMap((node): Registered[] => {
      if (node.name !== "CallExpression" || !calleeOf(node, source).endsWith(".store")) return [];
      const { positional, keywords } = givenTo(node, source);
      const text = (key: string) => {
        const value = keywords.get(key) ?? (key === "name" ? positional[0] : undefined);
        const told = value && valueOf(value, source);
        return typeof told === "string" ? told.replace(/\.yaml$/, "") : undefined;
      };
      const named = keywords.get("node") ?? positional[1];
      const inner = named?.name === "CallExpression" ? named.firstChild : named;
      const found = inner ? source.find(source.slice(inner)) : undefined;
      const [name, group = ""] = [text("name"), text("group")];
      if (!found || found.definition.name !== "ClassDefinition" || name === undefined) return [];
      const prefix = group === "" ? "" : `${group.replaceAll("/", ".")}.`;
      return [{ group, name, specs: specsOfClass(found, hydra, prefix) }];
    });
  });
}

/** The files that a defaults list names, each with those that it names itself. */
class Composition {
  private readonly groups = new Map<string, ArgSpec>();
  private readonly keys = new Map<string, ArgSpec>();
  private read = 0;
  /** Files that are there, and whose keys are not known. */
  readonly unread: { readonly at: Place; readonly source: string }[] = [];

  constructor(
    private readonly folder: string | undefined,
    private readonly registered: readonly Registered[],
  ) {}

  found(): readonly ArgSpec[] {
    return [...this.groups.values(), ...this.keys.values()];
  }

  /** @returns whether the file is there */
  async primary(name: string): Promise<boolean> {
    return this.add(name, "", "");
  }

  /** Adds a file's keys, below a package, over those of the files that it names, unless it puts itself before them. */
  private async add(name: string, group: string, at: string): Promise<boolean> {
    const path = this.folder === undefined ? undefined : join(this.folder, group, withEnding(name));
    const file = path === undefined ? undefined : this.read++ < most ? await readConfig(path) : "unread";
    if (file === "unread") this.unread.push({ at: { file: path!, line: 1 }, source: name });
    if (!file || file === "unread") return false;
    const list = file.config.get("defaults");
    const lines: readonly unknown[] = Array.isArray(list) ? list : [];
    const prefix = packageOf(file, group, name) ?? at;
    let isAdded = false;
    for (const line of lines) {
      if (line === "_self_") {
        this.own(file, prefix);
        isAdded = true;
      } else {
        const found = defaultOf(line);
        if (found) await this.choose(found, group, prefix, file);
      }
    }
    if (!isAdded) this.own(file, prefix);
    return true;
  }

  private own(file: ConfigFile, prefix: string): void {
    const config = new Map([...file.config].filter(([key]) => key !== "defaults" && key !== "hydra"));
    for (const spec of specsOfKeys({ ...file, config }, prefix)) this.keys.set(spec.dest, spec);
  }

  private async choose(
    { group, option, at }: Default,
    within: string,
    prefix: string,
    file: ConfigFile,
  ): Promise<void> {
    if (group === "") {
      if (option !== undefined) await this.add(option, within, prefix);
      return;
    }
    const isAbsolute = group.startsWith("/");
    const full = isAbsolute || within === "" ? group.replace(/^\//, "") : `${within}/${group}`;
    if (/^hydra(?:\/|$)/.test(full)) return;
    const place = at === undefined ? `${full.replaceAll("/", ".")}.` : at === "_global_" ? "" : `${at}.`;
    this.groups.set(full, await this.groupOf(full, option, file));
    if (option === undefined) return;
    const own = this.registered.find((each) => each.group === full && each.name === option);
    for (const spec of own?.specs ?? []) this.keys.set(spec.dest, spec);
    await this.add(option, full, place);
  }

  private async groupOf(group: string, option: string | undefined, { file, text }: ConfigFile): Promise<ArgSpec> {
    const before = this.groups.get(group);
    const files = this.folder === undefined ? [] : await readdir(join(this.folder, group)).catch(() => []);
    const stems = files.filter((each) => /\.ya?ml$/.test(each)).map((each) => basename(each, extname(each)));
    const stored = this.registered.filter((each) => each.group === group).map(({ name }) => name);
    const choices = [...new Set([...stems, ...stored])].sort().slice(0, 500);
    const line = text.split("\n").findIndex((each) => each.includes(`${group}:`)) + 1;
    return {
      flags: [group],
      dest: group,
      kind: "text",
      style: "assign",
      ...(choices.length > 0 ? { choices } : {}),
      ...(option === undefined || option === "???" ? {} : { default: option }),
      required: option === "???",
      at: before?.at ?? { file, line: Math.max(1, line) },
      confidence: "partial", // a search path or a plugin may add more
    };
  }
}

const withEnding = (name: string) => (/\.ya?ml$/.test(name) ? name : `${name}.yaml`);

/** `# @package _global_` on one of the first lines: where a file's keys stand. `_group_` and `_name_` are those of Hydra up to 1.1. */
function packageOf({ text }: ConfigFile, group: string, name: string): string | undefined {
  const told = /^#\s*@package:?\s+(\S+)/m.exec(text.slice(0, 2000))?.[1];
  if (told === undefined) return undefined;
  const dotted = told
    .replace("_group_", () => group.replaceAll("/", "."))
    .replace("_name_", () => name)
    .replace(/^_global_\.?/, "");
  return dotted === "" ? "" : `${dotted}.`;
}

/** "other", "group: option", "override group: option", "optional group@package: option". */
function defaultOf(line: unknown): Default | undefined {
  if (typeof line === "string") return { group: "", option: line, at: undefined };
  if (!(line instanceof Map)) return undefined;
  const [entry] = line as ReadonlyMap<unknown, unknown>;
  if (!entry) return undefined;
  const [key, value] = entry;
  const [group = "", at] = String(key)
    .replace(/^(?:override|optional)\s+/, "")
    .split("@");
  return { group, option: typeof value === "string" ? value.replace(/\.ya?ml$/, "") : undefined, at };
}

function unique(specs: readonly ArgSpec[]): readonly ArgSpec[] {
  return [...new Map(specs.map((spec) => [spec.dest, spec])).values()];
}
