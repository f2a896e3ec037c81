import { execFileSync } from "node:child_process";
import { mkdirSync, symlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import { goodRows, put, type HostileCase } from "./hostileCase";

const pipe = (folder: string, path: string): void => {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  execFileSync("mkfifo", [join(folder, path)]);
};
const signal = ".dvc/tmp/exps/run/DVCLIVE_ONLY";
const dvclive = (folder: string): void => {
  put(folder, "dvclive/metrics.json", '{"step": 1, "loss": 0.5}');
  put(folder, "dvclive/plots/metrics/loss.tsv", "step\tloss\n0\t1\n1\t0.5\n");
  mkdirSync(dirname(join(folder, signal)), { recursive: true });
};

const cases: readonly Omit<HostileCase, "kind">[] = [
  {
    name: "DVCLive’s signal is a device",
    make: (folder) => {
      dvclive(folder);
      symlinkSync("/dev/zero", join(folder, signal));
    },
    named: /signal can’t be read: not a regular file/,
  },
  {
    name: "DVCLive’s signal is a pipe",
    make: (folder) => {
      dvclive(folder);
      pipe(folder, signal);
    },
    named: /signal can’t be read: not a regular file/,
  },
  { name: "a log is a pipe", make: (folder) => pipe(folder, "metrics.csv"), named: /named pipe/ },
  {
    name: "an event file is a pipe",
    make: (folder) => pipe(folder, "events.out.tfevents.1700000000.host"),
    named: /named pipe/,
  },
  {
    name: "a configuration is a pipe",
    make: (folder) => {
      put(folder, "metrics.csv", goodRows);
      pipe(folder, "config.yaml");
    },
    named: /named pipe/,
  },
  {
    name: "a log leads to a device",
    make: (folder) => symlinkSync("/dev/zero", join(folder, "metrics.jsonl")),
    named: /leads to a device \(\/dev\/zero\)/,
  },
];

/** Whoever reads a named pipe waits, and a device never ends. */
export const notFiles: readonly HostileCase[] = cases.map((one) => ({ kind: "not a file", ...one }));
