import type { Dirent } from "node:fs";
import { readdir } from "node:fs/promises";
import { basename, dirname } from "node:path";
import { headOf } from "../readers/parsing/files/head";
import { claimsIn, type Claimed } from "../store/index/claims";
import { isWithin } from "../util/paths";

/**
 * What may lie in a run's folder that is not the run's alone: a promoted model, logs that no server has yet, another run (the
 * settings may hide it from all lists), a repository, what people set on runs, our own trash, what people wrote.
 */
export type Holding = "promotion" | "unsynced" | "run" | "repository" | "marks" | "work";

/** Whose folder is looked at. */
export interface Whose {
  /** Absolute paths: the files that the run is read from, and those known to tell the same. */
  readonly sources: ReadonlySet<string>;
  readonly known: ReadonlySet<string>;
  /** Folders of other runs: what is theirs is not counted. */
  readonly foreign: ReadonlySet<string>;
}

const byName: Readonly<Record<string, Holding>> = {
  "promotion.json": "promotion",
  ".git": "repository",
  ".hg": "repository",
  ".svn": "repository",
  ".dvc": "repository",
  ".lossline": "marks",
  ".neptune": "unsynced",
  ".cometml-runs": "unsynced",
};

/** What a file or folder is beside the run's own; undefined for most. @param path absolute */
export async function holdingOf(path: string, entry: Dirent): Promise<Holding | undefined> {
  const { name } = entry;
  if (Object.hasOwn(byName, name)) return byName[name];
  return isOffline(name) && !(await isSynced(path)) ? "unsynced" : undefined;
}

const code = /\.(?:py|r|jl|sh|cu|cc|cpp|scala|sql)$/i;
const documents = /\.(?:ipynb|rmd|qmd|tex|odt|docx|dvc)$/i;
const notes = /^(?:notes?|to-?do|ideas?|diary|logbook|lab[-_]?book)\b.*\.(?:md|txt|org|rst)$/i;
/** A config that a tool wrote as Python sets values only. */
const statement = /^[ \t]*(?:import|from|def|class|async|if|for|while|with|function|library|using|source|set|cd|#!)\b/m;
const mostCode = 65_536;
/** Copies that W&B and Guild make of the code that ran. */
const copies = /[/\\](?:files[/\\]code|\.guild[/\\]sourcecode)[/\\]/;

/** Whether people wrote a file: code, a notebook, a document, notes, a pointer to data. What can't be read may be. */
export function isWritten(path: string, name: string): boolean {
  if (copies.test(path)) return false;
  if (documents.test(name) || notes.test(name)) return true;
  return code.test(name) && statement.test(headOf(path, mostCode)?.toString("utf8") ?? "import");
}

/** Whether a folder is, or lies in, a run that no server has yet. */
export async function isInUnsynced(folder: string): Promise<boolean> {
  for (let at = folder; at !== dirname(at); at = dirname(at))
    if (isOffline(basename(at)) && !(await isSynced(at))) return true;
  return false;
}

/** Whether a folder is a W&B run that was logged offline. */
function isOffline(name: string): boolean {
  return /^offline-run-/i.test(name);
}

/** `wandb sync` leaves a `.synced` file beside the log. What can't be looked at is not known to be safe. */
async function isSynced(folder: string): Promise<boolean> {
  const names = await readdir(folder).catch((): string[] => []);
  return names.some((name) => name.endsWith(".wandb.synced"));
}

/**
 * Whether a folder within a run's holds a log of another: one that some format claims, and that neither the run was read from nor is
 * known to tell the same. `sealed`: all that is below is the run's, whatever it looks like.
 * @param top the run's folder
 */
export function holdsOtherRun(
  top: string,
  path: string,
  entries: readonly Dirent[],
  whose: Whose,
): "none" | "other" | "sealed" {
  const names = (is: (entry: Dirent) => boolean) => entries.filter(is).map(({ name }) => name);
  const listing = { path, files: names((entry) => entry.isFile()), folders: names((entry) => entry.isDirectory()) };
  const claims = claimsIn(listing);
  if (path === top) return claims.some(({ claim }) => claim.sealed) ? "sealed" : "none";
  return claims.some((claimed) => !isExplained(claimed, top, whose)) ? "other" : "none";
}

function isExplained({ claim, format }: Claimed, top: string, { sources, known }: Whose): boolean {
  const { path, partOf, provisional } = claim;
  if (provisional || format.layout?.onlyAlone) return true;
  // Everything that is claimed with one folder is one run.
  if (claim.scope === "folder" && [...sources].some((source) => dirname(source) === claim.runFolder)) return true;
  if (partOf !== undefined && isWithin(partOf, top)) return true;
  return known.has(path) || [...sources].some((source) => isWithin(source, path));
}
