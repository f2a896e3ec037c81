import type { Direction } from "../shared/run";
import { plural, t } from "../util/text";
import { isRunPath } from "./runPath";
import { JsonNumber, lineOf, type JsonMistake, type JsonNode, type JsonObject } from "./stateJson";

/** The version of the file that this code writes, and the newest that it understands. */
export const version = 1;

/** So many mistakes of one file are told one by one. */
const mostMistakes = 20;

/** What a value is called; made only where it is to be told, since a file may hold a hundred thousand. */
export type Name = string | (() => string);

/** Takes fields out of a parsed file, and notes those that are not what they should be. */
export class Check {
  private readonly found: JsonMistake[] = [];
  private more = 0;

  constructor(private readonly source: string) {}

  /** The first ones, and how many more there are. */
  get mistakes(): readonly JsonMistake[] {
    if (this.more === 0) return this.found;
    const reason = plural(this.more, { one: "{count} more mistake", other: "{count} more mistakes" });
    return [...this.found, { line: 0, reason }];
  }

  object(node: JsonNode | undefined, name: Name): JsonObject | undefined {
    if (node === undefined || node.value instanceof Map) return node?.value as JsonObject | undefined;
    this.wrong(node, t("{name} must be an object in braces", { name: told(name) }));
    return undefined;
  }

  text(node: JsonNode | undefined, name: Name): string | undefined {
    if (node === undefined || (typeof node.value === "string" && node.value !== ""))
      return node?.value as string | undefined;
    this.wrong(node, t("{name} must be a non-empty string", { name: told(name) }));
    return undefined;
  }

  flag(node: JsonNode | undefined, name: Name): boolean {
    if (node === undefined || typeof node.value === "boolean") return node?.value === true;
    this.wrong(node, t("{name} must be true or false", { name: told(name) }));
    return false;
  }

  runPath(node: JsonNode | undefined, name: Name): string | undefined {
    const path = this.text(node, name);
    if (node === undefined || path === undefined || isRunPath(path)) return path;
    this.wrong(node, t("{name} must be a path inside the workspace folder, relative to it", { name: told(name) }));
    return undefined;
  }

  /** @returns undefined for what is no finite number */
  number(node: JsonNode | undefined, name: Name): number | undefined {
    if (node === undefined) return undefined;
    const value = node.value instanceof JsonNumber ? Number(node.value.text) : NaN;
    if (Number.isFinite(value)) return value;
    this.wrong(node, t("{name} must be a number", { name: told(name) }));
    return undefined;
  }

  /** Names of runs; those with a mistake are left out. */
  runPaths(node: JsonNode | undefined, name: Name): readonly string[] {
    if (node === undefined) return [];
    return this.items(node, name).flatMap((item) => this.runPath(item, eachOf(name)) ?? []);
  }

  /** One of a few words. */
  oneOf<T extends string>(node: JsonNode | undefined, name: Name, values: readonly T[]): T | undefined {
    if (node === undefined) return undefined;
    const found = values.find((value) => value === node.value);
    if (found !== undefined) return found;
    const all = values.map((value) => `"${value}"`).join(", ");
    this.wrong(node, t("{name} must be {values}", { name: told(name), values: all }));
    return undefined;
  }

  direction(node: JsonNode, name: string): Direction | undefined {
    return this.oneOf(node, JSON.stringify(name), ["lower", "higher", "unknown"]);
  }

  /** Lists of texts; of a list with a mistake, the others stay. */
  lists(node: JsonNode | undefined, name: Name): readonly (readonly string[])[] {
    if (node === undefined) return [];
    return this.items(node, name).map((list) =>
      this.items(list, eachOf(name)).flatMap(
        (item) => this.text(item, () => t("each name in {name}", { name: told(name) })) ?? [],
      ),
    );
  }

  texts(node: JsonNode, name: Name): readonly string[] {
    return this.items(node, name).flatMap((item) => this.text(item, eachOf(name)) ?? []);
  }

  items(node: JsonNode, name: Name): readonly JsonNode[] {
    if (Array.isArray(node.value)) return node.value as readonly JsonNode[];
    this.wrong(node, t("{name} must be a list in brackets", { name: told(name) }));
    return [];
  }

  headline(node: JsonNode, folder: string): string | undefined {
    const name = () => JSON.stringify(folder);
    if (isRunPath(folder)) return this.text(node, name);
    this.wrong(node, t("{name} must be a path inside the workspace folder, relative to it", { name: told(name) }));
    return undefined;
  }

  version(node: JsonNode | undefined): void {
    if (node === undefined) return;
    if (!(node.value instanceof JsonNumber)) this.wrong(node, t("{name} must be a number", { name: '"version"' }));
    else if (Number(node.value.text) > version)
      this.wrong(node, t("it was written by a newer version of Lossline: update the extension"));
  }

  each<T>(
    node: JsonNode | undefined,
    name: Name,
    read: (node: JsonNode, key: string) => T | undefined,
  ): Map<string, T> {
    const result = new Map<string, T>();
    for (const [key, child] of this.object(node, name) ?? []) {
      const value = read(child, key);
      if (value !== undefined) result.set(key, value);
    }
    return result;
  }

  wrong(node: JsonNode, reason: string): void {
    // Each line is looked for from the start of the text: a file of mistakes must not take the time of their square.
    if (this.found.length < mostMistakes) this.found.push({ line: lineOf(this.source, node.offset), reason });
    else this.more++;
  }
}

export function fieldOf(field: string, name: Name): () => string {
  return () => t("{field} of {name}", { field: JSON.stringify(field), name: told(name) });
}

const eachOf = (name: Name) => () => t("each of {name}", { name: told(name) });

/** A name as it is told. */
export function told(name: Name): string {
  return typeof name === "string" ? name : name();
}
