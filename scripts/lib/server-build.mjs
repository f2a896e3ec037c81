// VS Code's server build: the whole editor, its workbench served as a page. The npm package code-server contains it.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { cached } from "./cache.mjs";
import { getNode24 } from "./node24.mjs";
import { unpack } from "./npm-package.mjs";
import { npm } from "./processes.mjs";
import { step } from "./say.mjs";

/** Version 4.139.1 of the package is VS Code 1.139.1. */
const pinned = {
  name: "code-server",
  version: "4.139.1",
  integrity: "sha512-fUYvJVdz4ZoVJfakGiGWXFMpF8K1ObsrpGvX17ZxNpKOzdNHs7lANT670JTr4ZhA8DnWqyvvmFG/d3HV9Yy6ew==",
};

/** Parts that only VS Code's chat uses: 220 MB of dependencies, and an extension that would slow every start. */
const unused = {
  dependencies: ["@github/copilot-sdk", "@microsoft/mxc-sdk"],
  extensions: ["package/lib/vscode/extensions/copilot"],
};

/**
 * @typedef {object} ServerBuild
 * @property {string} node the executable to run it with
 * @property {string} main its script
 */

/** @returns {Promise<ServerBuild>} */
export async function getServerBuild() {
  const node = await getNode24();
  const folder = await cached(`vscode-server-${pinned.version}-${process.platform}-${process.arch}`, (draft) =>
    step(`Downloading VS Code's server build, ${pinned.name}@${pinned.version} (46 MB)`, () => fill(draft)),
  );
  return { node, main: join(folder, "package", "lib", "vscode", "out", "server-main.js") };
}

/** @param {string} draft */
async function fill(draft) {
  await unpack(pinned, draft, "package/lib/vscode", unused.extensions);
  const server = join(draft, "package", "lib", "vscode");
  const manifest = JSON.parse(readFileSync(join(server, "package.json"), "utf8"));
  const needed = Object.entries(manifest.dependencies).filter(([name]) => !unused.dependencies.includes(name));
  manifest.dependencies = Object.fromEntries(needed);
  writeFileSync(join(server, "package.json"), JSON.stringify(manifest, undefined, 2));
  // What it compiles elsewhere is optional (a log file's writer, …) or comes prebuilt (the terminal), so no scripts.
  await npm(
    ["install", "--prefix", server, "--omit=dev", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline"],
    {
      cwd: server,
    },
  );
}
