// `npm run fuzz`: tries to break reading for some minutes, in a process that is ended when it hangs.
//   --kind attack|grow|pump   inputs with changed bytes (the default), folders that grow while they are followed, or texts made long
//   --minutes N          how long (1)        --seed N    where to begin (1)
//   --count N            so many at most     --format ID only the fixtures of one format; --reader ID what that format reads
//   --work FOLDER        where inputs are written: in memory, where the system has such a folder, that is ten times as fast
//   --seeded             plants one fault after another (scripts/lib/planted.mjs): each must be found
// What fails is said with the seed that makes it again, and kept in out/fuzz. Exit code 1 if anything did.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { buildFuzzer, watchFuzzer } from "./lib/fuzzing.mjs";
import { installDependencies } from "./lib/install.mjs";
import { getNodeWithSqlite } from "./lib/node24.mjs";
import { out } from "./lib/paths.mjs";
import { planted } from "./lib/planted.mjs";
import { main, red, say, seconds } from "./lib/say.mjs";

/** So many processes that hang or die, and it is given up. */
const mostDeaths = 50;
/** A planted fault is to be found within so many minutes. */
const minutesForPlanted = 6;

const { values: given } = parseArgs({
  options: {
    seed: { type: "string", default: "1" },
    count: { type: "string", default: "1000000000" },
    minutes: { type: "string", default: "1" },
    work: { type: "string", default: existsSync("/dev/shm") ? "/dev/shm/lossline-fuzz" : join(out, "fuzz-work") },
    seeded: { type: "boolean", default: false },
  },
  strict: false,
});

await main(async () => {
  await installDependencies();
  const execPath = await getNodeWithSqlite();
  return given.seeded ? findPlanted(execPath) : fuzz(execPath);
});

/** @param {string} execPath */
async function fuzz(execPath) {
  const program = await buildFuzzer();
  const until = Date.now() + Number(given.minutes) * 60_000;
  const end = Number(given.seed) + Number(given.count);
  let worst = 0;
  for (let seed = Number(given.seed), deaths = 0; deaths < mostDeaths && seed < end; deaths++) {
    const left = { seed, count: end - seed, minutes: (until - Date.now()) / 60_000, work: String(given.work) };
    const { code, reached } = await watchFuzzer(program, execPath, process.argv.slice(2), left);
    worst = Math.max(worst, code);
    if (reached === undefined) return worst;
    seed = reached + 1;
  }
  return 1;
}

/** @param {string} execPath */
async function findPlanted(execPath) {
  let missed = 0;
  for (const fault of planted) {
    const program = await buildFuzzer(fault);
    const args = ["--kind", fault.kind, "--reader", fault.reader, "--first", "--keep", join(out, "fuzz-seeded")];
    const left = { seed: 1, count: 1_000_000, minutes: minutesForPlanted, work: String(given.work) };
    const begun = performance.now();
    const { code } = await watchFuzzer(program, execPath, args, left, true);
    const took = seconds(performance.now() - begun);
    say(code === 1 ? `✔ ${fault.what} (${took})` : red(`✖ not found: ${fault.what} (${took})`));
    if (code !== 1) missed++;
  }
  say(`${planted.length - missed} of ${planted.length} planted faults were found.`);
  return missed > 0 ? 1 : 0;
}
