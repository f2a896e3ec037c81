import { join } from "node:path";
import { PackageLists, versionsOf } from "../launches/machine";
import type { LaunchedFacts } from "../shared/compare";
import type { App } from "./app";

/** What launches recorded of these runs' machines; no path, which tells of people. */
export async function launchedFacts({ launches, context }: App, runs: readonly string[]): Promise<LaunchedFacts> {
  const storage = context.storageUri?.fsPath;
  const lists = storage === undefined ? undefined : new PackageLists(join(storage, "packages"));
  const found: LaunchedFacts[number][] = [];
  for (const run of runs) {
    const machine = launches.launchOf(run)?.machine;
    if (!machine) continue;
    const packages = machine.packages === undefined ? undefined : await lists?.read(machine.packages);
    const told = [["host", machine.host] as const, ["gpus", String(machine.gpus)] as const];
    found.push([run, told, versionsOf(packages ?? [])]);
  }
  return found;
}
