import type { RunSummary } from "../shared/run";

/** A run that lies in a folder which a script names. */
export interface NamedRun {
  readonly run: RunSummary;
  /** As the script has it. */
  readonly folder: string;
}

/** A path in quotes, to its end or to where a value is put in: "plain_runs", f"runs/{name}". At most so many, of so many characters. */
const literal = /["']((?:\.\/)?[\w-][\w.-]{2,60}(?:\/[\w.-]{1,60}){0,5})\/?["'{]/g;
const mostLiterals = 2000;

/** Names that many scripts use for something other than their runs. */
const common: ReadonlySet<string> = new Set("data dataset datasets src test tests train val models".split(" "));

/**
 * The last run in a folder that a script's text names, for scripts of which no launch is known: of runs that don't say themselves what made them.
 * @param text the script's
 * @param script absolute path
 */
export function lastRunNamed(text: string, script: string, runs: Iterable<RunSummary>): NamedRun | undefined {
  const named = literalsIn(text);
  if (named.size === 0) return undefined;
  let last: NamedRun | undefined;
  for (const run of runs) {
    if (run.command !== undefined) continue;
    const folder = placesOf(run, script).find((place) => named.has(place));
    if (folder !== undefined && (!last || timeOf(run) >= timeOf(last.run))) last = { run, folder };
  }
  return last;
}

function literalsIn(text: string): ReadonlySet<string> {
  const found = new Set<string>();
  for (const [, path = ""] of text.matchAll(literal)) {
    const plain = path.replace(/^\.\//, "");
    if (!common.has(plain)) found.add(plain);
    if (found.size >= mostLiterals) break;
  }
  return found;
}

/** The run's folder and those that hold it, the innermost first, from the workspace's folder and from the script's. */
function placesOf({ root, path }: RunSummary, script: string): string[] {
  const slashed = script.replaceAll("\\", "/");
  const home = `${root.replaceAll("\\", "/")}/`;
  if (!slashed.startsWith(home)) return [];
  const beside = slashed.slice(home.length, slashed.lastIndexOf("/") + 1);
  const places = path.split("/").map((_, index, parts) => parts.slice(0, parts.length - index).join("/"));
  return places.flatMap((place) =>
    beside !== "" && place.startsWith(beside) ? [place, place.slice(beside.length)] : [place],
  );
}

function timeOf(run: RunSummary): number {
  return run.startedAt ?? run.lastWriteAt;
}
