// The suites of test/vscode, inside a real VS Code: once in a trusted folder, and once in one that nobody trusts.
import { join } from "node:path";
import { getBrowser } from "../lib/browser.mjs";
import { getDesktopForTests } from "../lib/desktop.mjs";
import { root } from "../lib/paths.mjs";
import { temporaryFolder } from "../lib/processes.mjs";
import { counted, nothing, sum } from "../lib/results.mjs";
import { copyOfSample } from "../lib/sample.mjs";
import { say } from "../lib/say.mjs";
import { getServerBuild } from "../lib/server-build.mjs";
import { steady, writeSettings } from "../lib/settings.mjs";
import { bundle } from "../lib/test-files.mjs";

/** @param {import("../test.mjs").Choice} choice */
export default async ({ files, grep }) => {
  const bundles = await bundle("vscode", files, ["test/vscode/index.ts", "--debug"]);
  const isRestricted = (/** @type {string} */ file) => file.endsWith(".restricted.test.js");
  const env = { ...(await host()), ...(grep && { LOSSLINE_GREP: grep }) };
  return sum([
    await runSuite(
      "vscode",
      bundles.filter((file) => !isRestricted(file)),
      env,
    ),
    await runSuite("vscode, restricted", bundles.filter(isRestricted), { ...env, LOSSLINE_TRUST: "ask" }),
  ]);
};

/** Which VS Code, as scripts/test-host.mjs wants to be told. @returns {Promise<NodeJS.ProcessEnv>} */
async function host() {
  try {
    const { program } = await getDesktopForTests();
    return { LOSSLINE_DESKTOP: program };
  } catch (error) {
    say(`No desktop VS Code (${error instanceof Error ? error.message : error}): testing in its server build.`);
    await getServerBuild();
    return { LOSSLINE_BROWSER: await getBrowser() };
  }
}

/**
 * @param {string} stage
 * @param {string[]} files
 * @param {NodeJS.ProcessEnv} env
 */
async function runSuite(stage, files, env) {
  if (files.length === 0) return nothing();
  const { runTests } = await import("@vscode/test-electron");
  const [profile, extensions] = [temporaryFolder("profile"), temporaryFolder("extensions")];
  writeSettings(join(profile, "User", "settings.json"), steady);
  return counted(stage, async (file) => {
    const options = {
      vscodeExecutablePath: join(root, "scripts", process.platform === "win32" ? "test-host.cmd" : "test-host.mjs"),
      extensionDevelopmentPath: root,
      extensionTestsPath: join(root, "out", "test", "vscode", "index.js"),
      launchArgs: [copyOfSample(), `--user-data-dir=${profile}`, `--extensions-dir=${extensions}`],
      extensionTestsEnv: { ...env, LOSSLINE_FILES: JSON.stringify(files), LOSSLINE_RESULTS: file },
    };
    return runTests(options).catch((/** @type {{ code?: number }} */ error) => error.code ?? 1);
  });
}
