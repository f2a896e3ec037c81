// Holds the lens against files that were judged: node bench/lens/run.mjs LIST.tsv DIR
// A line of the list: repository, commit, path, judgment (training, other, borderline), with tabs between. DIR/OWNER+NAME holds each
// repository's files at that commit. Prints what was missed and what was wrong, precision, recall, and times of the processor.
import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { buildSync } from "esbuild";

const [list, dir] = process.argv.slice(2);
const built = buildSync({
  entryPoints: ["src/python/analyse.ts"],
  bundle: true,
  write: false,
  format: "cjs",
  platform: "node",
});
const module = { exports: {} };
new Function("module", "exports", built.outputFiles[0].text)(module, module.exports);
const { analyse } = module.exports;

const counts = { right: 0, wrong: 0, missed: 0, rest: 0, borderline: 0 };
const times = [];
for (const line of readFileSync(list, "utf8").trim().split("\n")) {
  const [repository, , path, judgment] = line.split("\t");
  const text = readFileSync(join(dir, repository.replace("/", "+"), path), "utf8");
  let quickest = Infinity;
  let kind = "none";
  for (let turn = 0; turn < 3; turn++) {
    const begun = process.cpuUsage();
    kind = analyse(text, basename(path)).kind;
    const { user, system } = process.cpuUsage(begun);
    quickest = Math.min(quickest, (user + system) / 1000);
  }
  times.push(quickest);
  const says = kind === "training";
  if (judgment === "borderline") counts.borderline++;
  else if (judgment === "training") counts[says ? "right" : "missed"]++;
  else counts[says ? "wrong" : "rest"]++;
  if (judgment !== "borderline" && says !== (judgment === "training"))
    console.log(judgment, "called", kind, repository, path);
}
times.sort((a, b) => a - b);
const at = (share) => `${times[Math.min(times.length - 1, Math.floor(times.length * share))].toFixed(1)} ms`;
const { right, wrong, missed } = counts;
console.log({
  ...counts,
  precision: right / (right + wrong),
  recall: right / (right + missed),
  p50: at(0.5),
  p99: at(0.99),
});
