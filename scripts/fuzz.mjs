// `npm run fuzz`: tries to break reading for some minutes, in a process that is ended when it hangs.
//   --kind attack|grow|pump   inputs with changed bytes (the default), folders that grow while they are followed, or texts made long
//   --minutes N          how long (1)        --seed N    where to begin (1)
//   --count N            so many at most     --format ID only the fixtures of one format
//   --work FOLDER        where inputs are written: in memory, where the system has such a folder, that is ten times as fast
// What fails is said with the seed that makes it again, and kept in out/fuzz. Exit code 1 if anything did.
import { fork } from "node:child_process";
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { build } from "esbuild";
import { installDependencies } from "./lib/install.mjs";
import { getNodeWithSqlite } from "./lib/node24.mjs";
import { out, root } from "./lib/paths.mjs";
import { main, red, say } from "./lib/say.mjs";

/** An input that takes more processor time than `busy`, or lasts longer than `idle`, hangs: milliseconds. */
const patience = { busy: 10_000, idle: 120_000 };
/** So many processes that hang or die, and it is given up. */
const mostDeaths = 50;

const { values: given } = parseArgs({
  options: {
    kind: { type: "string", default: "attack" },
    seed: { type: "string", default: "1" },
    count: { type: "string", default: "1000000000" },
    minutes: { type: "string", default: "1" },
    work: { type: "string", default: existsSync("/dev/shm") ? "/dev/shm/lossline-fuzz" : join(out, "fuzz-work") },
  },
  strict: false,
});

await main(async () => {
  await installDependencies();
  const program = join(out, "fuzz-main.cjs");
  await build({
    entryPoints: [join(root, "test", "fuzz", "main.ts")],
    outfile: program,
    bundle: true,
    platform: "node",
    target: "node20",
    sourcemap: "linked",
    logLevel: "warning",
  });
  const execPath = await getNodeWithSqlite();
  const until = Date.now() + Number(given.minutes) * 60_000;
  const end = Number(given.seed) + Number(given.count);
  let worst = 0;
  for (let seed = Number(given.seed), deaths = 0; deaths < mostDeaths && seed < end; deaths++) {
    const left = { seed, count: end - seed, minutes: (until - Date.now()) / 60_000, work: String(given.work) };
    const { code, reached } = await watch(program, execPath, left);
    worst = Math.max(worst, code);
    if (reached === undefined) return worst;
    seed = reached + 1;
  }
  return 1;
});

/**
 * Runs the program, and says at which seed it was if it hangs or dies.
 * @param {string} program @param {string} execPath @param {{ seed: number, count: number, minutes: number, work: string }} left
 * @returns {Promise<{ code: number, reached?: number }>} with the seed that it hung or died at
 */
function watch(program, execPath, left) {
  mkdirSync(left.work, { recursive: true });
  const args = [
    ...process.argv.slice(2),
    ...Object.entries(left).flatMap(([name, value]) => [`--${name}`, `${value}`]),
  ];
  const child = fork(program, args, { cwd: root, execPath, execArgv: ["--enable-source-maps"] });
  const note = join(left.work, `${child.pid}.seed`);
  let began = { seed: "", at: Date.now(), used: 0 };
  const timer = setInterval(() => {
    const now = { seed: seedIn(note), at: Date.now(), used: usedBy(child.pid) };
    if (now.seed !== began.seed) began = now;
    else if (now.used - began.used > patience.busy || now.at - began.at > patience.idle) child.kill("SIGKILL");
  }, 1000);
  return new Promise((resolve) => {
    child.on("exit", (code) => {
      clearInterval(timer);
      if (code === 0 || code === 1) return resolve({ code });
      const reached = Number(seedIn(note) || left.seed);
      say(red(`✖ hung or died (--kind ${given.kind} --seed ${reached} --count 1)`));
      resolve({ code: 1, reached });
    });
  });
}

/** Where a process is, or was. @param {string} note */
function seedIn(note) {
  try {
    return readFileSync(note, "utf8").trim();
  } catch {
    return "";
  }
}

/** Processor time of a process where the system tells, else the time that went by: milliseconds. @param {number | undefined} pid */
function usedBy(pid) {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1)?.split(" ") ?? [];
    return (Number(fields[11]) + Number(fields[12])) * 10;
  } catch {
    return performance.now();
  }
}
