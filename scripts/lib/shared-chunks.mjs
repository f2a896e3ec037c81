// Bundles several Node programs so that each module is shipped once.
import { build, transform } from "esbuild";
import { chmodSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";

/** What the files that programs share are called. */
const shared = /^shared-[\w-]+\.js$/;

/** @typedef {import("esbuild").Metafile["outputs"]} Outputs */

/**
 * As esbuild's build(), for CommonJS programs that share modules. esbuild splits only ECMAScript modules into chunks,
 * and the editor requires a CommonJS one: so the chunks are made first, and each is then turned into CommonJS by itself.
 * What is imported dynamically is a chunk as well, and is read from disk when it is first asked for.
 * Chunks that the same programs begin with lie in one file: finding thirty files took a quarter of the time that the extension's start takes.
 * @param {import("esbuild").BuildOptions & { outdir: string }} options with entry points, for minified output
 * @param {readonly string[]} starts the modules with which a program has begun: entry points, or what these import dynamically
 */
export async function buildSharing(options, starts) {
  const { outputFiles, metafile } = await build({
    ...options,
    format: "esm",
    splitting: true,
    chunkNames: "shared-[hash]",
    write: false,
    metafile: true,
  });
  const homes = homesOf(metafile.outputs, starts);
  /** @type {Map<string, Chunk[]>} */
  const files = new Map();
  for (const { path, text } of outputFiles) {
    const name = basename(path);
    const file = homes.get(name) ?? name;
    files.set(file, [...(files.get(file) ?? []), { name, code: await commonJS(text, homes) }]);
  }
  mkdirSync(options.outdir, { recursive: true });
  for (const name of readdirSync(options.outdir).filter((each) => shared.test(each)))
    rmSync(join(options.outdir, name));
  for (const [file, chunks] of files) {
    const code = homes.has(chunks[0]?.name ?? "") ? together(chunks) : (chunks[0]?.code ?? "");
    writeFileSync(join(options.outdir, file), code);
    if (code.startsWith("#!")) chmodSync(join(options.outdir, file), 0o755);
  }
}

/**
 * The file of each chunk that does not have one of its own, named by the programs that begin with it.
 * @param {Outputs} outputs @param {readonly string[]} starts
 */
function homesOf(outputs, starts) {
  /** @type {Map<string, string>} */
  const homes = new Map();
  for (const [path, { entryPoint = "" }] of Object.entries(outputs)) {
    if (!starts.includes(entryPoint)) continue;
    for (const chunk of importedBy(path, outputs)) {
      const name = basename(chunk);
      if (outputs[chunk]?.entryPoint) continue;
      homes.set(name, `${homes.get(name)?.replace(".js", "") ?? "shared"}-${basename(entryPoint, ".ts")}.js`);
    }
  }
  return homes;
}

/** What a chunk cannot begin without. @param {string} start @param {Outputs} outputs */
function importedBy(start, outputs) {
  const found = new Set([start]);
  for (const path of found)
    for (const { path: other, kind } of outputs[path]?.imports ?? [])
      if (kind === "import-statement" && other in outputs) found.add(other);
  found.delete(start);
  return found;
}

/** @param {string} text an ECMAScript module @param {ReadonlyMap<string, string>} homes */
async function commonJS(text, homes) {
  const { code } = await transform(withPlainEditor(withOwnExports(text)), {
    format: "cjs",
    platform: "node",
    target: "node20",
    minify: true,
    supported: { "dynamic-import": false }, // require(), as in the rest of the file
  });
  if (/\w\(require\("vscode"\)/.test(code))
    throw new Error("A chunk copies the editor's API: import it as `* as`, or by name.");
  return code.replaceAll(/require\("\.\/(shared-\w+\.js)"\)/g, (whole, name) => {
    const home = homes.get(name);
    return home ? `require("./${home}")("${name.slice(7, -3)}")` : whole;
  });
}

/** @typedef {{ readonly name: string, readonly code: string }} Chunk */

/**
 * A file that makes each of its chunks when it is first asked for. The parentheses around a function tell V8 to compile it at once
 * rather than to look for its end first.
 * @param {readonly Chunk[]} chunks
 */
function together(chunks) {
  const own = chunks.map(({ name, code }) => `"${name.slice(7, -3)}":(function(module){${code}})`);
  return `"use strict";const made={},own={${own.join()}};module.exports=name=>{let it=made[name];if(!it){it=made[name]={exports:{}};try{own[name](it)}catch(e){delete made[name];throw e}}return it.exports};`;
}

/** How a minified module of esbuild's takes in the editor's API. */
const editor = /\bimport\s*\*\s*as\s+([\w$]+)\s+from\s*"vscode"/g;

/**
 * The editor's API itself, where esbuild would copy its four hundred names for each of eighty modules: a third of the extension's start.
 * @param {string} text
 */
function withPlainEditor(text) {
  return text.replaceAll(editor, 'const $1=require("vscode")');
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
