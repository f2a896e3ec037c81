// Bundles the extension, its worker and its pages into dist/, small enough to ship. Or, with other arguments:
//   --debug            the same unminified, with source maps
//   --watch            the same as --debug, again after every change
//   --outdir DIR       into DIR instead of dist/
//   --tests [FILE…]    instead of all that: test files (by default all) into out/test/; --debug adds the extension
//   --bench            instead of all that: the measurements into out/bench/
import { build, context } from "esbuild";
import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { buildSharing } from "./scripts/lib/shared-chunks.mjs";

const { values: chosen, positionals: files } = parseArgs({
  allowPositionals: true,
  options: {
    debug: { type: "boolean" },
    watch: { type: "boolean" },
    tests: { type: "boolean" },
    bench: { type: "boolean" },
    outdir: { type: "string", default: "dist" },
  },
});
const { watch, outdir } = chosen;
const debug = chosen.debug || chosen.watch;

/** @type {import("esbuild").BuildOptions} */
const shared = {
  bundle: true,
  minify: !debug,
  sourcemap: debug ? "linked" : false,
  logLevel: watch ? "silent" : "warning", // while watching, the plug-in below reports
  legalComments: "none",
  plugins: [silence(), ...(watch ? [reporter()] : [])],
  alias: { yaml: "./node_modules/yaml/browser/dist/index.js" }, // for Node it is CommonJS, of which nothing can be left out
};

/** What runs in the extension host, in its worker, and in a terminal. */
const node = {
  ...shared,
  platform: "node",
  target: "node20",
  format: "cjs",
  external: ["vscode"],
  define: { "process.env.LOSSLINE_VERSION": JSON.stringify(JSON.parse(readFileSync("package.json", "utf8")).version) },
  // As shipped, they share chunks (scripts/lib/shared-chunks.mjs).
  entryPoints: existing({
    extension: "src/extension.ts",
    readerHost: "src/store/reading/readerHost.ts",
    cli: "src/cli.ts",
  }),
  outdir,
};

/** What these programs have loaded once they began: the command line asks for the rest of itself. */
const starts = ["src/extension.ts", "src/store/reading/readerHost.ts", "src/cli/main.ts"];

/** What runs inside a webview: one bundle a page. */
const pages = {
  ...shared,
  platform: "browser",
  target: "chrome130",
  format: "iife",
  entryPoints: existing({
    plots: "media/plots/main.ts",
    table: "media/table/main.ts",
    compare: "media/compare/main.ts",
    media: "media/media/main.ts",
  }),
  loader: { ".ttf": "file" },
  assetNames: "[name]",
  outdir: join(outdir, "media"),
};

/** Plain Node programs of the project itself, one bundle a file; what they take from node_modules stays there. */
const programs = {
  ...shared,
  minify: false,
  sourcemap: "linked",
  sourcesContent: false, // Node reads the maps of all that it loads; the sources lie where they say
  platform: "node",
  target: "node20",
  format: "cjs",
  external: [
    "vscode",
    "mocha",
    "playwright-core",
    "@vscode/test-electron",
    "@vscode/vsce",
    "esbuild",
    "typescript",
    "eslint",
    "typescript-eslint",
    "eslint-plugin-import-x",
    "eslint-import-resolver-typescript",
  ],
  // Bundles of scripts/lib find the repository by its package.json above them.
  banner: { js: "const bundleUrl = require('node:url').pathToFileURL(__filename).href;" },
  define: { "import.meta.url": "bundleUrl" },
};

const tests = files.length > 0 ? files : [...filesUnder("test", ".test.ts"), "test/vscode/index.ts"];
const isPlain = (/** @type {string} */ path) => /^test[\\/](structure|unit|properties)[\\/]/.test(path);

/** Test files that start programs, or run in the editor, so that mocha needs no loader: each by itself complete. */
const testFiles = {
  ...programs,
  entryPoints: tests.filter((path) => !isPlain(path)),
  outbase: "test",
  outdir: "out/test",
};

/** Hundreds of files of plain tests that share nearly all of the source: each module is written once, and each of mocha's workers loads it once. */
const plainTestFiles = {
  ...testFiles,
  entryPoints: tests.filter(isPlain),
  format: "esm",
  splitting: true,
  chunkNames: "chunks/[hash]",
  outExtension: { ".js": ".mjs" },
  // What was written as CommonJS has a `require` to find Node's own modules with.
  banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
  define: {},
};

/** Measurements, with the extension's code as it is shipped. */
const benchFiles = {
  ...programs,
  minify: true,
  entryPoints: files.length > 0 ? files : filesUnder("bench", ".bench.ts"),
  outbase: "bench",
  outdir: "out/bench",
};

/** @param {string} folder @param {string} ending @returns {string[]} */
function filesUnder(folder, ending) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(ending))
    .map((entry) => join(entry.parentPath, entry.name));
}

/** Leaves out the parts that nobody has written yet. @param {Record<string, string>} entries */
function existing(entries) {
  return Object.fromEntries(Object.entries(entries).filter(([, file]) => existsSync(file)));
}

/**
 * What libraries say to nobody: stdlib and simple-git tell the package "debug" what no one would see, and stdlib puts values into
 * the words of errors that are never shown.
 */
function silence() {
  const contents = {
    debug: `
      function debug() {
        const log = () => {};
        return Object.assign(log, { extend: debug, enabled: false, destroy: () => {} });
      }
      module.exports = Object.assign(debug, { default: debug, formatters: {}, enable() {}, disable() {} });`,
    "@stdlib/string-format": "module.exports = (text) => text;",
  };
  return {
    name: "silence",
    /** @param {import("esbuild").PluginBuild} build */
    setup(build) {
      build.onResolve({ filter: /^(debug|@stdlib\/string-format)$/ }, ({ path }) => ({ path, namespace: "silent" }));
      build.onLoad({ filter: /.*/, namespace: "silent" }, ({ path }) => ({
        contents: contents[/** @type {keyof typeof contents} */ (path)],
      }));
    },
  };
}

/** Says when building begins and ends, and what is wrong, in the form that .vscode/tasks.json reads. */
function reporter() {
  let running = 0;
  return {
    name: "reporter",
    /** @param {import("esbuild").PluginBuild} build */
    setup(build) {
      build.onStart(() => void (running++ === 0 && console.log("[watch] build started")));
      build.onEnd(({ errors }) => {
        for (const { text, location } of errors) {
          console.error(`✘ [ERROR] ${text}`);
          if (location) console.error(`    ${location.file}:${location.line}:${location.column}:`);
        }
        if (--running === 0) console.log("[watch] build finished");
      });
    },
  };
}

if (chosen.tests && files.length === 0) rmSync("out/test", { recursive: true, force: true }); // of deleted tests, too
if (chosen.tests && tests.some(isPlain)) rmSync("out/test/chunks", { recursive: true, force: true }); // their names change
const extension = [node, pages];
const builds = [
  ...(chosen.tests ? [testFiles, plainTestFiles] : []),
  ...(chosen.bench ? [benchFiles] : []),
  ...(debug || !(chosen.tests || chosen.bench) ? extension : []),
];
if (watch) {
  await Promise.all(builds.map(async (options) => (await context(options)).watch()));
} else {
  const results = await Promise.allSettled(
    builds.map((options) => (options === node && !debug ? buildSharing(node, starts) : build(options))),
  );
  for (const result of results) {
    if (result.status === "fulfilled") continue;
    process.exitCode = 1;
    if (!("errors" in result.reason)) console.error(result.reason); // else esbuild has said why
  }
}
