// `npm start`: builds the extension, installs it into a VS Code of its own, and opens a project there.
//   --folder DIR   that project instead of sample/
//   --port N       the server's port, where there is no desktop VS Code; a free one by default
//   --server       the server build even where there is a desktop VS Code
import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { findDesktop } from "./lib/desktop.mjs";
import { installDependencies } from "./lib/install.mjs";
import { own, root } from "./lib/paths.mjs";
import { mustRun, onEnd, run } from "./lib/processes.mjs";
import { bold, main, say, step } from "./lib/say.mjs";
import { pathForUrl } from "./lib/urls.mjs";
import { getServerBuild } from "./lib/server-build.mjs";
import { cleanEnvironment, installInServer, startServer } from "./lib/server.mjs";
import { quiet, writeSettings } from "./lib/settings.mjs";

/** The profile: what is set, opened and arranged in it is there again next time. */
const profile = {
  data: join(own, "start", "data"),
  extensions: join(own, "start", "extensions"),
  tokenFile: join(own, "start", "token"),
};

await main(async () => {
  const { folder, port, server } = parseArgs({
    options: { folder: { type: "string" }, port: { type: "string" }, server: { type: "boolean" } },
  }).values;
  const project = folder === undefined ? join(root, "sample") : resolve(process.env["INIT_CWD"] ?? ".", folder);
  if (!existsSync(project) || !statSync(project).isDirectory()) throw new Error(`There is no folder ${project}.`);
  await installDependencies();
  const { packageExtension } = await import("./lib/vsix.mjs");
  const { file } = await step("Packaging the extension", () => packageExtension());
  const desktop = server ? undefined : findDesktop();
  // Our own sample is trusted; whether any other folder is, VS Code asks.
  const options = { vsix: file, project, trusting: folder === undefined };
  return desktop ? openWindow(desktop, options) : serve(Number(port ?? 0), options);
});

/** @typedef {{ vsix: string, project: string, trusting: boolean }} Options */

/**
 * Opens a desktop window, and waits until it is closed.
 * @param {import("./lib/desktop.mjs").Desktop} desktop
 * @param {Options} options
 */
async function openWindow({ command }, { vsix, project, trusting }) {
  const folders = ["--user-data-dir", profile.data, "--extensions-dir", profile.extensions];
  const options = { env: cleanEnvironment(), shell: process.platform === "win32" };
  preset(join(profile.data, "User", "settings.json"));
  await step("Installing it into VS Code", () =>
    mustRun(command, [...folders, "--install-extension", vsix, "--force"], options),
  );
  onEnd(() => endWindow(join(profile.data, "code.lock")));
  say(bold(`Opening ${project}. Ctrl+C or closing the window ends it.`));
  const trust = trusting ? ["--disable-workspace-trust"] : [];
  return (await run(command, [...folders, ...trust, "--new-window", "--wait", project], options)).code;
}

/** Ends the editor of this profile: its command line has started it as a process of its own. @param {string} lock */
function endWindow(lock) {
  try {
    process.kill(Number(readFileSync(lock, "utf8")));
  } catch {
    // it has ended by itself
  }
}

/** Serves the workbench until it is ended. @param {number} port @param {Options} options */
async function serve(port, { vsix, project, trusting }) {
  const build = await getServerBuild();
  preset(join(profile.data, "data", "User", "settings.json"));
  makeToken();
  await step("Installing it into VS Code's server build", () => installInServer(build, vsix, profile));
  const server = await startServer(build, { ...profile, port, trusting });
  const token = readFileSync(profile.tokenFile, "utf8");
  say("Open this in a browser; Ctrl+C ends it.\n");
  say(bold(`${server.origin}/?tkn=${token}&folder=${pathForUrl(project)}`));
  return server.ended;
}

/** Settings for a first start; later the user's own. @param {string} file */
function preset(file) {
  if (!existsSync(file)) writeSettings(file, quiet);
}

/** A secret that only this user can read, the same at the next start so that an open page still fits. */
function makeToken() {
  if (existsSync(profile.tokenFile)) return;
  mkdirSync(join(own, "start"), { recursive: true });
  writeFileSync(profile.tokenFile, randomBytes(24).toString("hex"), { mode: 0o600 });
}
