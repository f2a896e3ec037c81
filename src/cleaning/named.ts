import { basename, dirname, isAbsolute, join } from "node:path";
import { saidBy } from "../runs/describe/said";
import { pathWords } from "../util/pathWords";
import { homeOf } from "../runs/describe/home";
import type { RunSummary } from "../shared/run";
import { groupBy } from "../util/groupBy";
import { isWithin } from "../util/paths";
import type { Pointer } from "./pointers";

/** A command that was or will be started. */
export interface Command {
  readonly args: readonly string[];
  /** Absolute path. */
  readonly cwd: string;
  /** Ids of the runs that it wrote. */
  readonly runs: readonly string[];
}

/** Those of launches that still will read what they name, and of those whose runs are known. */
export function commandsOf(launches: readonly (Command & { readonly state: string })[]): readonly Command[] {
  return launches.filter(({ state, runs }) => state !== "ended" || runs.length > 0);
}

/** MLflow and others name runs by 32 hexadecimal digits: "runs:/ID/model". */
const isId = /^[0-9a-f]{32}$/;

/** Who names something in a run's folder. */
export interface Naming {
  readonly byOthers: readonly Pointer[];
  /** What a run says of itself keeps the checkpoint that it names, for whoever repeats its command, and nothing else. */
  readonly byItself: readonly Pointer[];
}

/**
 * Where params, commands and launches of runs lead into folders of runs: a model that was trained on, evaluated or distilled
 * from is missed by whoever names it. Each pointer comes from the run that names.
 * @param folders absolute paths of the runs' folders
 */
export function namedBy(
  runs: readonly RunSummary[],
  commands: readonly Command[],
  folders: ReadonlySet<string>,
): ReadonlyMap<string, Naming> {
  const byId = groupBy(folders, (folder) => basename(folder));
  const found = new Map<string, { byOthers: Pointer[]; byItself: Pointer[] }>();
  const namingOf = (folder: string) => {
    const known = found.get(folder) ?? { byOthers: [], byItself: [] };
    found.set(folder, known);
    return known;
  };
  const note = (own: readonly string[], to: string) => {
    for (let at = to; at !== dirname(at); at = dirname(at)) {
      if (!folders.has(at)) continue;
      const { byOthers, byItself } = namingOf(at);
      const isOwn = own.some((from) => isWithin(from, at));
      if (!isOwn || to !== at) (isOwn ? byItself : byOthers).push({ from: own[0] ?? "", to });
    }
  };
  const read = (texts: Iterable<unknown>, own: readonly string[], bases: readonly string[], isBare: boolean) => {
    for (const word of pathWords(texts)) {
      for (const part of word.split("/"))
        if (isId.test(part)) for (const folder of byId.get(part) ?? []) note(own, folder);
      if (isAbsolute(word)) note(own, join(word));
      else if (isBare || word.includes("/")) for (const base of bases) note(own, join(base, word));
    }
  };
  const homes = new Map(runs.map((run) => [run.id, homeOf(run)]));
  for (const run of runs) {
    const home = homeOf(run);
    read(saidBy(run), [home], [run.root, home], false);
  }
  for (const { args, cwd, runs: ids } of commands)
    read(
      args,
      ids.map((id) => homes.get(id) ?? id),
      [cwd],
      true,
    );
  return found;
}
