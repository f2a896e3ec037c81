// Holds the lens against files that were judged: node bench/lens/run.mjs LIST.tsv... DIR
// A line of a list: repository, commit, path, judgment (training, other, borderline), with tabs between. DIR/OWNER+NAME holds each
// repository's files at that commit. Prints what was missed and what was wrong, precision, recall, and times, by the processor (all
// threads of this process) and by the wall clock: of the file by itself (the quickest of three), and of the first look with what it
// imports.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, join } from "node:path";
import { buildSync } from "esbuild";

const lists = process.argv.slice(2, -1);
const dir = process.argv.at(-1);
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

/** What some work took: milliseconds by the wall clock and by the processor. */
function stopwatch() {
  const began = { wall: performance.now(), processor: process.cpuUsage() };
  return () => {
    const { user, system } = process.cpuUsage(began.processor);
    return { wall: performance.now() - began.wall, processor: (user + system) / 1000 };
  };
}

const counts = { right: 0, wrong: 0, missed: 0, rest: 0, borderline: 0 };
const alone = [];
const whole = [];
for (const list of lists)
  for (const line of readFileSync(list, "utf8").trim().split("\n")) await hold(line.split("\t"));

async function hold([repository, , path, judgment]) {
  const file = join(dir, repository.replace("/", "+"), path);
  const text = readFileSync(file, "utf8");
  const looked = stopwatch();
  const { kind } = (await scriptIn(text, file)).script;
  whole.push(looked());
  const turns = Array.from({ length: 3 }, () => {
    const turn = stopwatch();
    analyse(text, basename(path));
    return turn();
  });
  alone.push({
    wall: Math.min(...turns.map(({ wall }) => wall)),
    processor: Math.min(...turns.map(({ processor }) => processor)),
  });
  const says = kind === "training";
  if (judgment === "borderline") counts.borderline++;
  else if (judgment === "training") counts[says ? "right" : "missed"]++;
  else counts[says ? "wrong" : "rest"]++;
  if (judgment !== "borderline" && says !== (judgment === "training"))
    console.log(judgment, "called", kind, repository, path);
}

/** The time that this share of the files stays below, by both clocks. */
function at(times, share) {
  const by = (clock) => {
    const sorted = times.map((time) => time[clock]).toSorted((a, b) => a - b);
    return `${sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))].toFixed(1)} ms`;
  };
  return { processor: by("processor"), wall: by("wall") };
}
const { right, wrong, missed } = counts;
console.log({
  ...counts,
  precision: right / (right + wrong),
  recall: right / (right + missed),
  p50: at(alone, 0.5),
  p99: at(alone, 0.99),
  "p99 with imports": at(whole, 0.99),
});
