import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { manyFiles } from "./entries";
import { put, type HostileCase } from "./hostileCase";

const keys = (count: number) => Array.from({ length: count }, (_, at) => `"k${at}":${at}`).join();

const cases: readonly Omit<HostileCase, "kind">[] = [
  {
    name: "a million names in one row",
    make: (folder) => put(folder, "metrics.jsonl", `{"step":1,"loss":2}\n{${keys(1_000_000)}}\n`),
    named: /1 row left out: more than 16384 names in one row/,
  },
  {
    name: "a table of 100,000 columns",
    make: (folder) => put(folder, "metrics.csv", `step${",c".repeat(100_000)}\n`),
    named: /first line is longer than 64 KB/,
  },
  {
    name: "10,000 event files in one folder",
    make: (folder) => manyFiles(folder, 10_000, (at) => `events.out.tfevents.${1_700_000_000 + at}.host`),
    named: /still empty/,
  },
  {
    name: "21,000 files in one folder",
    make: (folder) => manyFiles(folder, 21_000, (at) => `${at}.csv`),
  },
  {
    name: "10,000 folders in one",
    make: (folder) => {
      for (let at = 0; at < 10_000; at++) mkdirSync(join(folder, `f${at}`));
    },
  },
  {
    name: "folders 1,000 deep",
    make: (folder) => mkdirSync(join(folder, "d/".repeat(1000)), { recursive: true }),
  },
];

/** So many of one thing that looking at each with each takes for ever. */
export const crowds: readonly HostileCase[] = cases.map((one) => ({ kind: "a crowd", alone: true, ...one }));
