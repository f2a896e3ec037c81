import { basename, dirname, isAbsolute, join } from "node:path";
import { fileURLToPath } from "node:url";
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

/** Longer texts are not looked through: no command line of one process is longer on Windows. */
const longest = 32_768;
/** What may stand around a path: any sign, or spaces or quotes only, as a folder may be called "lr=0.1" or "my runs". */
const around = [/[\s"'`,;=()[\]{}<>|]/, /\s/, /["'`\n]/];
/** MLflow and others name runs by 32 hexadecimal digits: "runs:/ID/model". */
const isId = /^[0-9a-f]{32}$/;

/**
 * Where params, commands and launches of some runs lead into folders of others: a model that was trained on, evaluated or distilled
 * from is missed by whoever names it. Each pointer comes from the run that names, so that what a run says of itself is told apart.
 * @param folders absolute paths of the runs' folders
 */
export function namedBy(
  runs: readonly RunSummary[],
  commands: readonly Command[],
  folders: ReadonlySet<string>,
): ReadonlyMap<string, readonly Pointer[]> {
  const byId = groupBy(folders, (folder) => basename(folder));
  const found = new Map<string, Pointer[]>();
  const pointersTo = (folder: string): Pointer[] => {
    const known = found.get(folder) ?? [];
    found.set(folder, known);
    return known;
  };
  const note = (own: readonly string[], to: string) => {
    for (let at = to; at !== dirname(at); at = dirname(at))
      if (folders.has(at) && !own.some((from) => isWithin(from, at))) pointersTo(at).push({ from: own[0] ?? "", to });
  };
  const read = (texts: Iterable<unknown>, own: readonly string[], bases: readonly string[], isBare: boolean) => {
    for (const word of wordsOf(texts)) {
      for (const part of word.split("/"))
        if (isId.test(part)) for (const folder of byId.get(part) ?? []) note(own, folder);
      if (isAbsolute(word)) note(own, join(word));
      else if (isBare || word.includes("/")) for (const base of bases) note(own, join(base, word));
    }
  };
  for (const run of runs) read([...Object.values(run.params), run.command], [run.id], [run.root, run.id], false);
  for (const { args, cwd, runs: own } of commands) read(args, own, [cwd], true);
  return found;
}

/** What may be a path with a folder in it, or an id, in texts; each once. */
function wordsOf(texts: Iterable<unknown>): ReadonlySet<string> {
  const words = new Set<string>();
  for (const text of texts)
    if (typeof text === "string" && text.length <= longest)
      for (const cut of around)
        for (const part of text.replaceAll("\\", "/").split(cut))
          for (const word of [part, part.slice(part.indexOf("=") + 1)])
            if (word.trim() !== "") words.add(pathOf(word.trim()));
  return words;
}

/** "/data/my run" of "file:///data/my%20run"; any other word as it is. */
function pathOf(word: string): string {
  if (!word.startsWith("file://")) return word;
  try {
    return fileURLToPath(word).replaceAll("\\", "/");
  } catch {
    return word;
  }
}
