import { gpusTold } from "../runs/describe/gpus";
import type { RunSummary } from "../shared/run";
import type { Launch } from "./launch";

/**
 * How many GPUs a run kept busy at the least: as its launcher was told, else as its params say, else one where the machine that
 * Lossline started it on has any. Undefined where nothing tells of GPUs.
 */
export function gpusUsed(
  { params, command }: Pick<RunSummary, "params" | "command">,
  launch: Pick<Launch, "command" | "machine"> | undefined,
): number | undefined {
  if (launch?.machine?.gpus === 0) return undefined;
  const line = launch?.command ?? command;
  return gpusTold({ params, ...(line !== undefined && { command: line }) }) ?? (launch?.machine ? 1 : undefined);
}
