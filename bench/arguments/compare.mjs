// Holds what the form reads against argparse's own word: node bench/arguments/compare.mjs TRUTH.json
// TRUTH.json: a list of { repo, path, file, actions }, actions as truth.py prints them, file the script's absolute path.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname } from "node:path";
import { buildSync } from "esbuild";

const options = { bundle: true, write: false, format: "cjs", platform: "node" };
const built = buildSync({ entryPoints: ["src/python/arguments/read.ts"], ...options });
const module = { exports: {} };
new Function("module", "exports", "require", built.outputFiles[0].text)(
  module,
  module.exports,
  createRequire(import.meta.url),
);

/** The kinds that a type of argparse may be read as. */
const kinds = {
  flag: ["flag"],
  int: ["integer", "list"],
  float: ["number", "list"],
  str: ["text", "path", "list"],
  null: ["text", "path", "list"],
};
const plain = (text) =>
  text
    .replace(/['"[\](),]/g, " ")
    .trim()
    .split(/\s+/)
    .join(" ");
const written = (value) => {
  if (Array.isArray(value)) return value.map(written).join(" ");
  return value === true ? "True" : value === false ? "False" : String(value);
};
const same = (read, real) => read === real || plain(read) === plain(real) || Number(read) === Number(real || NaN);

const counts = { scripts: 0, names: 0, found: 0, typed: 0, defaults: 0, right: 0, unknown: 0, wrong: 0 };
for (const { repo, path, file, actions } of JSON.parse(readFileSync(process.argv[2], "utf8"))) {
  counts.scripts++;
  const { specs } = await module.exports.argumentsOf(file, readFileSync(file, "utf8"), dirname(file));
  for (const { flags, dest, kind, default: real } of actions) {
    counts.names++;
    const isOwn = (spec) =>
      flags.length > 0
        ? flags.some((flag) => spec.flags.includes(flag))
        : spec.flags.length === 0 && spec.dest === dest;
    const read = specs.find(isOwn);
    if (!read) {
      console.log("not found", repo, path, flags[0] ?? dest);
      continue;
    }
    counts.found++;
    if ((kinds[kind] ?? [read.kind]).includes(read.kind)) counts.typed++;
    else console.log("type", repo, path, flags[0] ?? dest, kind, "read as", read.kind);
    if (real === null || kind === "flag" || String(real).startsWith("<class")) continue;
    counts.defaults++;
    if (read.default === undefined) counts.unknown++;
    else if (same(read.default, written(real))) counts.right++;
    else counts.wrong++ || console.log("default", repo, path, flags[0] ?? dest, real, "read as", read.default);
  }
}
console.log(counts);
