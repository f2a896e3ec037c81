import type { RunSummary } from "../../shared/run";

/** What a run says of itself, in which it may name files and other runs: its params' values and its command, and what else it was told. */
export function saidBy(
  { params, command }: Pick<RunSummary, "params" | "command">,
  args: readonly string[] = [],
): readonly unknown[] {
  return [...args, ...Object.values(params), command];
}
