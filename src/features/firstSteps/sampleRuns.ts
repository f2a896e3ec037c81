import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** How far a made-up run comes, how fast, and how much its seeds differ. */
const settings = [
  { lr: 0.001, best: 0.86, pace: 40 },
  { lr: 0.01, best: 0.94, pace: 15 },
  { lr: 0.1, best: 0.91, pace: 8 },
] as const;
const seeds = 5;
const steps = 60;

/** A number from 0 to 1 that hangs on three integers only. */
function noise(a: number, b: number, c: number): number {
  const mixed = Math.sin(a * 127.1 + b * 311.7 + c * 74.7) * 43_758.5453;
  return mixed - Math.floor(mixed);
}

/** Writes made-up runs to try things out with: three learning rates, five seeds each, and one that diverges. @param folder absolute path */
export function writeSampleRuns(folder: string): void {
  for (const [at, { lr, best, pace }] of settings.entries()) {
    for (let seed = 0; seed < seeds; seed++) {
      const reached = best + (noise(at, seed, 0) - 0.5) * 0.02;
      writeRun(folder, `lr${lr}_s${seed}`, { lr, seed }, (step) => {
        const accuracy = reached * (1 - Math.exp(-step / pace)) + (noise(at, seed, step) - 0.5) * 0.008;
        return [accuracy, 2.3 * (1 - accuracy) + 0.05];
      });
    }
  }
  writeRun(folder, "lr1_s0", { lr: 1, seed: 0 }, (step) =>
    step < 20 ? [0.1 + step / 100, 2.3 + step / 10] : [NaN, NaN],
  );
}

function writeRun(
  folder: string,
  name: string,
  params: Readonly<Record<string, number>>,
  at: (step: number) => readonly [accuracy: number, loss: number],
): void {
  const place = join(folder, "runs", name);
  mkdirSync(place, { recursive: true });
  const text = (value: number) => (Number.isNaN(value) ? "nan" : value.toFixed(4));
  const rows = Array.from({ length: steps }, (_, index) => [index + 1, ...at(index + 1).map(text)].join(","));
  writeFileSync(join(place, "metrics.csv"), ["step,val/acc,val/loss", ...rows, ""].join("\n"));
  writeFileSync(
    join(place, "hparams.yaml"),
    Object.entries(params)
      .map(([key, value]) => `${key}: ${value}\n`)
      .join(""),
  );
}
