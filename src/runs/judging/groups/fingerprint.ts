import type { ParamValue, RunSummary } from "../../../shared/run";
import { keysOf } from "../paramKeys";
import { namesTheRun, type SeedLike } from "./seedLike";

/** What a run's telling params come to. */
export interface Fingerprint {
  /**
   * The same for runs with the same params apart from seed-like ones, whatever their order, and almost always different
   * for others: to be confirmed by `sameParams`.
   */
  readonly sum: number;
  /** How many telling params there are. */
  readonly count: number;
}

/** Of longer texts, so much of the beginning and of the end is hashed. */
const hashed = 64;

const prints = new WeakMap<SeedLike, WeakMap<RunSummary, Fingerprint>>();

/** Bounded: of a long text only its length and its ends count. Remembered: a board is worked out for metric after metric. */
export function fingerprint(run: RunSummary, seedLike: SeedLike): Fingerprint {
  let known = prints.get(seedLike);
  if (!known) prints.set(seedLike, (known = new WeakMap()));
  let found = known.get(run);
  if (!found) known.set(run, (found = printOf(run, seedLike)));
  return found;
}

const modulus = 2 ** 52;

function printOf(run: RunSummary, seedLike: SeedLike): Fingerprint {
  let sum = 0;
  let count = 0;
  const { params, name } = run;
  const keys = keysOf(params);
  const hashed = hashedOf(keys, seedLike);
  const { starts, values, hashes } = hashed;
  let isAsBefore = true;
  for (let at = 0; at < keys.length; at++) {
    const start = starts[at]!;
    if (start === seedLikeKey) continue;
    const value = params[keys[at]!]!;
    if (namesTheRun(value, name)) {
      values[at] = undefined;
      isAsBefore = false;
      continue;
    }
    const before = values[at];
    // No call for most: the signs of zeros are told apart, and NaN is itself.
    if (before !== value ? !Object.is(before, value) : value === 0 && !Object.is(before, value)) {
      values[at] = value;
      hashes[at] = hash(start, value);
      isAsBefore = false;
    }
    // A sum, since the order of params says nothing; it is kept below 2⁵², as each part is.
    sum += hashes[at]!;
    if (sum >= modulus) sum -= modulus;
    count++;
  }
  if (!isAsBefore) hashed.first = run;
  else if (hashed.first) confirmedBy(seedLike).set(run, hashed.first);
  return { sum, count };
}

const confirmed = new WeakMap<SeedLike, WeakMap<RunSummary, RunSummary>>();

/** Of each run the one that it was found to be the same as. */
function confirmedBy(seedLike: SeedLike): WeakMap<RunSummary, RunSummary> {
  let known = confirmed.get(seedLike);
  if (!known) confirmed.set(seedLike, (known = new WeakMap()));
  return known;
}

/** Whether two runs with as many telling params differ in none of them. Remembered of pairs that don't: they are asked for with every metric. */
export function sameParams(a: RunSummary, b: RunSummary, seedLike: SeedLike): boolean {
  const known = confirmedBy(seedLike);
  if (known.get(b) === a) return true;
  const isSame = differInNone(a, b, seedLike);
  if (isSame) known.set(b, a);
  return isSame;
}

function differInNone(a: RunSummary, b: RunSummary, seedLike: SeedLike): boolean {
  const { params, name } = a;
  const others = b.params;
  const keys = keysOf(params);
  const hasSameKeys = keys === keysOf(others);
  for (const key of keys) {
    const value = params[key]!;
    if ((hasSameKeys || Object.hasOwn(others, key)) && Object.is(others[key], value)) continue;
    if (hashOfKey(key, seedLike) !== seedLikeKey && !namesTheRun(value, name)) return false;
  }
  return true;
}

/** What stands for the hash of a key that is seed-like. */
const seedLikeKey = -1;

/** By the place of each key in a list. */
interface Hashed {
  /** The hash of the key. */
  readonly starts: Float64Array;
  /** What the run before had there, and what that came to: most params of a project are the same from run to run. */
  readonly values: (ParamValue | undefined)[];
  readonly hashes: Float64Array;
  /** The first of the last runs that had these very values: seeds of one setting mostly come one after another. */
  first: RunSummary | undefined;
}

const hashedByKeys = new WeakMap<SeedLike, WeakMap<readonly string[], Hashed>>();

function hashedOf(keys: readonly string[], seedLike: SeedLike): Hashed {
  let lists = hashedByKeys.get(seedLike);
  if (!lists) hashedByKeys.set(seedLike, (lists = new WeakMap()));
  let found = lists.get(keys);
  if (!found) {
    const starts = Float64Array.from(keys, (key) => hashOfKey(key, seedLike));
    found = { starts, values: keys.map(() => undefined), hashes: new Float64Array(keys.length), first: undefined };
    lists.set(keys, found);
  }
  return found;
}

const keyHashes = new WeakMap<SeedLike, Map<string, number>>();
const mostKeys = 50_000;

/** Keys are few and come again with every run. */
function hashOfKey(key: string, seedLike: SeedLike): number {
  let hashes = keyHashes.get(seedLike);
  if (!hashes || hashes.size > mostKeys) keyHashes.set(seedLike, (hashes = new Map<string, number>()));
  let found = hashes.get(key);
  if (found === undefined) hashes.set(key, (found = seedLike.isSeedLike(key) ? seedLikeKey : fnv(key, 0x811c9dc5)));
  return found;
}

const double = new Float64Array(1);
const words = new Uint32Array(double.buffer);

/** 52 bits of a key's hash and a value, by two mixtures with different constants. */
function hash(start: number, value: ParamValue): number {
  let low = start;
  let high = start ^ 0x9747b28c;
  if (typeof value === "number") {
    double[0] = value;
    low = mix(mix(low, words[0]!), words[1]!);
    high = mix(mix(high, words[1]!), words[0]!);
  } else {
    const text = typeof value === "string" ? value : `${typeof value} ${String(value)}`;
    low = fnv(text, low);
    high = mix(fnv(text, high), text.length);
  }
  return (high & 0xfffff) * 2 ** 32 + (low >>> 0);
}

/** One round of MurmurHash3. */
function mix(state: number, word: number): number {
  let part = Math.imul(word, 0xcc9e2d51);
  part = (part << 15) | (part >>> 17);
  const mixed = state ^ Math.imul(part, 0x1b873593);
  return (Math.imul((mixed << 13) | (mixed >>> 19), 5) + 0xe6546b64) | 0;
}

/** FNV-1a over the ends of a text. */
function fnv(text: string, start: number): number {
  let state = (start ^ text.length) >>> 0;
  const head = Math.min(text.length, hashed);
  for (let at = 0; at < head; at++) state = Math.imul(state ^ text.charCodeAt(at), 0x01000193);
  for (let at = Math.max(head, text.length - hashed); at < text.length; at++)
    state = Math.imul(state ^ text.charCodeAt(at), 0x01000193);
  return state >>> 0;
}
