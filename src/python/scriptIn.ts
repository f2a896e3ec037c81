import { basename, dirname, isAbsolute, join } from "node:path";
import { inSlices } from "../util/inSlices";
import { analysing, isStartedElsewhere, type Analysis } from "./analyse";
import { callsProject, trainsElsewhere } from "./elsewhere";
import { exists } from "./environment/paths";
import type { Outline, Scope } from "./module";
import type { Parsed } from "./parse";
import { reach } from "./reach";
import { scriptsStarted, startedScriptTrains } from "./startedScripts";

/** Scripts of these names prepare, show or use something, whatever else the modules that they call can do. */
const otherwise =
  /(?:^|[^a-zA-Z]|(?<=[a-z])(?=[A-Z]))(?:eval|valid|enjoy|test|infer|predict|demo(?![cn])|sample|sampling|generat|plot|visual|show|draw|data|prep|convert|conversion|export|download|util|config|setup|apps?(?![a-z])|serv(?:e|er|ing)(?![a-z])|api(?![a-z])|bench|profil|debug|analy[sz]|check(?!ers)|inspect|play|render|record)/i;

/** Folders of scripts that only use what was trained. */
const elsewhere = /^(?:eval|evaluate|evaluation|inference|tests?)$/;

/** Scripts that one script starts, of which so many are read. */
const mostStarted = 4;

/** A script that starts one that starts a training is followed, and no further. */
const mostStarts = 2;

/** Statements of a module without a guard that are looked into. */
const most = 40;

/**
 * What a Python file is, with what it calls of its project's other modules. Files are read, nothing is started.
 * @param path absolute; a text that is only in an editor has a name alone, and is judged by itself
 */
export function scriptIn(text: string, path: string, previous?: Parsed): Promise<Analysis> {
  return judged(text, path, mostStarts, previous);
}

/** @param starting how often a script is followed into one that it starts */
async function judged(text: string, path: string, starting: number, previous?: Parsed): Promise<Analysis> {
  const file = basename(path);
  const analysis = await inSlices(analysing(text, file, previous));
  const { script, outline } = analysis;
  if (script.kind !== "none" || !outline || !isAbsolute(path)) return analysis;
  if (otherwise.test(file) || elsewhere.test(basename(dirname(path))) || isStartedElsewhere(outline)) return analysis;
  const start = await startElsewhere(outline, path, starting);
  if (start === undefined) return analysis;
  return { ...analysis, script: { kind: "training", line: text.slice(0, start.from).split("\n").length - 1 } };
}

/** The piece of code that starts a training which another module of the project does. */
async function startElsewhere(outline: Outline, path: string, starting: number): Promise<Scope | undefined> {
  const { guard, commands, automains, statements } = outline;
  const starts = guard ? [guard] : automains.length > 0 ? automains : statements;
  // Of a long script without a guard, what calls nothing of the project needs no look.
  const calling = starts.filter((start) => guard === start || callsProject(start, outline)).slice(0, most);
  const root = await rootOf(dirname(path));
  const read = new Set<string>();
  for (const start of calling) {
    const roots = reach(guard ? [start, ...commands] : [start], outline);
    if (await trainsElsewhere(roots, outline, path, root, read)) return start;
  }
  return starting > 0 ? await startsOther(starts, outline, path, root, starting - 1) : undefined;
}

/** The piece of code that starts another script, which trains. */
async function startsOther(
  starts: readonly Scope[],
  outline: Outline,
  path: string,
  root: string,
  starting: number,
): Promise<Scope | undefined> {
  const trainsItself = async (text: string, at: string) =>
    (await judged(text, at, starting)).script.kind === "training";
  const scopes = reach([...starts, ...outline.commands], outline);
  for (const name of [...new Set(scriptsStarted(scopes))].slice(0, mostStarted))
    if (await startedScriptTrains(name, path, root, trainsItself))
      return starts.find(({ repeats }) => repeats) ?? starts[0];
  return undefined;
}

/** The folder of the project that a folder belongs to: what is under version control, or is a package, or the folder above. */
async function rootOf(folder: string): Promise<string> {
  let at = folder;
  for (let up = 0; up < 8; up++) {
    for (const name of [".git", "pyproject.toml", "setup.py"]) if (await exists(join(at, name))) return at;
    at = dirname(at);
  }
  return dirname(folder);
}
