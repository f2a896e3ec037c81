// The project's own dependencies. Only Node's modules may be imported here: this runs in a fresh clone.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./paths.mjs";
import { npm } from "./processes.mjs";
import { step } from "./say.mjs";

/** @typedef {Record<string, { version?: string, optional?: boolean }>} Packages by folder, such as node_modules/mocha */

/** Runs `npm ci` unless node_modules already is what package-lock.json says. */
export async function installDependencies() {
  if (isInstalled()) return;
  // No package of ours needs its install script: esbuild finds its binary, and vsce signs nothing here.
  await step("Installing the dependencies (npm ci)", () =>
    npm(["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline"], { cwd: root }),
  );
}

/** Compares contents, not dates: those change with every `git checkout`. */
function isInstalled() {
  const installedList = join(root, "node_modules", ".package-lock.json");
  if (!existsSync(installedList)) return false;
  const installed = packagesIn(installedList);
  const wanted = Object.entries(packagesIn(join(root, "package-lock.json")));
  return wanted.every(
    ([folder, { version, optional }]) => folder === "" || optional || installed[folder]?.version === version,
  );
}

/** @param {string} file @returns {Packages} */
function packagesIn(file) {
  return JSON.parse(readFileSync(file, "utf8")).packages;
}
