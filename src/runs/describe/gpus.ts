import type { RunSummary } from "../../shared/run";
import { byKeys } from "../judging/paramKeys";

/** How launchers are told how many processes to start, one for each GPU. */
const processes = /(?:^|\s)--?(?:nproc[_-]per[_-]node|num[_-]processes|num[_-]gpus)[=\s]+["']?(\d{1,4})(?=["'\s]|$)/;
/** `--gpus 3` asks for three of some scripts, and of others for the fourth: that is one at the least; `--gpus 0,1` names two. */
const named = /(?:^|\s)--?gpus[=\s]+["']?(\d{1,4}(?:,\d{1,4}){0,63})(?=["'\s]|$)/;
/** What trainers log of it. */
const logged = /(?:^|[._/])(?:n_gpus?|num_gpus|gpus|world_size)$/;
const ambiguous = /(?:^|[./])gpus$/;
const most = 4096;

/** The params that say how many GPUs there were: asked for with every row of a table. */
const telling = byKeys((keys) => keys.filter((key) => logged.test(key)));

/** How many GPUs a run kept busy at the least: as its launcher was told, else as its params say; undefined where neither tells. */
export function gpusTold({ command, params }: Pick<RunSummary, "params" | "command">): number | undefined {
  const told = processes.exec(command ?? "")?.[1];
  if (told === undefined) {
    const names = named.exec(command ?? "")?.[1];
    if (names !== undefined && names !== "0") return new Set(names.split(",")).size;
  }
  const said = told ?? telling(params).flatMap((name) => saidBy(name, params[name]))[0];
  const count = said === undefined ? NaN : Number(said);
  return Number.isInteger(count) && count > 0 && count <= most ? count : undefined;
}

/** What a param says; one at the least where it may be a number or a name. */
function saidBy(name: string, value: unknown): readonly unknown[] {
  if (!(Number(value) > 0)) return [];
  return [ambiguous.test(name) ? 1 : value];
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
