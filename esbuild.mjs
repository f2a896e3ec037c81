// Bundles the extension, its worker and the pages.
//   --tests       also the tests, and everything unminified with source maps
//   --bench       also the measurements, minified like the extension itself
//   --watch       builds again after every change
//   --outdir DIR  puts the extension's bundles there instead of dist/
import { build, context } from "esbuild";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";

const watch = process.argv.includes("--watch");
const tests = process.argv.includes("--tests");
const debug = watch || tests;
const outdir = process.argv.includes("--outdir") ? process.argv[process.argv.indexOf("--outdir") + 1] : "dist";

/** @type {import("esbuild").BuildOptions} */
const shared = {
  bundle: true,
  minify: !debug,
  sourcemap: debug ? "linked" : false,
  logLevel: watch ? "silent" : "warning", // while watching, the plug-in below reports
  legalComments: "none",
  plugins: watch ? [reporter()] : [],
};

/** What runs in the extension host, in its worker, and in a terminal. */
const node = {
  ...shared,
  platform: "node",
  target: "node20",
  format: "cjs",
  external: ["vscode"],
  entryPoints: existing({
    extension: "src/extension.ts",
    worker: "src/store/worker.ts",
    cli: "src/cli.ts",
  }),
  outdir,
};

/** What runs inside a webview: one bundle a page. */
const pages = {
  ...shared,
  platform: "browser",
  target: "chrome130",
  format: "iife",
  entryPoints: existing({ plots: "media/plots/main.ts" }),
  loader: { ".ttf": "file" },
  assetNames: "[name]",
  outdir: join(outdir, "media"),
};

/** Plain Node programs of the project itself, one bundle a file; what they take from node_modules stays there. */
const programs = {
  ...shared,
  platform: "node",
  target: "node20",
  format: "cjs",
  external: ["vscode", "mocha", "playwright-core", "@vscode/test-electron", "typescript"],
  // Bundles of scripts/lib find the repository by its package.json above them.
  banner: { js: "const bundleUrl = require('node:url').pathToFileURL(__filename).href;" },
  define: { "import.meta.url": "bundleUrl" },
};

/** Every *.test.ts, so that mocha needs no loader. */
const testFiles = {
  ...programs,
  entryPoints: filesUnder("test").filter((file) => file.endsWith(".test.ts") || file.endsWith("vscode/index.ts")),
  outbase: "test",
  outdir: "out/test",
};

/** Every *.bench.ts. */
const benchFiles = {
  ...programs,
  entryPoints: filesUnder("bench").filter((file) => file.endsWith(".bench.ts")),
  outbase: "bench",
  outdir: "out/bench",
};

/** @param {string} folder @returns {string[]} */
function filesUnder(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.parentPath.includes("fixtures"))
    .map((entry) => join(entry.parentPath, entry.name));
}

/** Leaves out the parts that nobody has written yet. @param {Record<string, string>} entries */
function existing(entries) {
  return Object.fromEntries(Object.entries(entries).filter(([, file]) => existsSync(file)));
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

const builds = [node, pages, ...(tests ? [testFiles] : []), ...(process.argv.includes("--bench") ? [benchFiles] : [])];
if (watch) {
  await Promise.all(builds.map(async (options) => (await context(options)).watch()));
} else {
  await Promise.all(builds.map((options) => build(options)));
}
