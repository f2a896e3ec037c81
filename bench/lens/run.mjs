// Holds the lens against files that were judged: node bench/lens/run.mjs LIST.tsv DIR
// A line of the list: repository, commit, path, judgment (training, other, borderline), with tabs between. DIR/OWNER+NAME holds each
// repository's files at that commit. Prints what was missed and what was wrong, precision, recall, and times by the wall clock: of the
// file by itself (the quickest of three), and of the first look with what it imports.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, join } from "node:path";
import { buildSync } from "esbuild";

const [list, dir] = process.argv.slice(2);
const { analyse } = loaded("src/python/analyse.ts");
const { scriptIn } = loaded("src/python/scriptIn.ts");

function loaded(entry) {
  const built = buildSync({ entryPoints: [entry], bundle: true, write: false, format: "cjs", platform: "node" });
  const module = { exports: {} };
  new Function("module", "exports", "require", built.outputFiles[0].text)(
    module,
    module.exports,
    createRequire(import.meta.url),
  );
  return module.exports;
}

const counts = { right: 0, wrong: 0, missed: 0, rest: 0, borderline: 0 };
const alone = [];
const whole = [];
for (const line of readFileSync(list, "utf8").trim().split("\n")) {
  const [repository, , path, judgment] = line.split("\t");
  const file = join(dir, repository.replace("/", "+"), path);
  const text = readFileSync(file, "utf8");
  let begun = performance.now();
  const { kind } = (await scriptIn(text, file)).script;
  whole.push(performance.now() - begun);
  let quickest = Infinity;
  for (let turn = 0; turn < 3; turn++) {
    begun = performance.now();
    analyse(text, basename(path));
    quickest = Math.min(quickest, performance.now() - begun);
  }
  alone.push(quickest);
  const says = kind === "training";
  if (judgment === "borderline") counts.borderline++;
  else if (judgment === "training") counts[says ? "right" : "missed"]++;
  else counts[says ? "wrong" : "rest"]++;
  if (judgment !== "borderline" && says !== (judgment === "training"))
    console.log(judgment, "called", kind, repository, path);
}
const at = (times, share) => {
  const sorted = times.toSorted((a, b) => a - b);
  return `${sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))].toFixed(1)} ms`;
};
const { right, wrong, missed } = counts;
console.log({
  ...counts,
  precision: right / (right + wrong),
  recall: right / (right + missed),
  p50: at(alone, 0.5),
  p99: at(alone, 0.99),
  "p99 with imports": at(whole, 0.99),
});
