// A desktop VS Code: the one that LOSSLINE_VSCODE names, an installed one, or one downloaded for tests.
import { existsSync, realpathSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { cache } from "./paths.mjs";
import { which } from "./processes.mjs";

/**
 * @typedef {object} Desktop
 * @property {string} program the editor itself
 * @property {string} command its command line, which is what people call `code`
 */

/** The version that tests run in; the server build's, so that both hosts answer alike. */
const tested = "1.139.1";

/** Whether a window could be shown at all. */
export function hasScreen() {
  if (process.platform !== "linux") return true;
  return Boolean(process.env["DISPLAY"] || process.env["WAYLAND_DISPLAY"]);
}

/** The desktop VS Code that a person has, or undefined. @returns {Desktop | undefined} */
export function findDesktop() {
  const named = namedDesktop();
  if (named || !hasScreen()) return named;
  const command = which("code");
  // A terminal of a remote window finds a `code` that speaks to that window; WSL finds the one of Windows.
  return command && !/remote-cli|^\/mnt\//.test(command) ? fromPath(command) : undefined;
}

/**
 * The desktop VS Code to test in, downloaded if need be.
 * @returns {Promise<Desktop>}
 * @throws {Error} at once where it cannot be downloaded, or where there is no screen
 */
export async function getDesktopForTests() {
  const named = namedDesktop();
  if (named) return named;
  if (!hasScreen()) throw new Error("there is no screen");
  const { downloadAndUnzipVSCode, SilentReporter } = await import("@vscode/test-electron");
  const options = { version: tested, cachePath: join(cache, "vscode-desktop"), reporter: new SilentReporter() };
  return fromPath(await downloadAndUnzipVSCode(options));
}

/** @returns {Desktop | undefined} */
function namedDesktop() {
  const path = process.env["LOSSLINE_VSCODE"];
  if (!path) return undefined;
  const found = existsSync(path) ? path : which(path);
  if (!found) throw new Error(`LOSSLINE_VSCODE names ${path}, which does not exist.`);
  return fromPath(found);
}

/** Completes either of the two paths with the other; a lone one serves as both. @param {string} path @returns {Desktop} */
function fromPath(path) {
  const real = realpathSync(path);
  const [folder, name] = [dirname(real), basename(real)];
  if (basename(folder) === "bin") {
    const programs = [
      join(folder, "..", name), // Linux: share/code/bin/code
      join(folder, "..", name.replace(/^code\.cmd$/, "Code.exe")), // Windows
      join(folder, "..", "..", "..", "MacOS", "Electron"), // macOS: Contents/Resources/app/bin/code
    ];
    return { program: programs.find(existsSync) ?? real, command: real };
  }
  const commands = [
    join(folder, "bin", name),
    join(folder, "bin", "code.cmd"),
    join(folder, "..", "Resources", "app", "bin", "code"),
  ];
  return { program: real, command: commands.find(existsSync) ?? real };
}
