// A running server build of VS Code, on this machine's own address only.
import { createWriteStream, mkdirSync } from "node:fs";
import { join } from "node:path";
import { mustRun, start, stop } from "./processes.mjs";

/**
 * @typedef {object} ServerOptions
 * @property {string} data its folder of settings and state; never the user's
 * @property {string} extensions the folder of installed extensions
 * @property {number} [port] any free one by default
 * @property {string} [tokenFile] holds the secret that every request must carry; without it there is none, for tests
 * @property {boolean} [trusting] opens every folder without asking whether it is trusted
 * @property {string} [locale] the language of the workbench, for which its data folder has a language pack
 * @property {boolean} [refusable] what nobody may read is refused to it, also where the user is root
 * @property {boolean} [testDriver] lets the page name a test suite to run in the extension host
 */

/**
 * @typedef {object} Server
 * @property {number} port
 * @property {string} origin http://127.0.0.1:port
 * @property {Promise<number>} ended its exit code, once it has ended
 * @property {() => void} stop
 */

const host = "127.0.0.1";
const patience = 60_000;

/** A program that is started behind these words may not pass over permissions, also where the user is root. */
const asOthers = { program: "setpriv", args: ["--bounding-set=-dac_override,-dac_read_search"] };

/**
 * Starts it; the promise is kept when it answers requests. Its log is the file server.log in its data folder.
 * @param {import("./server-build.mjs").ServerBuild} build
 * @param {ServerOptions} options
 * @returns {Promise<Server>}
 */
export async function startServer(
  { node, main },
  { data, extensions, port = 0, tokenFile, trusting, locale, testDriver, refusable },
) {
  const args = [
    main,
    "--host",
    host,
    "--port",
    String(port),
    "--accept-server-license-terms",
    "--telemetry-level",
    "off",
  ];
  args.push("--server-data-dir", data, "--extensions-dir", extensions);
  args.push(...(tokenFile ? ["--connection-token-file", tokenFile] : ["--without-connection-token"]));
  if (trusting) args.push("--disable-workspace-trust");
  if (locale) args.push("--locale", locale);
  if (testDriver) args.push("--enable-smoke-test-driver");
  mkdirSync(data, { recursive: true });
  const isRefused = refusable && process.getuid?.() === 0;
  const [program, before] = isRefused ? [asOthers.program, [...asOthers.args, node]] : [node, []];
  const child = start(program, [...before, ...args], { env: cleanEnvironment(), stdio: ["ignore", "pipe", "pipe"] });
  const ended = new Promise((resolve) => child.once("exit", (code) => resolve(code ?? 0)));
  const actualPort = await listening(child, join(data, "server.log"));
  return { port: actualPort, origin: `http://${host}:${actualPort}`, ended, stop: () => stop(child) };
}

/**
 * Installs a packaged extension; needs no network.
 * @param {import("./server-build.mjs").ServerBuild} build
 * @param {string} vsix
 * @param {{ data: string, extensions: string }} folders
 */
export async function installInServer({ node, main }, vsix, { data, extensions }) {
  const folders = ["--server-data-dir", data, "--extensions-dir", extensions];
  await mustRun(node, [main, "--install-extension", vsix, "--force", ...folders], { env: cleanEnvironment() });
}

/**
 * The port that it says it listens on.
 * @param {import("node:child_process").ChildProcess} child
 * @param {string} logFile
 * @returns {Promise<number>}
 */
function listening(child, logFile) {
  return new Promise((resolve, reject) => {
    const log = createWriteStream(logFile);
    let said = "";
    const fail = (/** @type {string} */ what) => {
      const known = said.includes("EADDRINUSE") ? "The port is in use: choose another one." : undefined;
      reject(new Error(known ?? `VS Code's server ${what}. It said:\n${said}`));
    };
    const timer = setTimeout(() => fail("did not start in a minute"), patience);
    const read = (/** @type {Buffer} */ chunk) => {
      log.write(chunk);
      if (said.length < 10_000) said += chunk.toString();
      const port = /Extension host agent listening on (\d+)/.exec(said)?.[1];
      if (port) resolve(Number(port));
    };
    child.stdout?.on("data", read);
    child.stderr?.on("data", read);
    child.once("error", reject);
    child.once("exit", (code) => fail(`ended with code ${code}`));
    child.once("close", () => (clearTimeout(timer), log.end()));
  });
}

/** This process's environment without what a VS Code around it, or npm, put there. */
export function cleanEnvironment() {
  const foreign = /^(VSCODE_|ELECTRON_|npm_|NODE_OPTIONS$|NODE_ENV$|INIT_CWD$|TERM_PROGRAM)/;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !foreign.test(name)));
}
