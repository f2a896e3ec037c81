import { nameOf, type ArgSpec } from "../python/arguments/spec";
import { withValue } from "./argumentLine";
import type { ParamValue } from "../shared/run";

/** Names that scripts give to what starts their random numbers, without what stands before them ("train.seed"). */
const seedName = /^(?:(?:random|rng|manual|global|torch|np|numpy|train|training)[_-]?)?seed$|^random[_-]?state$/i;

/** How a script is given a seed. */
export interface SeedArgument {
  /** What the option is called: "--seed", or Hydra's "seed". */
  readonly name: string;
  /** It was given before, declared by the script, or both; else it is only what most scripts call it. */
  readonly known: boolean;
  readonly spec: ArgSpec;
}

/**
 * The argument that seeds a script: the one that the run was started with, else the one that the script declares, else the one
 * that fits the name under which the run recorded it.
 */
export function seedArgument(
  args: readonly string[],
  specs: readonly ArgSpec[],
  params: Readonly<Record<string, ParamValue>>,
): SeedArgument {
  const given = args
    .map((word) => /^(-{0,2}[\w.-]+)=/.exec(word)?.[1] ?? word)
    .find((word) => isSeed(word) && !/^\d/.test(word));
  const declared = specs.find(({ dest, flags }) => isSeed(dest) || flags.some(isSeed));
  const recorded = Object.keys(params).find(isSeed);
  const assigns = args.some((word) => /^[\w.]+=/.test(word)) && !args.some((word) => word.startsWith("--"));
  const name = given ?? (declared && nameOf(declared)) ?? option(recorded ?? "seed", assigns);
  const spec = declared ?? plainSpec(name);
  return {
    name,
    known: given !== undefined || declared !== undefined,
    spec: { ...spec, flags: [name, ...spec.flags] },
  };
}

function isSeed(name: string): boolean {
  return seedName.test(name.replace(/^-+/, "").split(".").at(-1) ?? "");
}

function option(param: string, assigns: boolean): string {
  return assigns ? param : `--${param.split(".").at(-1) ?? param}`;
}

function plainSpec(name: string): ArgSpec {
  return {
    flags: [],
    dest: name.replace(/^-+/, ""),
    kind: "integer",
    style: name.startsWith("-") ? "option" : "assign",
    required: false,
    at: { file: "", line: 1 },
    confidence: "partial",
  };
}

/** The arguments with another seed. */
export function withSeed(args: readonly string[], { spec }: SeedArgument, seed: number): readonly string[] {
  return withValue(args, spec, [String(seed)], [spec]);
}

/** Seeds that were used for the same script, as its runs recorded them. */
export function usedSeeds(
  runs: Iterable<{ readonly params: Readonly<Record<string, ParamValue>> }>,
): ReadonlySet<number> {
  const used = new Set<number>();
  for (const { params } of runs) {
    for (const [name, value] of Object.entries(params)) {
      if (isSeed(name) && Number.isSafeInteger(value)) used.add(value as number);
    }
  }
  return used;
}

/** The least seeds from 0 on that were not used. */
export function freshSeeds(count: number, used: ReadonlySet<number>): readonly number[] {
  const fresh: number[] = [];
  for (let seed = 0; fresh.length < count; seed++) if (!used.has(seed)) fresh.push(seed);
  return fresh;
}

/** So many trainings are started one after another at most. */
export const mostSeeds = 100;

/** Reads "5" as how many fresh seeds, and "1, 2, 3" or "10-14" as seeds; undefined for anything else. */
export function parseSeeds(text: string, used: ReadonlySet<number>): readonly number[] | undefined {
  const typed = text.trim();
  if (/^\d{1,3}$/.test(typed)) {
    const count = Number(typed);
    return count >= 1 && count <= mostSeeds ? freshSeeds(count, used) : undefined;
  }
  const seeds: number[] = [];
  for (const part of typed.split(/[\s,]+/)) {
    const range = /^(\d{1,9})(?:-(\d{1,9}))?$/.exec(part);
    if (!range) return undefined;
    const [from, to] = [Number(range[1]), Number(range[2] ?? range[1])];
    if (to < from || to - from >= mostSeeds) return undefined;
    for (let seed = from; seed <= to; seed++) seeds.push(seed);
  }
  const distinct = [...new Set(seeds)];
  return distinct.length >= 1 && distinct.length <= mostSeeds ? distinct : undefined;
}
