import { dirname } from "node:path";
import type { ReadOutcome } from "../../format";
import { readBytes } from "../../parsing/files/open";
import { WholeFile } from "../../parsing/files/wholeFile";
import { systemProblem } from "../../parsing/lines/lines";
import { numberArray, type NumberArray } from "../../parsing/numpy/array";
import { BadArchive, unzip, zipEntries } from "../../parsing/numpy/zip";
import { fillParams } from "../../parsing/params/fillParams";
import { SideFiles, usualParamFiles } from "../../parsing/params/sideFiles";
import { SidedReader } from "../../parsing/params/sidedReader";
import type { RawRun, RawSource } from "../../raw";
import { t } from "../../../util/text";

/** What EvalCallback keeps, where it has a log_path. */
export const evaluationsName = "evaluations.npz";

const largest = 64 * 1024 * 1024;
const mostEntries = 64;
const times = "timesteps";

/** What each array is called as a mean over the episodes of an evaluation: as EvalCallback logs it. */
const means = new Map([
  ["results", "eval/mean_reward"],
  ["ep_lengths", "eval/mean_ep_length"],
  ["successes", "eval/success_rate"],
]);

/** The arrays in the file by their names, and what is in it beside them. */
interface Evaluations {
  readonly arrays: ReadonlyMap<string, NumberArray>;
  readonly others: number;
}

/** Whether a file begins as numpy.savez begins it: with the array of time steps. */
export function isEvaluations(head: Buffer | undefined): boolean {
  return head?.toString("latin1", 0, 4) === "PK\x03\x04" && head.toString("latin1", 30, 43) === `${times}.npy`;
}

/**
 * Reads the evaluations of a training, which Stable-Baselines3 writes anew after each: a mean over episodes at each time step.
 * Source: stable_baselines3/common/callbacks.py, EvalCallback.
 */
export class EvaluationsReader extends SidedReader {
  private readonly file: WholeFile<Evaluations>;
  private problem: string | undefined;

  constructor(path: string) {
    super(path, new SideFiles(dirname(path), usualParamFiles));
    this.file = new WholeFile(path, readEvaluations);
  }

  read(into: RawSource): ReadOutcome {
    const look = this.file.look();
    if (look.state !== "same") this.problem = undefined;
    if (look.state === "gone") this.problem = t("The file no longer exists.");
    if (look.state === "unreadable" && look.isFinal) this.problem = look.reason;
    if (look.state === "read") {
      into.clear();
      fill(into.run(), look.value, this.path);
    }
    if (this.sides.refresh() || look.state === "read") fillParams(into.run(), this.sides);
    return this.problem === undefined ? { state: "idle" } : { state: "broken", reason: this.problem };
  }
}

function readEvaluations(path: string): { readonly value: Evaluations } | string {
  try {
    const bytes = readBytes(path, largest);
    const entries = zipEntries(bytes, mostEntries);
    const arrays = new Map<string, NumberArray>();
    for (const entry of entries) {
      const name = entry.name.replace(/\.npy$/, "");
      if (name === times || means.has(name)) arrays.set(name, numberArray(unzip(bytes, entry, largest)));
    }
    if (!arrays.has(times)) return t("It holds no time steps.");
    return { value: { arrays, others: entries.length - arrays.size } };
  } catch (error) {
    return error instanceof BadArchive
      ? t("It can’t be read: {reason}.", { reason: error.message })
      : systemProblem(error);
  }
}

function fill(run: RawRun, { arrays, others }: Evaluations, path: string): void {
  const steps = arrays.get(times)!.values;
  run.leftOut.set({ path, unit: "record", cause: "form" }, others);
  for (const [name, tag] of means) {
    const array = arrays.get(name);
    if (!array) continue;
    const rows = array.shape[0] ?? 0;
    // The rows without a time step, and those that are none: the arrays grow together.
    run.leftOut.add({ path, unit: "row", cause: "no-step" }, Math.max(0, rows - steps.length));
    const series = run.seriesOf(tag);
    if (name !== "ep_lengths") series.direction = "higher";
    const length = rows === 0 ? 0 : array.values.length / rows;
    for (let row = 0; row < Math.min(rows, steps.length) && length > 0; row++) {
      const values = array.values.subarray(row * length, (row + 1) * length);
      series.points.push(steps[row]!, values.reduce((sum, value) => sum + value, 0) / length);
    }
    series.points.trim();
  }
}
