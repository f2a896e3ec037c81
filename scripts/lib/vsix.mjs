// The extension as it is shipped: a .vsix file.
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, sep } from "node:path";
import { out, root } from "./paths.mjs";
import { mustRun, temporaryFolder } from "./processes.mjs";
import { withShortKeys } from "./short-keys.mjs";

/** What the package may weigh, in bytes. */
const largest = 800 * 1000;

/** The kinds of files that a reader of .vscodeignore expects; a careless line there is caught here. */
const expected =
  /^(package(\.nls(\.[\w-]+)?)?\.json|l10n\/bundle\.l10n\.[\w-]+\.json|README\.md|CHANGELOG\.md|LICENSE|THIRD-PARTY-NOTICES\.md|dist\/[^/]+\.js|dist\/media\/.+|media\/(icons|walkthrough|python)\/.+)$/;

/** What .vscodeignore chooses from; dist/ is built anew. */
const material = [".vscodeignore", "README.md", "CHANGELOG.md", "LICENSE", "media", "l10n"];

/** The manifest, and its texts in every language. */
const manifest = readdirSync(root).filter((name) => /^package(\.nls(\.[\w-]+)?)?\.json$/.test(name));

/**
 * Builds and packages in a folder of its own, so that dist/ may be in use meanwhile.
 * @param {string} [file] where to; out/lossline.vsix by default
 * @returns {Promise<{ file: string, size: number, contents: string[] }>} size in bytes
 */
export async function packageExtension(file = join(out, "lossline.vsix")) {
  const stage = temporaryFolder("package");
  for (const path of [...material, ...manifest].filter((each) => existsSync(join(root, each))))
    cpSync(join(root, path), join(stage, path), { recursive: true });
  shortenTranslations(join(stage, "l10n"));
  shortenManifest(stage);
  shortenPython(join(stage, "media", "python"));
  const [{ createVSIX, listFiles, PackageManager }] = await Promise.all([
    import("@vscode/vsce"),
    mustRun(process.execPath, [join(root, "esbuild.mjs"), "--outdir", join(stage, "dist")], { cwd: root }),
  ]);
  mkdirSync(dirname(file), { recursive: true });
  await silently(() => createVSIX({ cwd: stage, packagePath: file, dependencies: false }));
  const files = await listFiles({ cwd: stage, packageManager: PackageManager.None });
  const contents = files.map((path) => path.split(sep).join("/"));
  const { size } = statSync(file);
  check(contents, size);
  return { file, size, contents };
}

/** @param {string} folder with translations */
function shortenTranslations(folder) {
  for (const name of readdirSync(folder)) {
    const texts = JSON.parse(readFileSync(join(folder, name), "utf8"));
    writeFileSync(join(folder, name), JSON.stringify(withShortKeys(texts)));
  }
}

/** What only those need who build it, and spaces, are left out. @param {string} folder with the manifest and its texts */
function shortenManifest(folder) {
  for (const name of manifest) {
    const texts = JSON.parse(readFileSync(join(folder, name), "utf8"));
    writeFileSync(join(folder, name), JSON.stringify({ ...texts, scripts: undefined, devDependencies: undefined }));
  }
}

/** Docstrings, comments and empty lines are for who reads the source. @param {string} folder with Python files */
function shortenPython(folder) {
  for (const name of readdirSync(folder)) {
    const text = readFileSync(join(folder, name), "utf8");
    const code = text.replace(/^ *"""[^]*?"""\n/gm, "").replace(/^(?: *#.*)?\n/gm, "");
    writeFileSync(join(folder, name), code);
  }
}

/** vsce writes a report to the console; ours is shorter. @param {() => Promise<unknown>} work */
async function silently(work) {
  const { log } = console;
  console.log = () => {};
  try {
    await work();
  } finally {
    console.log = log;
  }
}

/** @param {string[]} contents @param {number} size */
function check(contents, size) {
  const unexpected = contents.filter((path) => !expected.test(path));
  if (unexpected.length > 0) throw new Error(`These do not belong into the package: ${unexpected.join(", ")}`);
  if (!contents.includes("dist/extension.js")) throw new Error("The package has no dist/extension.js.");
  if (size > largest) throw new Error(`The package has ${size} bytes; ${largest} are allowed.`);
}
