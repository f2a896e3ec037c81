import { dirname, relative, sep } from "node:path";
import { groupBy } from "../../util/groupBy";
import { isEarlier, layoutOf, type Part, type RunParts } from "./parts";

/**
 * A launcher (Hydra) gives each job of a program a folder. Whatever the program logs in or below that folder is the job's: one launch,
 * one run. Where several logs lie below it, their series are told apart by the folders they are in. A job that logged
 * nothing is left out.
 */
export function adoptByJobs(runs: readonly RunParts[]): RunParts[] {
  const jobs = new Map(runs.filter(isJob).map((run) => [run.path, run]));
  if (jobs.size === 0) return [...runs];
  const homes = new Map(runs.map((run) => [run, jobAbove(run, jobs)]));
  const inner = groupBy(
    runs.filter((run) => homes.get(run) !== undefined),
    (run) => homes.get(run)!,
  );
  return runs.flatMap((run) => {
    if (homes.get(run) !== undefined) return [];
    if (jobs.get(run.path) !== run) return [run];
    const below = inner.get(run) ?? [];
    const parts = [...run.parts, ...below.flatMap((other) => partsIn(run, other, below.length > 1))];
    return parts.every(isAbsorbing) ? [] : [{ ...run, parts }];
  });
}

function isJob(run: RunParts): boolean {
  return run.nativeId === "" && !isEarlier(run) && run.parts.some(isAbsorbing);
}

function isAbsorbing({ source }: Part): boolean {
  return layoutOf(source).absorbs === true;
}

/** The nearest job that a run lies below. Trials of a search are runs by themselves, wherever they are. */
function jobAbove(run: RunParts, jobs: ReadonlyMap<string, RunParts>): RunParts | undefined {
  if (jobs.get(run.path) === run || run.nativeId !== "" || isEarlier(run)) return undefined;
  if (run.parts.some(({ source }) => layoutOf(source).standsAlone)) return undefined;
  for (let path = run.path; dirname(path) !== path; path = dirname(path)) {
    const job = jobs.get(dirname(path));
    if (job) return job;
  }
  return undefined;
}

function partsIn(job: RunParts, run: RunParts, several: boolean): RunParts["parts"] {
  if (!several) return run.parts;
  const prefix = relative(job.path, run.path)
    .split(sep)
    .join("/")
    .replace(/\.\w+$/, "");
  return run.parts.map((part) => ({ ...part, nameOf: (tag) => `${prefix}/${part.nameOf(tag)}` }));
}
