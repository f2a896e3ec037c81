import type { Axes } from "../../parsing/tables/columns";

/** What every algorithm logs with each dump: steps of all environments together. */
export const timesteps = "time/total_timesteps";

/** What deepq of OpenAI Baselines, which came before, logs with each dump, and what it counts beside it. */
const rewardOfDeepq = /^mean 100 episode reward$/;
const stepsOfDeepq = "steps";

/** Whether a header is that of such a progress.csv. */
export function isProgress(header: readonly string[]): boolean {
  return (
    header.includes(timesteps) || (header.some((name) => rewardOfDeepq.test(name)) && header.includes(stepsOfDeepq))
  );
}

/** progress.csv has its columns in the order in which they came up, and gets a new header with each new one. */
export function axesOfProgress(header: readonly string[]): Axes | undefined {
  const x = header.indexOf(header.includes(timesteps) ? timesteps : stepsOfDeepq);
  return x < 0 ? undefined : { x, xKind: "step", epoch: undefined };
}
