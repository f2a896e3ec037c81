import { dirname, extname } from "node:path";
import { evidenceIn, roundedEvidenceIn, type SeriesPrint } from "../../readers/fingerprint";
import { rankOf } from "../../readers/registry";
import { groupBy } from "../../util/groupBy";
import { aliasKey } from "../judging/aliases";
import { layoutOf, type RunParts } from "./parts";

/** So many values must be equal that are not equal by chance: no whole numbers, no learning rates, none twice. */
const enough = 8;
/** Of files beside each other that differ in their endings alone, fewer will do: `results.csv` and `results.json`. */
const enoughOfTwins = 3;
/** Loggers of one training begin within so many seconds. */
const sameStart = 120;
/** Runs that begin alike are compared with so many others: more of them are a sweep. */
const mostCompared = 16;

/** A run, and what its metrics look like, by the key that other spellings of a name share. */
interface Candidate {
  readonly run: RunParts;
  readonly rank: number;
  readonly formats: Set<string>;
  readonly prints: ReadonlyMap<string, Print>;
  /** Runs that other loggers made of the same training. */
  readonly copies: RunParts[];
}

interface Print extends SeriesPrint {
  /** The name within the run. */
  readonly shown: string;
}

/**
 * Makes one run of what several loggers tell of one training: runs of different tools whose metrics have the same values at the
 * same steps, at least eight that are not equal by chance, and none at the same steps with others. (The same tool writes one
 * training once; two logs of it that are alike are a training and its repetition.) The tool that writes first stays, in the
 * order in which formats are asked, and keeps its id; the metrics that only another has are added to it. Looks at each run
 * once: runs are found by how their metrics begin.
 */
export function joinedByNumbers(runs: readonly RunParts[]): RunParts[] {
  if (new Set(runs.map(formatOf)).size < 2) return [...runs];
  const candidates = runs.flatMap((run) => candidateOf(run) ?? []);
  candidates.sort((a, b) => a.rank - b.rank || (a.run.id < b.run.id ? -1 : 1));
  const kept = new Map<RunParts, Candidate>();
  const found: Found = { beginnings: new Map(), near: new Map() };
  const gone = new Set<RunParts>();
  for (const candidate of candidates) {
    const original = originalOf(candidate, found);
    if (original) {
      join(original, candidate);
      kept.set(original.run, original);
      gone.add(candidate.run);
      continue;
    }
    for (const key of beginningsOf(candidate)) note(found.beginnings, key, candidate);
    for (const folder of foldersOf(candidate)) note(found.near, folder, candidate);
  }
  return runs.filter((run) => !gone.has(run)).map((run) => joined(run, kept.get(run)));
}

/**
 * Joins runs that have one id of a tool whose ids are good everywhere (MLflow's), where one has a folder of its own and the
 * other stands in a database: the store was moved to it. The folder was there before. (Two databases with one id are a
 * database and its copy, which may be older.)
 */
export function joinedByIds(runs: readonly RunParts[]): RunParts[] {
  const byId = groupBy(
    runs.filter((run) => globalId(run) !== undefined),
    (run) => globalId(run)!,
  );
  const copies = new Map<RunParts, RunParts>();
  for (const same of byId.values()) {
    const [folder, ...otherFolders] = same.filter(isOwnFolder);
    const [database, ...others] = same.filter((run) => !isOwnFolder(run));
    if (folder && database && otherFolders.length + others.length === 0) copies.set(folder, database);
  }
  if (copies.size === 0) return [...runs];
  const gone = new Set(copies.values());
  return runs.flatMap((run) => {
    const other = copies.get(run);
    if (gone.has(run)) return [];
    return other ? [{ ...run, parts: [...run.parts, ...other.parts], also: [other.id] }] : [run];
  });
}

function globalId(run: RunParts): string | undefined {
  const [part] = run.nativeId === "" || run.attempt ? [] : run.parts;
  return part && layoutOf(part.source).idsAreGlobal ? `${part.source.format} ${run.nativeId}` : undefined;
}

function isOwnFolder({ parts }: RunParts): boolean {
  return parts[0]?.source.claim.place !== undefined;
}

function formatOf({ parts }: RunParts): string | undefined {
  return parts[0]?.source.format;
}

function candidateOf(run: RunParts): Candidate | undefined {
  if (run.attempt || run.parts.some(({ source }) => layoutOf(source).standsAlone)) return undefined;
  const prints = new Map<string, Print>();
  for (const { raw, nameOf } of run.parts) {
    for (const print of raw.prints) {
      const shown = nameOf(print.name);
      const key = keyOf(shown);
      if (!prints.has(key)) prints.set(key, { ...print, shown });
    }
  }
  if (prints.size === 0) return undefined;
  const formats = new Set(run.parts.map(({ source }) => source.format));
  return { run, rank: Math.min(...[...formats].map(rankOf)), formats, prints, copies: [] };
}

/** What a name shares with other spellings of it. Where no part of the data is named, it is the training's. */
function keyOf(name: string): string {
  return aliasKey(name).replace(/^train\//, "/");
}

/** What a run is found by: each of its metrics with how it begins. */
function beginningsOf({ prints }: Candidate): string[] {
  return [...prints].map(([key, { values }]) => `${key} ${values[0] ?? ""}`);
}

/** Candidates that were looked at, by how their metrics begin, and by where they lie. */
interface Found {
  readonly beginnings: Map<string, Candidate[]>;
  readonly near: Map<string, Candidate[]>;
}

function note(map: Map<string, Candidate[]>, key: string, candidate: Candidate): void {
  const others = map.get(key);
  if (others) others.push(candidate);
  else map.set(key, [candidate]);
}

/** The folder that a run is or lies in, and the one above: logs of one training that round lie no farther from each other. */
function foldersOf({ run }: Candidate): string[] {
  return [run.path, dirname(run.path), dirname(dirname(run.path))];
}

function originalOf(candidate: Candidate, { beginnings, near }: Found): Candidate | undefined {
  const alike = new Set<Candidate>();
  for (const key of beginningsOf(candidate))
    for (const other of (beginnings.get(key) ?? []).slice(0, mostCompared)) alike.add(other);
  const same = [...alike].find((other) => isOther(other, candidate) && isSame(other, candidate, evidenceIn));
  if (same) return same;
  const beside = new Set<Candidate>();
  for (const folder of foldersOf(candidate))
    for (const other of (near.get(folder) ?? []).slice(0, mostCompared)) beside.add(other);
  const rounded = [...beside].filter(
    (other) => isOther(other, candidate) && isSame(other, candidate, roundedEvidenceIn),
  );
  // Two that both could be it are a sweep whose logs are near each other.
  return rounded.length === 1 ? rounded[0] : undefined;
}

/** Whether no tool would have logged twice. */
function isOther(one: Candidate, other: Candidate): boolean {
  return [...other.formats].every((format) => !one.formats.has(format));
}

function isSame(one: Candidate, other: Candidate, evidenceOf: typeof evidenceIn): boolean {
  let sum = 0;
  for (const [key, print] of other.prints) {
    const same = one.prints.get(key);
    if (!same) continue;
    const evidence = evidenceOf(same, print);
    if (evidence === undefined || !beganTogether(same, print)) return false;
    sum += evidence;
  }
  return sum >= (areTwins(one, other) ? enoughOfTwins : enough);
}

function areTwins({ run: one }: Candidate, { run: other }: Candidate): boolean {
  const [a, b] = [one.path, other.path].map((path) => path.slice(0, path.length - extname(path).length));
  return a === b && extname(one.path) !== "";
}

function beganTogether({ firstWall: one }: SeriesPrint, { firstWall: other }: SeriesPrint): boolean {
  return one === undefined || other === undefined || !(Math.abs(one - other) > sameStart);
}

function join(original: Candidate, copy: Candidate): void {
  const names = new Map<string, string>();
  for (const [key, print] of copy.prints) {
    const same = original.prints.get(key);
    if (same) names.set(print.shown, same.shown);
  }
  for (const format of copy.formats) original.formats.add(format);
  const parts = copy.run.parts.map((part) => ({
    ...part,
    nameOf: (tag: string) => names.get(part.nameOf(tag)) ?? part.nameOf(tag),
  }));
  original.copies.push({ ...copy.run, parts });
}

function joined(run: RunParts, candidate: Candidate | undefined): RunParts {
  if (!candidate) return run;
  const { copies } = candidate;
  const also = [...(run.also ?? []), ...copies.flatMap((copy) => [copy.id, ...(copy.also ?? [])])];
  return { ...run, parts: [...run.parts, ...copies.flatMap(({ parts }) => parts)], also };
}
