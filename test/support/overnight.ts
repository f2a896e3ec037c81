import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** 40 made-up runs of 8 learning rates and 5 seeds, one stopped early and five NaN, with SciPy's verdicts: make_overnight.py. */
export interface Overnight {
  /** The learning rate whose runs the others are measured against. */
  readonly baseline: string;
  /** Points by the run's name; "nan" as Python writes it. */
  readonly runs: Readonly<Record<string, readonly (readonly [step: number, value: number | "nan"])[]>>;
  /** By learning rate. */
  readonly expected: Readonly<Record<string, Answer>>;
}

export interface Answer {
  readonly step: number;
  readonly delta: number;
  readonly mean: number;
  readonly sd: number;
  readonly p: number;
  readonly pAdjusted: number;
  readonly low: number;
  readonly high: number;
  readonly verdict: "better" | "worse" | "within noise";
}

export function overnight(): Overnight {
  return JSON.parse(readFileSync("test/fixtures/overnight/overnight.json", "utf8")) as Overnight;
}

/** Writes the runs below a folder, as tables with their params beside them. */
export function writeOvernight(folder: string, { runs }: Overnight): void {
  for (const [name, points] of Object.entries(runs)) {
    const [, lr, seed] = /^lr(.+)_s(\d)$/.exec(name)!;
    const run = join(folder, "runs", name);
    mkdirSync(run, { recursive: true });
    writeFileSync(join(run, "config.json"), JSON.stringify({ lr: Number(lr), seed: Number(seed) }));
    writeFileSync(
      join(run, "metrics.csv"),
      ["step,val/acc", ...points.map((point) => point.join(","))].join("\n") + "\n",
    );
  }
}
