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
  const { code } = await transform(text, {
    format: "cjs",
    platform: "node",
    target: "node20",
    minify: true,
    supported: { "dynamic-import": false }, // require(), as in the rest of the file
  });
  writeFileSync(path, code);
  if (code.startsWith("#!")) chmodSync(path, 0o755);
}
