import { basename, dirname, join } from "node:path";
import { inSlices } from "../util/inSlices";
import { isWithin } from "../util/paths";
import { analysing } from "./analyse";
import { ModuleCache } from "./moduleCache";
import type { Scope } from "./module";
import { startsPrograms } from "./starters";

/** Whether scripts train by themselves. */
const training = new ModuleCache(async (text, file) => {
  return (await inSlices(analysing(text, basename(file)))).script.kind === "training";
});

/** The scripts of the project that code which runs all of these may start: `subprocess.run(["python", "simulate.py"])`. */
export function scriptsStarted(scopes: readonly Scope[]): readonly string[] {
  return startsPrograms(scopes) ? scopes.flatMap((scope) => [...scope.scripts]) : [];
}

/**
 * Whether a script trains by itself that another one starts by its name.
 * @param name as it stands in the other, relative to the folder of that or of the project
 * @param path of the script that starts it, absolute
 * @param root the folder of the project: nothing outside is read
 */
export async function startedScriptTrains(name: string, path: string, root: string): Promise<boolean> {
  for (const folder of new Set([dirname(path), root])) {
    const file = join(folder, name);
    if (file === path || !isWithin(file, root)) continue;
    const trains = await training.of(file);
    if (trains !== undefined) return trains;
  }
  return false;
}
