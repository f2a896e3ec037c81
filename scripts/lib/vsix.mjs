// The extension as it is shipped: a .vsix file.
import { cpSync, mkdirSync, statSync } from "node:fs";
import { dirname, join, sep } from "node:path";
import { out, root } from "./paths.mjs";
import { mustRun, temporaryFolder } from "./processes.mjs";

/** What the package may weigh, in bytes. */
const largest = 500 * 1000;

/** The kinds of files that a reader of .vscodeignore expects; a careless line there is caught here. */
const expected =
  /^(package\.json|README\.md|CHANGELOG\.md|LICENSE|dist\/[^/]+\.js|dist\/media\/.+|media\/(icons|walkthrough)\/.+)$/;

/**
 * Builds and packages in a folder of its own, so that dist/ may be in use meanwhile.
 * @param {string} [file] where to; out/lossline.vsix by default
 * @returns {Promise<{ file: string, size: number, contents: string[] }>} size in bytes
 */
export async function packageExtension(file = join(out, "lossline.vsix")) {
  const stage = temporaryFolder("package");
  for (const path of [".vscodeignore", ...(await filesToShip(root))]) {
    if (!path.startsWith("dist/")) cpSync(join(root, path), join(stage, path));
  }
  await mustRun(process.execPath, [join(root, "esbuild.mjs"), "--outdir", join(stage, "dist")], { cwd: root });
  mkdirSync(dirname(file), { recursive: true });
  const vsce = join(root, "node_modules", "@vscode", "vsce", "vsce");
  await mustRun(process.execPath, [vsce, "package", "--no-dependencies", "--out", file], { cwd: stage });
  const contents = await filesToShip(stage);
  const { size } = statSync(file);
  check(contents, size);
  return { file, size, contents };
}

/** @param {string[]} contents @param {number} size */
function check(contents, size) {
  const unexpected = contents.filter((path) => !expected.test(path));
  if (unexpected.length > 0) throw new Error(`These do not belong into the package: ${unexpected.join(", ")}`);
  if (!contents.includes("dist/extension.js")) throw new Error("The package has no dist/extension.js.");
  if (size > largest) throw new Error(`The package has ${size} bytes; ${largest} are allowed.`);
}

/** What .vscodeignore lets through, with "/" between folders. @param {string} folder */
async function filesToShip(folder) {
  const { listFiles, PackageManager } = await import("@vscode/vsce");
  const files = await listFiles({ cwd: folder, packageManager: PackageManager.None });
  return files.map((path) => path.split(sep).join("/"));
}
