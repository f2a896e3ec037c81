import type { ParamValue } from "../../../shared/run";
import { memo } from "../../../util/memo";

/** Tells the params that runs of one seed group may differ in. */
export interface SeedLike {
  /** A param that says nothing of how a run was trained but by chance, where, when or under which name. */
  readonly isSeedLike: (key: string) => boolean;
  /** A param that is a seed: runs that share it on two sides are pairs. */
  readonly isSeed: (key: string) => boolean;
}

/** Last words of a key, without capitals and separators, that are seeds. */
const seeds = new Set(["seed", "seeds", "randomstate", "randomseed", "pythonhashseed", "seedeverything"]);

/** Likewise, for what tells where, when or under which name a run was trained. */
const circumstances = new Set(
  (
    "rundir runfolder runpath runname runid outputdir outputfolder outputpath outdir outpath logdir logpath logfolder loggingdir savedir savepath savefolder " +
    "workdir workingdir workingdirectory cwd modeldir checkpointdir checkpointpath ckptdir ckptpath exportdir resultdir resultsdir " +
    "experimentname expname jobname jobid slurmjobid slurmarraytaskid taskid pid uuid hostname host node nodename machine user username " +
    "port masterport masteraddr ip device devices deviceid gpu gpus gpuid gpuids cudavisibledevices visibledevices localrank " +
    "timestamp starttime startedat endtime datetime date now createdat launchtime"
  ).split(" "),
);

/** Words that are a run's own name at the top of its params, or below one of these; "model.name" says what is trained. */
const names = new Set(["name", "id"]);
const owners = new Set(["run", "logger", "experiment", "exp", "job"]);

/**
 * @param edits the user's own list: a key, or its last part, that is seed-like too; with a minus before it, one that
 * isn't. Capitals and separators are not told apart.
 */
export function makeSeedLike(edits: readonly string[] = []): SeedLike {
  const added = new Set(edits.filter((edit) => !edit.startsWith("-")).map(flat));
  const removed = new Set(edits.filter((edit) => edit.startsWith("-")).map(flat));
  const said = (set: ReadonlySet<string>, key: string) =>
    set.size > 0 && (set.has(flat(key)) || set.has(flat(partsOf(key).at(-1)!)));
  const isSeedKey = (key: string) => isSeedWord(partsOf(key).at(-1)!);
  return {
    isSeed: memo((key) => !said(removed, key) && isSeedKey(key)),
    isSeedLike: memo((key) => !said(removed, key) && (said(added, key) || isSeedKey(key) || isCircumstance(key))),
  };
}

/** The user's list once a param is set apart as seed-like, or no longer is: only what the usual list does not say stands in it. */
export function withApart(edits: readonly string[], param: string, apart: boolean): readonly string[] {
  const named = flat(param);
  const others = edits.filter((edit) => flat(edit) !== named);
  if (makeSeedLike(others).isSeedLike(param) === apart) return others;
  return [...others, apart ? param : `-${param}`];
}

/** As it is without the user's edits. */
export const usualSeedLike = makeSeedLike();

function isSeedWord(part: string): boolean {
  return seeds.has(flat(part)) || /(^|[_-])seed$/i.test(part) || /^seed[_-]/i.test(part);
}

function isCircumstance(key: string): boolean {
  const parts = partsOf(key);
  const last = flat(parts.at(-1)!);
  const owner = parts.at(-2);
  if (names.has(last)) return owner === undefined || owners.has(flat(owner));
  return circumstances.has(last);
}

/** "train.optimizer/lr" → "train", "optimizer", "lr". */
function partsOf(key: string): string[] {
  return key.split(/[./]/);
}

function flat(text: string): string {
  return text.toLowerCase().replace(/[^a-z0-9]/g, "");
}

/** Whether a value is a path that has the run's own name in it: an output folder, whatever its key is called. */
export function namesTheRun(value: ParamValue, runName: string): boolean {
  if (typeof value !== "string" || value.length > 1000 || runName.length < 3 || !value.includes(runName)) return false;
  const parts = value.split(/[\\/]/);
  return parts.length > 1 && parts.includes(runName);
}
