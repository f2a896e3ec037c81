// Tries to break reading, from one seed on: inputs with changed bytes, folders that grow while they are followed, and texts that
// one token repeated makes long.
//   --kind attack|grow|pump   --format ID   --reader ID   --first   --seed N   --count N   --minutes N   --keep FOLDER   --fixtures FOLDER
import { mkdirSync, openSync, rmSync, writeFileSync, writeSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { attack } from "./attack";
import { fixtureCases, type Case } from "./cases";
import { Choice, costOf } from "./choice";
import { experimentsOfDvc } from "./dvcCase";
import { growAndCompare } from "./grow";
import { LaidOut } from "./laid";
import { places, pumped, pumpOnce, textFilesOf } from "./pump";
import { Random } from "./random";
import { watchAnew, watchFormats } from "./watched";

const { values: given } = parseArgs({
  options: {
    kind: { type: "string", default: "attack" },
    format: { type: "string" },
    reader: { type: "string" },
    first: { type: "boolean", default: false },
    seed: { type: "string", default: "1" },
    count: { type: "string", default: "1000000000" },
    minutes: { type: "string", default: "1" },
    keep: { type: "string", default: "out/fuzz" },
    work: { type: "string", default: "out/fuzz-work" },
    fixtures: { type: "string", default: "test/fixtures" },
  },
});

/** Faults that are told in full; of a broken reader there are as many as inputs. */
const mostTold = 100;

const place = join(resolve(given.work), String(process.pid));
mkdirSync(place, { recursive: true });
const noted = openSync(`${place}.seed`, "w");
const laid = new LaidOut(join(place, "laid"));
const until = Date.now() + Number(given.minutes) * 60_000;
const tries = new Map<string, number>();
const faults = new Map<string, { count: number; seed: number }>();
let total = 0;

watchFormats();
const dvc = (given.format ?? "dvc") === "dvc" ? [experimentsOfDvc(join(given.fixtures, "dvc"))] : [];
const choice = new Choice([...fixtureCases(given.fixtures, given.format), ...dvc], laid, given.reader);
const pumps = given.kind === "pump" ? pumpsOf(choice) : [];
for (
  let seed = Number(given.seed), left = Number(given.count);
  left > 0 && Date.now() < until && !isEnough();
  seed++, left--
)
  tryOnce(seed);
rmSync(place, { recursive: true, force: true });
rmSync(`${place}.seed`);
tell();

/** One fault is enough where it is only asked whether there is one. */
function isEnough(): boolean {
  return given.first && faults.size > 0;
}

/** One input, made of its seed alone. */
function tryOnce(seed: number): void {
  const random = new Random(seed);
  const one = pumps[seed % pumps.length]?.one ?? choice.pick(random);
  const watch = watchAnew();
  writeSync(noted, String(seed).padEnd(16), 0); // where it was, should it hang or die
  try {
    if (given.kind === "grow") grow(one, random);
    else if (given.kind === "pump") pumps[seed % pumps.length]!.run();
    else attack(one, laid, random, watch);
  } catch (error) {
    note(seed, one, error);
  }
  total++;
  for (const format of watch.formats) tries.set(format, (tries.get(format) ?? 0) + 1);
}

function grow(one: Case, random: Random): void {
  const folder = join(place, "grown", one.name);
  mkdirSync(folder, { recursive: true });
  try {
    growAndCompare(one, folder, random);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Each text of the cheapest fixture of each format, with each token in each place. They are tried from seed to seed. */
function pumpsOf({ byFormat }: Choice): { readonly one: Case; readonly run: () => void }[] {
  const cheapest = new Set(byFormat.map((cases) => cases.reduce((a, b) => (costOf(a) <= costOf(b) ? a : b))));
  return [...cheapest].flatMap((one) =>
    textFilesOf(one).flatMap((file) =>
      pumped.flatMap((token) => places.map((place) => ({ one, run: () => pumpOnce(one, file, token, place, laid) }))),
    ),
  );
}

/** Says each kind of fault of each fixture once, with the seed that makes it again. */
function note(seed: number, { format, name }: Case, error: unknown): void {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  const kind = `${format}/${name}: ${text.split("\n", 1)[0]!.slice(0, 200)}`;
  const known = faults.get(kind);
  if (known) known.count++;
  else {
    faults.set(kind, { count: 1, seed });
    if (faults.size > mostTold) return;
    console.log(
      `✖ ${kind} (--kind ${given.kind} --seed ${seed} --count 1${given.format ? ` --format ${given.format}` : ""})`,
    );
    mkdirSync(given.keep, { recursive: true });
    writeFileSync(join(given.keep, `${given.kind}-${seed}.txt`), `${format}/${name}\n${text}\n`);
  }
}

function tell(): void {
  const sum = [...faults.values()].reduce((count, fault) => count + fault.count, 0);
  const byFormat = Object.fromEntries([...tries].sort(([a], [b]) => (a < b ? -1 : 1)));
  console.log(JSON.stringify({ kind: given.kind, total, faults: sum, tries: byFormat }));
  process.exitCode = faults.size > 0 ? 1 : 0;
}
