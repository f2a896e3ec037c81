import { readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { argumentsOf } from "../../src/python/arguments/read";
import { nameOf, type Arguments, type ArgSpec } from "../../src/python/arguments/spec";

export const argumentFixtures = resolve("test/fixtures/arguments");

/** Reads a script of the fixtures; the root is its own folder. */
export function readArguments(file: string): Promise<Arguments> {
  const path = join(argumentFixtures, file);
  return argumentsOf(path, readFileSync(path, "utf8"), dirname(path));
}

/** "train --lr number=1e-3 {a|b} --no-x required": one argument in a line. */
export function argumentLine(spec: ArgSpec): string {
  const { command, style, kind, choices, off, required, nargs } = spec;
  const told = spec.default ?? (spec.computed === undefined ? undefined : `<${spec.computed}>`);
  return [
    ...(command === undefined ? [] : [`${command}:`]),
    style === "assign" ? `${nameOf(spec)}=` : nameOf(spec),
    kind + (nargs ?? "") + (told === undefined ? "" : `=${told}`),
    ...(choices ? [`{${choices.join("|")}}`] : []),
    ...(off === undefined ? [] : [off]),
    ...(required ? ["required"] : []),
  ].join(" ");
}

/** The arguments of a script of the fixtures, each in a line, sorted. */
export async function argumentLines(file: string): Promise<readonly string[]> {
  return (await readArguments(file)).specs.map(argumentLine).sort();
}
