// Runs one measurement in a process of its own, so that none sees another's memory.
//   node --expose-gc run-bench.mjs BUNDLE RESULTS
import { writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [bundle = "", results = ""] = process.argv.slice(2);
const { default: exports } = await import(pathToFileURL(bundle).href); // a CommonJS file's module.exports
try {
  writeFileSync(results, JSON.stringify({ rows: await exports.default() }));
} catch (error) {
  if (!(error instanceof Error) || error.name !== "Unavailable") throw error;
  writeFileSync(results, JSON.stringify({ skipped: error.message }));
}
