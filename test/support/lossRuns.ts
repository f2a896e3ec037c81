import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Writes a run of one metric, val_loss, with its params. */
export function writeLossRun(
  root: string,
  name: string,
  values: readonly number[],
  params: Record<string, number> = {},
): void {
  mkdirSync(join(root, name), { recursive: true });
  const lines = values.map((value, step) => `${step},${Number.isNaN(value) ? "nan" : value}\n`);
  writeFileSync(join(root, name, "metrics.csv"), `step,val_loss\n${lines.join("")}`);
  writeFileSync(
    join(root, name, "hparams.yaml"),
    Object.entries(params)
      .map(([key, value]) => `${key}: ${value}\n`)
      .join(""),
  );
}
