import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { temporaryFolder } from "../../scripts/lib/processes.mjs";

const sweeps = 10;
const epochs = 40;

/** A project with so many runs, in ten sweeps, as a script with JSON lines writes them. @returns its folder */
export function projectWithRuns(count: number): string {
  const project = join(temporaryFolder("many-runs"), "sweeps");
  for (let run = 0; run < count; run++) {
    const rate = 10 ** (-1 - 3 * fraction(run));
    const folder = join(project, `sweep${run % sweeps}`, `lr${rate.toPrecision(2)}_s${Math.floor(run / sweeps)}`);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "config.json"), JSON.stringify({ lr: rate, seed: Math.floor(run / sweeps) }));
    writeFileSync(
      join(folder, "metrics.jsonl"),
      Array.from({ length: epochs }, (_, at) => line(run, rate, at)).join(""),
    );
  }
  return project;
}

/** What is logged after an epoch: a loss that falls, the slower the smaller the rate. */
function line(run: number, rate: number, epoch: number): string {
  const speed = 0.3 + 0.1 * Math.log10(rate * 1e4);
  const loss = 2.3 * Math.exp((-speed * epoch) / 6) + 0.2 + 0.05 * fraction(run * 7 + epoch * 13);
  const record = {
    epoch,
    step: epoch * 100,
    "train/loss": loss,
    "val/loss": loss * 1.1,
    "val/acc": Math.exp(-loss / 2),
  };
  return `${JSON.stringify(record)}\n`;
}

/** From 0 to 1, the same for the same number, and without a pattern that an eye could see. */
const fraction = (n: number): number => (n * 0.618_033_988_75) % 1;
