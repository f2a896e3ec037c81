import { execFileSync } from "node:child_process";
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { temporaryFolder } from "../../scripts/lib/processes.mjs";

/** A project of inputs that stopped an earlier reader, small, and of two runs that are as they should be. */
export interface HostileProject {
  readonly folder: string;
  /** Names of the good runs. */
  readonly good: readonly string[];
}

export function hostileProject(): HostileProject {
  const folder = temporaryFolder("hostile");
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  const good = ["first good run", "last good run"];
  for (const name of good) write(`${name}/metrics.csv`, "step,loss\n1,2.5\n2,1.5\n");
  // A word without an end, where a regular expression looks for one.
  write("torchtune/log_1790000000.txt", `Step 1 | loss:${"a".repeat(100_000)}\n`);
  // As many mistakes as there are lines.
  write("yaml/config.yaml", "a: [\n".repeat(20_000));
  write("yaml/metrics.csv", "step,loss\n1,0.1\n");
  write("state/metrics.csv", "step,loss\n1,0.1\n");
  write(".lossline/state.json", JSON.stringify({ version: 1, runs: Array.from({ length: 5000 }, () => 1) }));
  write("half/trainer_state.json", '{"log_history": [{"step": 1, "loss": 0.5}, {"st');
  write("cr/metrics.csv", 'step,loss\n1,0.5\n"2\r3",0.4\n');
  if (process.platform === "win32") return { folder, good };
  mkdirSync(join(folder, "zero"));
  symlinkSync("/dev/zero", join(folder, "zero", "metrics.csv"));
  mkdirSync(join(folder, "pipe"));
  execFileSync("mkfifo", [join(folder, "pipe", "metrics.jsonl")]);
  return { folder, good };
}
