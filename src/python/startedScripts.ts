import { dirname, join } from "node:path";
import { isWithin } from "../util/paths";
import { ModuleCache } from "./moduleCache";
import type { Scope } from "./module";
import { startsPrograms } from "./starters";

const texts = new ModuleCache((text) => Promise.resolve(text));

/** The scripts of the project that code which runs all of these may start: `subprocess.run(["python", "simulate.py"])`. */
export function scriptsStarted(scopes: readonly Scope[]): readonly string[] {
  return startsPrograms(scopes) ? scopes.flatMap((scope) => [...scope.scripts]) : [];
}

/**
 * Whether a script trains that another one starts by its name.
 * @param name as it stands in the other, relative to the folder of that or of the project
 * @param path of the script that starts it, absolute
 * @param root the folder of the project: nothing outside is read
 * @param trains whether a script of this text and path does, with what it imports
 */
export async function startedScriptTrains(
  name: string,
  path: string,
  root: string,
  trains: (text: string, path: string) => Promise<boolean>,
): Promise<boolean> {
  for (const folder of new Set([dirname(path), root])) {
    const file = join(folder, name);
    if (file === path || !isWithin(file, root)) continue;
    const text = await texts.of(file);
    if (text !== undefined) return await trains(text, file);
  }
  return false;
}
