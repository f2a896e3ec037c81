// `npm run fuzz`: tries to break reading for some minutes, in a process that is ended when it hangs.
//   --kind attack|grow   inputs with changed bytes (the default), or folders that grow while they are followed
//   --minutes N          how long (1)        --seed N    where to begin (1)
//   --count N            so many at most     --format ID only the fixtures of one format
// What fails is said with the seed that makes it again, and kept in out/fuzz. Exit code 1 if anything did.
import { fork } from "node:child_process";
import { join } from "node:path";
import { build } from "esbuild";
import { installDependencies } from "./lib/install.mjs";
import { getNodeWithSqlite } from "./lib/node24.mjs";
import { out, root } from "./lib/paths.mjs";
import { main, red, say } from "./lib/say.mjs";

/** An input that takes longer hangs: milliseconds. */
const patience = 20_000;

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
  return watch(program, await getNodeWithSqlite());
});

/** Runs the program, and says at which seed it was if it hangs or dies. @param {string} program @param {string} execPath */
function watch(program, execPath) {
  const child = fork(program, process.argv.slice(2), { cwd: root, execPath, execArgv: ["--enable-source-maps"] });
  let seed = "none";
  /** @type {NodeJS.Timeout | undefined} */
  let timer;
  return new Promise((resolve) => {
    child.on("message", (message) => {
      seed = String(message);
      clearTimeout(timer);
      timer = setTimeout(() => child.kill("SIGKILL"), patience);
    });
    child.on("exit", (code) => {
      clearTimeout(timer);
      if (code === null) say(red(`✖ hung or died at --seed ${seed}`));
      resolve(code === 0 ? 0 : 1);
    });
  });
}
