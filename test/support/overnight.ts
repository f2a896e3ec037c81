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
  /** A learning rate that is tried in the morning: first with one seed, then repeated. */
  readonly repeated: {
    /** What its script logs last, by seed. */
    readonly values: Readonly<Record<string, number>>;
    readonly alone: { readonly delta: number; readonly half: number; readonly verdict: Answer["verdict"] };
    readonly together: { readonly delta: number; readonly pAdjusted: number; readonly verdict: Answer["verdict"] };
  };
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

/** Writes a training script that logs the repeated runs' values as the night's runs were logged. @returns its name */
export function writeMorningScript(folder: string, { repeated }: Overnight): string {
  const lines = [
    "import argparse, csv, json",
    "from pathlib import Path",
    `LAST = ${JSON.stringify(repeated.values)}`,
    "",
    "class Model:",
    "    error = 1.0",
    "    def train_one_epoch(self, lr):",
    "        self.error *= 1 - lr",
    "",
    "def train(lr, seed):",
    '    out = Path("runs") / f"lr{lr:g}_s{seed}"',
    "    out.mkdir(parents=True, exist_ok=True)",
    '    (out / "config.json").write_text(json.dumps({"lr": lr, "seed": seed}))',
    '    with (out / "metrics.csv").open("w", newline="") as file:',
    "        rows = csv.writer(file)",
    '        rows.writerow(["step", "val/acc"])',
    "        model = Model()",
    "        for step in range(0, 201, 10):",
    "            rows.writerow([step, LAST[str(seed)] - model.error * (200 - step) / 400])",
    "            model.train_one_epoch(lr)",
    "",
    'if __name__ == "__main__":',
    "    parser = argparse.ArgumentParser()",
    '    parser.add_argument("--lr", type=float, default=0.1)',
    '    parser.add_argument("--seed", type=int, default=0)',
    "    args = parser.parse_args()",
    "    train(args.lr, args.seed)",
  ];
  writeFileSync(join(folder, "train.py"), lines.join("\n") + "\n");
  return "train.py";
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
