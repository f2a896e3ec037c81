import { isAbsolute } from "node:path";
import { noSurroundings, surroundingsOf, type Surroundings } from "../../readers/surroundings/surroundings";
import {
  longestText,
  mostCompared,
  mostLooked,
  type CompareParam,
  type LaunchedFacts,
  type ParamKind,
  type Recorded,
} from "../../shared/compare";
import type { RunSummary } from "../../shared/run";
import { homeOf } from "../describe/home";
import { maskText } from "../../util/maskText";

/**
 * What is recorded beside the runs of each side, and what of it differs.
 * @param launched by run, what its launch recorded; what lies beside the run itself goes first
 */
export function recordedOf(
  sides: readonly (readonly RunSummary[])[],
  launched: LaunchedFacts = [],
): {
  readonly environment: Recorded;
  readonly data: Recorded;
  /** By side, the patch of its first run that has one. */
  readonly patches: readonly (string | undefined)[];
} {
  const found = sides.map((runs) => runs.slice(0, mostLooked).map(lookBeside));
  const environment = found.map((runs, side) =>
    runs.map((run, at) => {
      const [, machine = [], packages = []] = launched.find(([id]) => id === sides[side]?.[at]?.id) ?? [];
      const own = masked([...machine, ...packagesOf({ packages })]);
      return new Map([...own, ...run.environment, ...packagesOf(run)]);
    }),
  );
  return {
    environment: differing(environment, "environment"),
    data: differing(
      found.map((runs) => runs.map(({ data }) => data)),
      "data",
    ),
    patches: found.map((runs) => runs.map(({ patch }) => patch).find((patch) => patch !== undefined)),
  };
}

/** What lies in the folder of a run alone; a log in a folder of others has none of its own. Secrets in it are masked: it is copied, exported and published. */
export function lookBeside(run: RunSummary): Surroundings {
  const { id, root, sources } = run;
  const home = homeOf(run);
  const isOwn = isAbsolute(id) && home !== root && !sources.includes(id);
  if (!isOwn) return noSurroundings;
  const found = surroundingsOf(home);
  const { environment, packages, data } = found;
  return { ...found, environment: masked(environment), packages: masked(packages), data: masked(data) };
}

/** What is too short and too plain for a secret: versions, of which an environment has thousands. */
const plain = /^[\w.+<>=!~,* -]{0,24}$/;

/** `lib @ git+https://TOKEN@host/lib` names a secret. Done before values are compared: another token is no other package. */
function masked(facts: Iterable<readonly [string, string]>): ReadonlyMap<string, string> {
  return new Map([...facts].map(([name, value]) => [name, plain.test(value) ? value : maskText(value)]));
}

function packagesOf({ packages }: { readonly packages: Iterable<readonly [string, string]> }): [string, string][] {
  return [...packages].map(([name, version]) => [`package ${name}`, version === "" ? "any" : version]);
}

type Facts = ReadonlyMap<string, string>;

/** What differs between sides; what a side records nothing of at all is no difference. */
function differing(sides: readonly (readonly Facts[])[], kind: ParamKind): Recorded {
  const known = sides.map((runs) => runs.some(({ size }) => size > 0));
  const names = [...new Set(sides.flat().flatMap((facts) => [...facts.keys()]))].sort(inOrder);
  const rows: CompareParam[] = [];
  let alike = 0;
  for (const name of names) {
    const values = sides.map((runs) => valuesOf(runs, name));
    const told = values.filter((_, at) => known[at]);
    if (told.every((value) => value === told[0])) alike++;
    else rows.push({ name, kind, values });
  }
  return { rows: rows.slice(0, mostCompared), leftOut: Math.max(0, rows.length - mostCompared), alike, known };
}

/** The machine before its packages. */
function inOrder(a: string, b: string): number {
  const packages = Number(a.startsWith("package ")) - Number(b.startsWith("package "));
  return packages !== 0 ? packages : a < b ? -1 : 1;
}

function valuesOf(runs: readonly Facts[], name: string): string | null {
  const values = [...new Set(runs.flatMap((facts) => facts.get(name) ?? []))];
  return values.length === 0 ? null : values.join(", ").slice(0, longestText);
}
