import type { RunSummary } from "../../shared/run";
import { byKeys } from "../judging/paramKeys";

/** How launchers are told how many processes to start, one for each GPU. */
const processes =
  /(?:^|\s)--?(?:nproc[_-]per[_-]node|num[_-]processes|num[_-]gpus|gpus)[=\s]+["']?(\d{1,4})(?=["'\s]|$)/;
/** What trainers log of it. */
const logged = /(?:^|[._/])(?:n_gpus?|num_gpus|gpus|world_size)$/;
const most = 4096;

/** The params that say how many GPUs there were: asked for with every row of a table. */
const telling = byKeys((keys) => keys.filter((key) => logged.test(key)));

/** How many GPUs a run kept busy at the least: as its launcher was told, else as its params say; undefined where neither tells. */
export function gpusTold({ command, params }: Pick<RunSummary, "params" | "command">): number | undefined {
  const told = processes.exec(command ?? "")?.[1];
  const said = told ?? telling(params).flatMap((name) => (Number(params[name]) > 0 ? [params[name]] : []))[0];
  const count = said === undefined ? NaN : Number(said);
  return Number.isInteger(count) && count > 0 && count <= most ? count : undefined;
}

/** How long a run took until it ended or was last written, in seconds; undefined where nobody knows when it began. */
export function secondsOf({ startedAt, endedAt, lastWriteAt }: RunSummary): number | undefined {
  return startedAt === undefined ? undefined : Math.max(0, ((endedAt ?? lastWriteAt) - startedAt) / 1000);
}

/** GPU hours at the least, of so many GPUs; undefined where nothing tells of any. */
export function gpuHoursOf(run: RunSummary, gpus: number | undefined): number | undefined {
  const seconds = secondsOf(run);
  return seconds === undefined || !gpus ? undefined : (seconds * gpus) / 3600;
}
