import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { temporaryFolder } from "../../scripts/lib/processes.mjs";
import { hostileCases } from "./hostile/all";
import { goodRows, put, type HostileCase } from "./hostile/hostileCase";
import { deepGlobs, repository } from "./hostile/roots";
import { shownOfTrackers, trackers } from "./hostile/trackers";
import { settle } from "./truth/cases";

/** A project of all inputs that stopped an earlier reader, and of two runs that are as they should be. */
export interface HostileProject {
  readonly folder: string;
  /** Names of the good runs. */
  readonly good: readonly string[];
  /** What is to be said of the others, with the name of each. */
  readonly named: ReadonlyMap<string, RegExp>;
  /** What a row beside theirs says, with the label that it begins with. */
  readonly shown: ReadonlyMap<string, RegExp>;
  /** A file that is made if anything starts what the repository's configuration names. */
  readonly started: string;
}

/** Of all inputs that go together, without those of `trackersProject`. @param state what the user set */
export function hostileProject(state: HostileCase): HostileProject {
  const { folder, named, ...rest } = projectOf(
    hostileCases.filter((one) => !one.atRoot && !one.alone && !trackers.includes(one)),
  );
  for (const { make } of [state, deepGlobs]) make(folder);
  const started = join(temporaryFolder("started"), "started");
  repository(folder, started, ["core.sshCommand", "core.fsmonitor", "core.pager", "diff.external"]);
  return { ...rest, folder, named: new Map([...named, ...textsOf([state, deepGlobs])]), started };
}

/** Of those that the other project leaves out: crowds, odd names, and what the user may not read; but two hundred names of one log leave no room for others. */
export function crowdedProject(): HostileProject {
  const started = join(temporaryFolder("started"), "started");
  return { ...projectOf(hostileCases.filter(({ kind, alone }) => alone && kind !== "a link")), started };
}

/** Of what no tracker writes: as many again as all others, more than one window shows at once. */
export function trackersProject(): HostileProject {
  const started = join(temporaryFolder("started"), "started");
  const project = projectOf(trackers);
  settle(project.folder); // or the rows' ages would change with every second
  return { ...project, shown: new Map(Object.entries(shownOfTrackers)), started };
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
  return { folder, good, named: new Map(textsOf(cases)), shown: new Map() };
}

function textsOf(cases: readonly HostileCase[]): (readonly [what: string, text: RegExp])[] {
  return cases.flatMap(({ kind, name, named }) => (named ? [[`${kind}: ${name}`, named] as const] : []));
}
