import type { RunSummary } from "../shared/run";

/** By when they began, else by their last write: newest first. */
export function newestFirst(runs: readonly RunSummary[]): RunSummary[] {
  const time = (run: RunSummary) => run.startedAt ?? run.lastWriteAt;
  return [...runs].sort((a, b) => time(b) - time(a));
}
