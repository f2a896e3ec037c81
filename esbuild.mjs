// Bundles the extension, its worker, the command line, the pages and, with --tests, the tests.
import { build, context } from "esbuild";
import { readdirSync } from "node:fs";
import { join } from "node:path";

const watch = process.argv.includes("--watch");
const tests = process.argv.includes("--tests");
const debug = watch || tests;

/** @type {import("esbuild").BuildOptions} */
const shared = {
  bundle: true,
  minify: !debug,
  sourcemap: debug ? "linked" : false,
  logLevel: "warning",
  legalComments: "none",
};

/** What runs in the extension host, in its worker, and in a terminal. */
const node = {
  ...shared,
  platform: "node",
  target: "node20",
  format: "cjs",
  external: ["vscode"],
  entryPoints: {
    extension: "src/extension.ts",
    worker: "src/store/worker.ts",
  },
  outdir: "dist",
};

/** What runs inside a webview: one bundle a page. */
const pages = {
  ...shared,
  platform: "browser",
  target: "chrome130",
  format: "iife",
  entryPoints: { plots: "media/plots/main.ts" },
  loader: { ".ttf": "file" },
  assetNames: "[name]",
  outdir: "dist/media",
};

/** Every *.test.ts, one bundle a file, so that mocha needs no loader. */
const testFiles = {
  ...shared,
  platform: "node",
  target: "node20",
  format: "cjs",
  external: ["vscode", "mocha", "playwright-core", "@vscode/test-electron", "typescript"],
  entryPoints: filesUnder("test").filter((file) => file.endsWith(".test.ts") || file.endsWith("vscode/index.ts")),
  outbase: "test",
  outdir: "out/test",
};

/** @param {string} folder @returns {string[]} */
function filesUnder(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.parentPath.includes("fixtures"))
    .map((entry) => join(entry.parentPath, entry.name));
}

const builds = tests ? [node, pages, testFiles] : [node, pages];
if (watch) {
  await Promise.all(builds.map(async (options) => (await context(options)).watch()));
  console.log("watching");
} else {
  await Promise.all(builds.map((options) => build(options)));
}
