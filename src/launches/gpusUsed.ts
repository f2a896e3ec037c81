import type { RunSummary } from "../shared/run";
import type { Launch } from "./launch";

/** How launchers are told how many processes to start, one for each GPU. */
const processes =
  /(?:^|\s)--?(?:nproc[_-]per[_-]node|num[_-]processes|num[_-]gpus|gpus)[=\s]+["']?(\d{1,4})(?=["'\s]|$)/;
/** What trainers log of it. */
const logged = /(?:^|[._/])(?:n_gpus?|num_gpus|gpus|world_size)$/;
const most = 4096;

/**
 * How many GPUs a run kept busy at the least: as its launcher was told, else as its params say, else one where the machine that
 * Lossline started it on has any. Undefined where nothing tells of GPUs.
 */
export function gpusUsed(
  run: Pick<RunSummary, "params" | "command">,
  launch: Pick<Launch, "command" | "machine"> | undefined,
) {
  if (launch?.machine?.gpus === 0) return undefined;
  const told = processes.exec(launch?.command ?? run.command ?? "")?.[1];
  const said = told ?? Object.entries(run.params).find(([name, value]) => logged.test(name) && Number(value) > 0)?.[1];
  const count = said === undefined ? NaN : Number(said);
  if (Number.isInteger(count) && count > 0 && count <= most) return count;
  return launch?.machine ? 1 : undefined;
}
