import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { temporaryFolder } from "../../scripts/lib/processes.mjs";
import { hostileCases } from "./hostile/all";
import { goodRows, put, type HostileCase } from "./hostile/hostileCase";
import { deepGlobs, repository } from "./hostile/roots";

/** A project of all inputs that stopped an earlier reader, and of two runs that are as they should be. */
export interface HostileProject {
  readonly folder: string;
  /** Names of the good runs. */
  readonly good: readonly string[];
  /** What is to be said of the others, with the name of each. */
  readonly named: ReadonlyMap<string, RegExp>;
  /** A file that is made if anything starts what the repository's configuration names. */
  readonly started: string;
}

/** @param state what the user set */
export function hostileProject(state: HostileCase): HostileProject {
  const folder = temporaryFolder("hostile");
  const good = ["first good run", "last good run"];
  for (const name of good) put(folder, `${name}/metrics.csv`, goodRows);
  const cases = hostileCases.filter(({ atRoot, alone }) => !atRoot && !alone);
  cases.forEach(({ kind, make }, at) => {
    const place = join(folder, kind, String(at));
    mkdirSync(place, { recursive: true });
    make(place);
  });
  for (const { make } of [state, deepGlobs]) make(folder);
  const started = join(temporaryFolder("started"), "started");
  repository(folder, started, ["core.sshCommand", "core.fsmonitor", "core.pager", "diff.external"]);
  const named = [...cases, state, deepGlobs].flatMap(({ kind, name, named }) =>
    named ? [[`${kind}: ${name}`, named] as const] : [],
  );
  return { folder, good, named: new Map(named), started };
}
