// Bundles several Node programs so that each module is shipped once.
import { build, transform } from "esbuild";
import { chmodSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";

/** What the files that programs share are called. */
const chunk = /^shared-\w+\.js$/;

/**
 * As esbuild's build(), for CommonJS programs that share modules. esbuild splits only ECMAScript modules into chunks,
 * and the editor requires a CommonJS one: so the chunks are made first, and each is then turned into CommonJS by itself.
 * What is imported dynamically is a chunk as well, and is read from disk when it is first asked for.
 * @param {import("esbuild").BuildOptions & { outdir: string }} options with entry points, for minified output
 */
export async function buildSharing(options) {
  const { outputFiles } = await build({
    ...options,
    format: "esm",
    splitting: true,
    chunkNames: "shared-[hash]",
    write: false,
  });
  mkdirSync(options.outdir, { recursive: true });
  for (const name of readdirSync(options.outdir).filter((each) => chunk.test(each))) rmSync(join(options.outdir, name));
  await Promise.all(outputFiles.map(async ({ path, text }) => write(join(options.outdir, basename(path)), text)));
}

/** @param {string} path @param {string} text an ECMAScript module */
async function write(path, text) {
  const { code } = await transform(withOwnExports(text), {
    format: "cjs",
    platform: "node",
    target: "node20",
    minify: true,
    supported: { "dynamic-import": false }, // require(), as in the rest of the file
  });
  writeFileSync(path, code);
  if (code.startsWith("#!")) chmodSync(path, 0o755);
}

/** What a minified module of esbuild's ends with. */
const exported = /\bexport\s*\{([^{}]*)\};?\s*$/;

/**
 * Getters in place of the exports of a module: esbuild would put its own helpers for them into each of dozens of files, which took
 * a hundredth of the package. Chunks of one build import each other in one direction, so that nobody asks too early.
 * @param {string} text
 */
function withOwnExports(text) {
  const list = exported.exec(text)?.[1];
  if (list === undefined) return text;
  const getters = list
    .split(",")
    .map((entry) => entry.trim().split(/\s+as\s+/))
    .map(([local, name = local]) => `get ${name}(){return ${local}}`);
  return `${text.replace(exported, "")};module.exports={${getters.join()}};`;
}
