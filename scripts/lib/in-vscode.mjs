// Runs a module inside VS Code's extension host, with the extension under development.
import { join } from "node:path";
import { getBrowser } from "./browser.mjs";
import { getDesktopForTests } from "./desktop.mjs";
import { root } from "./paths.mjs";
import { temporaryFolder } from "./processes.mjs";
import { say } from "./say.mjs";
import { getServerBuild } from "./server-build.mjs";
import { steady, writeSettings } from "./settings.mjs";

/** Which VS Code, as scripts/test-host.mjs wants to be told. @returns {Promise<NodeJS.ProcessEnv>} */
export async function findHost() {
  try {
    const { program } = await getDesktopForTests();
    return { LOSSLINE_DESKTOP: program };
  } catch (error) {
    say(`No desktop VS Code (${error instanceof Error ? error.message : String(error)}): testing in its server build.`);
    await getServerBuild();
    return { LOSSLINE_BROWSER: await getBrowser() };
  }
}

/**
 * @param {string} module a CommonJS file that exports `run()`
 * @param {string} folder the workspace
 * @param {NodeJS.ProcessEnv} env what findHost() said, and what the module wants to know
 * @returns {Promise<number>} the exit code
 */
export async function runInVSCode(module, folder, env) {
  const { runTests } = await import("@vscode/test-electron");
  const [profile, extensions] = [temporaryFolder("profile"), temporaryFolder("extensions")];
  writeSettings(join(profile, "User", "settings.json"), steady);
  const options = {
    vscodeExecutablePath: join(root, "scripts", process.platform === "win32" ? "test-host.cmd" : "test-host.mjs"),
    extensionDevelopmentPath: root,
    extensionTestsPath: module,
    launchArgs: [folder, `--user-data-dir=${profile}`, `--extensions-dir=${extensions}`],
    extensionTestsEnv: env,
  };
  return runTests(options).catch((/** @type {unknown} */ error) => Number(Object(error).code ?? 1));
}
