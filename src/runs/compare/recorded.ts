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
      return new Map([...machine, ...packagesOf({ packages }), ...run.environment, ...packagesOf(run)]);
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

/** What lies in the folder of a run alone; a log in a folder of others has none of its own. */
export function lookBeside({ id, root, sources }: RunSummary): Surroundings {
  const isOwn = isAbsolute(id) && id !== root && !sources.includes(id);
  const behind = id.indexOf("#", root.length);
  return isOwn ? surroundingsOf(behind < 0 ? id : id.slice(0, behind)) : noSurroundings;
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
