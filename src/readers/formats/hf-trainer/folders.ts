import { readdirSync } from "node:fs";
import { join } from "node:path";

/** Written to the output folder by save_state(), and to every checkpoint folder. */
export const stateFile = "trainer_state.json";

const checkpointName = /^checkpoint-(\d{1,12})$/;

/** The step in a checkpoint folder's name; undefined if it is no such name. */
export function checkpointStep(name: string): number | undefined {
  const digits = checkpointName.exec(name)?.[1];
  return digits === undefined ? undefined : Number(digits);
}

/** Names of checkpoint folders, that of the highest step first. */
export function checkpointsIn(names: readonly string[]): string[] {
  return names
    .filter((name) => checkpointStep(name) !== undefined)
    .sort((a, b) => checkpointStep(b)! - checkpointStep(a)!);
}

/** Where the states of the run in an output folder may be: the folder's own first, then the checkpoints', latest first. */
export function statesOf(folder: string): { readonly own: string; readonly checkpoints: readonly string[] } {
  let names: string[] = [];
  try {
    names = readdirSync(folder);
  } catch {
    // The folder is gone or locked: so is the file in it, and looking at that tells.
  }
  return {
    own: join(folder, stateFile),
    checkpoints: checkpointsIn(names).map((name) => join(folder, name, stateFile)),
  };
}
