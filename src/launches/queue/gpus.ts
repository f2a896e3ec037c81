import { execFile } from "node:child_process";

/** GPUs come and go seldom: they are asked for at most this often, in ms. */
const pace = 60_000;

let known: { readonly at: number; readonly gpus: Promise<readonly string[]> } | undefined;

/** The GPUs of this machine, as CUDA_VISIBLE_DEVICES takes them; none where nvidia-smi is not there or tells of none. */
export function gpusHere(now: number = Date.now()): Promise<readonly string[]> {
  if (!known || now - known.at >= pace) known = { at: now, gpus: ask() };
  return known.gpus;
}

function ask(): Promise<readonly string[]> {
  return new Promise((resolve) => {
    execFile("nvidia-smi", ["--query-gpu=index", "--format=csv,noheader"], { timeout: 5000 }, (error, stdout) =>
      resolve(error ? [] : parseGpus(stdout)),
    );
  });
}

/** Reads what `nvidia-smi --query-gpu=index --format=csv,noheader` prints: a number a line. */
export function parseGpus(text: string): readonly string[] {
  return [...new Set(text.split("\n").map((line) => line.trim()))].filter((line) => /^\d{1,4}$/.test(line));
}

/**
 * The GPUs that launches may be given: where the user's own CUDA_VISIBLE_DEVICES names some, those alone.
 * @param visible the variable as the editor was started with it
 */
export function allowedGpus(all: readonly string[], visible: string | undefined): readonly string[] {
  if (visible === undefined) return all;
  const named = visible.split(",").map((each) => each.trim());
  return all.filter((gpu) => named.includes(gpu));
}
