import { chmodSync, linkSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { goodRows, put, type HostileCase } from "./hostileCase";

const linked: readonly Omit<HostileCase, "kind">[] = [
  {
    name: "a log that leads to itself",
    make: (folder) => symlinkSync("metrics.csv", join(folder, "metrics.csv")),
    named: /leads nowhere, or to itself/,
  },
  {
    name: "a log that leads nowhere",
    make: (folder) => symlinkSync(join(folder, "gone.csv"), join(folder, "results.csv")),
    named: /leads nowhere, or to itself/,
  },
  {
    name: "folders that lead to each other and to those above",
    make: (folder) => {
      put(folder, "a/metrics.csv", goodRows);
      for (const [at, target] of ["..", "../..", ".", "../a", "loop4"].entries())
        symlinkSync(target, join(folder, "a", `loop${at}`));
    },
  },
  {
    name: "a folder of the system’s own",
    make: (folder) => symlinkSync("/proc", join(folder, "runs")),
    named: /leads to the system’s own files/,
  },
  {
    name: "one log under 200 names",
    make: (folder) => {
      put(folder, "a/metrics.csv", goodRows);
      for (let at = 0; at < 200; at++) {
        mkdirSync(join(folder, `b${at}`));
        linkSync(join(folder, "a/metrics.csv"), join(folder, `b${at}`, "metrics.csv"));
      }
    },
    alone: true,
  },
];

/** Links that go round, lead nowhere, or out of what is ours. */
export const links: readonly HostileCase[] = linked.map((one) => ({ kind: "a link", ...one }));

/** Names that end lines, turn the writing round, or are no text. */
export const names: readonly HostileCase[] = [
  { name: "line breaks and escape sequences", names: ["a\nb", "a\tb\u001B[31mred", "\r"] },
  { name: "overrides of the direction", names: ["\u202Egnp.exe", "\u2066a\u2069", "\u200Fa"] },
  { name: "longest, of letters beyond the first plane", names: ["😀".repeat(60), "x".repeat(255)] },
  {
    name: "what shells and pages take for code",
    names: ["$(id)", "`id`", "<img src=x onerror=1>", "{{a}}", "-rf", "%s"],
  },
  { name: "those of an object’s parents", names: ["__proto__", "constructor", "toString"] },
].map(({ name, names }) => ({
  kind: "a name",
  name,
  make: (folder: string) => {
    for (const one of names) put(folder, `${one}/metrics.csv`, goodRows);
  },
  alone: true as const,
}));

const noMore = [
  { name: "a log", path: "metrics.csv", closed: "metrics.csv" },
  { name: "a folder", path: "a/metrics.csv", closed: "a" },
  { name: "an event file", path: "events.out.tfevents.1700000000.host", closed: "events.out.tfevents.1700000000.host" },
  { name: "a database", path: "mlflow.db", closed: "mlflow.db" },
  { name: "what was printed", path: "train.log", closed: "train.log" },
];

/** What the user may not read. */
export const refusals: readonly HostileCase[] = noMore.map(({ name, path, closed }, at) => ({
  kind: "no permission",
  name,
  make: (folder) => {
    put(folder, `closed-${at}/${path}`, goodRows);
    chmodSync(join(folder, `closed-${at}`, closed), 0);
  },
  // In a window the reason comes first, and then the path.
  named: new RegExp(`closed-${at}\\b.*No permission to read it|No permission to read it.*closed-${at}\\b`),
  alone: true,
  refused: true,
}));

/** Makes empty files. @param count how many */
export function manyFiles(folder: string, count: number, nameOf: (at: number) => string): void {
  for (let at = 0; at < count; at++) writeFileSync(join(folder, nameOf(at)), "");
}
