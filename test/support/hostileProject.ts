import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { temporaryFolder } from "../../scripts/lib/processes.mjs";
import { hostileCases } from "./hostile/all";
import { goodRows, put, type HostileCase } from "./hostile/hostileCase";
import { deepGlobs, repository } from "./hostile/roots";
import { trackers } from "./hostile/trackers";

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

/** Of all inputs that go together; those of trackers are as many again, more than one window shows at once. @param state what the user set */
export function hostileProject(state: HostileCase): HostileProject {
  const { folder, good, named } = projectOf(
    hostileCases.filter((one) => !one.atRoot && !one.alone && !trackers.includes(one)),
  );
  for (const { make } of [state, deepGlobs]) make(folder);
  const started = join(temporaryFolder("started"), "started");
  repository(folder, started, ["core.sshCommand", "core.fsmonitor", "core.pager", "diff.external"]);
  return { folder, good, named: new Map([...named, ...textsOf([state, deepGlobs])]), started };
}

/** Of those that the other project leaves out: crowds, odd names, and what the user may not read; but two hundred names of one log leave no room for others. */
export function crowdedProject(): HostileProject {
  const started = join(temporaryFolder("started"), "started");
  return { ...projectOf(hostileCases.filter(({ kind, alone }) => alone && kind !== "a link")), started };
}

function projectOf(cases: readonly HostileCase[]): Omit<HostileProject, "started"> {
  const folder = temporaryFolder("hostile");
  const good = ["first good run", "last good run"];
  for (const name of good) put(folder, `${name}/metrics.csv`, goodRows);
  cases.forEach(({ kind, make }, at) => {
    const place = join(folder, kind, String(at));
    mkdirSync(place, { recursive: true });
    make(place);
  });
  return { folder, good, named: new Map(textsOf(cases)) };
}

function textsOf(cases: readonly HostileCase[]): (readonly [what: string, text: RegExp])[] {
  return cases.flatMap(({ kind, name, named }) => (named ? [[`${kind}: ${name}`, named] as const] : []));
}
