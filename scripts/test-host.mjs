#!/usr/bin/env node
// A VS Code to @vscode/test-electron, which starts a program with VS Code's own arguments and takes its exit code.
// Behind it is the desktop VS Code that LOSSLINE_DESKTOP names, or else the server build with its page in a browser.
// LOSSLINE_TRUST=ask leaves workspace trust on, which test-electron always turns off.
import { cpSync, createWriteStream, existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { format } from "node:util";
import { browserArguments, getBrowser } from "./lib/browser.mjs";
import { mark } from "./lib/mocha-reporter.mjs";
import { out } from "./lib/paths.mjs";
import { run, temporaryFolder } from "./lib/processes.mjs";
import { main } from "./lib/say.mjs";
import { getServerBuild } from "./lib/server-build.mjs";
import { startServer } from "./lib/server.mjs";
import { pathForUrl } from "./lib/urls.mjs";

const asks = process.env["LOSSLINE_TRUST"] === "ask";
const args = process.argv.slice(2).filter((arg) => !(asks && arg === "--disable-workspace-trust"));
const desktop = process.env["LOSSLINE_DESKTOP"];

mkdirSync(out, { recursive: true });
const log = createWriteStream(join(out, asks ? "vscode.restricted.log" : "vscode.log"));

await main(() => (desktop ? runInDesktop(desktop) : runInBrowser()));

/** @param {string} program @returns {Promise<number>} */
async function runInDesktop(program) {
  return (await run(program, args, { show: true })).code;
}

/** @returns {Promise<number>} the exit code that the workbench gives when the suite has ended */
async function runInBrowser() {
  const data = temporaryFolder("test-host");
  const settings = join(value("user-data-dir"), "User", "settings.json");
  if (existsSync(settings)) cpSync(settings, join(data, "data", "User", "settings.json"));
  const server = await startServer(await getServerBuild(), {
    data,
    extensions: value("extensions-dir"),
    trusting: args.includes("--disable-workspace-trust"),
    testDriver: true,
  });
  const { chromium } = await import("playwright-core");
  const browser = await chromium.launch({ executablePath: await getBrowser(), args: browserArguments });
  const page = await browser.newPage();
  const code = new Promise((resolve) => {
    void page.exposeFunction("codeAutomationLog", printReport);
    void page.exposeFunction("codeAutomationExit", resolve);
    void server.ended.then(() => resolve(1));
  });
  await page.goto(address(server));
  return code;
}

/** The page's address, which says which folder to open, and which suite to run for which extension. */
function address(/** @type {import("./lib/server.mjs").Server} */ { origin }) {
  const remote = (/** @type {string} */ path) => origin.replace("http", "vscode-remote") + pathForUrl(path);
  const payload = [
    ["extensionDevelopmentPath", remote(value("extensionDevelopmentPath"))],
    ["extensionTestsPath", remote(value("extensionTestsPath"))],
    ["skipWelcome", "true"],
  ];
  const folder = args.find((arg) => !arg.startsWith("-")) ?? "";
  return `${origin}/?folder=${pathForUrl(folder)}&payload=${encodeURIComponent(JSON.stringify(payload))}`;
}

/** The value of --name=value. @param {string} name */
function value(name) {
  return args.find((arg) => arg.startsWith(`--${name}=`))?.slice(name.length + 3) ?? "";
}

/** Prints what the suite reports; everything else that VS Code says goes to the log. */
function printReport(/** @type {string} */ type, /** @type {unknown[]} */ values) {
  const text = format(...values);
  if (text.startsWith(mark)) console.log(text.slice(mark.length));
  else log.write(`${type} ${text}\n`);
}
