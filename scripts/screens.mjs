// `npm run screens`: pictures of the whole window, in every theme and odd size, into out/screens/.
//   --only TEXT   only the scenes of test/support/scenes.ts whose names contain it
//   --documents   only those that the documents show, which go into docs/images/, too
import { join, relative } from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { installDependencies } from "./lib/install.mjs";
import { out, root } from "./lib/paths.mjs";
import { mustRun } from "./lib/processes.mjs";
import { main, red, say } from "./lib/say.mjs";

await main(async () => {
  const options = /** @type {const} */ ({ only: { type: "string" }, documents: { type: "boolean" } });
  const { only = "", documents = false } = parseArgs({ options }).values;
  await installDependencies();
  await mustRun(process.execPath, ["esbuild.mjs", "--tests", "test/support/screens.ts"], { cwd: root });
  const { takeScreens } = await import(pathToFileURL(join(out, "test", "support", "screens.js")).href);
  let failed = 0;
  await takeScreens(only, documents, (/** @type {string} */ name, /** @type {string | Error} */ result) => {
    if (typeof result === "string") {
      say(relative(root, result));
      return;
    }
    failed++;
    say(red(`${name}: ${result.message}`));
  });
  return failed > 0 ? 1 : 0;
});
