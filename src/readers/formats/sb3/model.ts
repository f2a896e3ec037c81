import type { Axes } from "../../parsing/tables/columns";

/** What every algorithm logs with each dump: steps of all environments together. */
export const timesteps = "time/total_timesteps";

/** progress.csv has its columns in the order in which they came up, and gets a new header with each new one. */
export function axesOfProgress(header: readonly string[]): Axes | undefined {
  const x = header.indexOf(timesteps);
  return x < 0 ? undefined : { x, xKind: "step", epoch: undefined };
}
