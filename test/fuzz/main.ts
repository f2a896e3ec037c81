// Tries to break reading, from one seed on: inputs with changed bytes, and folders that grow while they are followed.
//   --kind attack|grow   --format ID   --seed N   --count N   --minutes N   --keep FOLDER   --fixtures FOLDER
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { attack } from "./attack";
import { fixtureCases, type Case } from "./cases";
import { growAndCompare } from "./grow";
import { Random } from "./random";

const { values: given } = parseArgs({
  options: {
    kind: { type: "string", default: "attack" },
    format: { type: "string" },
    seed: { type: "string", default: "1" },
    count: { type: "string", default: "1000000000" },
    minutes: { type: "string", default: "1" },
    keep: { type: "string", default: "out/fuzz" },
    work: { type: "string", default: "out/fuzz-work" },
    fixtures: { type: "string", default: "test/fixtures" },
  },
});

const cases = fixtureCases(given.fixtures, given.format);
const until = Date.now() + Number(given.minutes) * 60_000;
const tries = new Map<string, number>();
const faults = new Map<string, { count: number; seed: number }>();

for (let seed = Number(given.seed), left = Number(given.count); left > 0 && Date.now() < until; seed++, left--)
  tryOnce(seed);

/** One input, made of its seed alone. */
function tryOnce(seed: number): void {
  const random = new Random(seed);
  const one = random.pick(cases);
  const folder = join(process.cwd(), given.work, String(process.pid), one.name);
  mkdirSync(folder, { recursive: true });
  process.send?.(seed); // so that the parent knows where a process was that hangs or dies
  try {
    (given.kind === "grow" ? growAndCompare : attack)(one, folder, random);
  } catch (error) {
    note(seed, one, error);
  } finally {
    rmSync(folder, { recursive: true, force: true });
    tries.set(one.format, (tries.get(one.format) ?? 0) + 1);
  }
}

/** Says each kind of fault of each fixture once, with the seed that makes it again. */
function note(seed: number, { format, name }: Case, error: unknown): void {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  const kind = `${format}/${name}: ${text.split("\n", 1)[0]!.slice(0, 200)}`;
  const known = faults.get(kind);
  if (known) known.count++;
  else {
    faults.set(kind, { count: 1, seed });
    console.log(`✖ ${kind} (--kind ${given.kind} --seed ${seed} --count 1)`);
    mkdirSync(given.keep, { recursive: true });
    writeFileSync(join(given.keep, `${given.kind}-${seed}.txt`), `${format}/${name}\n${text}\n`);
  }
}

const total = [...tries.values()].reduce((sum, count) => sum + count, 0);
console.log(
  JSON.stringify({
    kind: given.kind,
    total,
    faults: [...faults.values()].reduce((sum, { count }) => sum + count, 0),
    tries: Object.fromEntries(tries),
  }),
);
process.exitCode = faults.size > 0 ? 1 : 0;
