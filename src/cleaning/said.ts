import { existsSync, lstatSync, realpathSync } from "node:fs";
import { dirname, join } from "node:path";
import { handleOf } from "../runs/describe/handle";
import { homeOf, isWhole } from "../runs/describe/home";
import type { RunSummary } from "../shared/run";
import { slashed } from "../state/runPath";
import type { UserState } from "../state/whatTheUserSet";
import { HumanError } from "../util/errors";
import { isWithin } from "../util/paths";
import { t } from "../util/text";
import type { Promoted } from "./promoted";
import type { Said } from "./protection";

/** What is asked of what people set. */
export type Marks = Pick<UserState, "isPinned" | "wordsOn" | "promotedTo" | "keptIds" | "files">;

/**
 * What people said of runs, wherever they said it.
 * @param baselines ids of the runs of every baseline, in use or only named
 * @param launched ids of runs that a launch is recorded to be writing
 */
export function saidBy(
  marks: Marks,
  baselines: ReadonlySet<string>,
  promoted: Promoted,
  launched: ReadonlySet<string> = new Set(),
): Said {
  const kept = [...new Set([...marks.keptIds, ...baselines])].map(alike);
  return {
    isBaseline: ({ id }) => baselines.has(id),
    isPromoted: (run) => marks.promotedTo(run.id) !== undefined || isPromoted(run, promoted),
    isPinned: ({ id }) => marks.isPinned(id),
    isNoted: ({ id }) => marks.wordsOn(id) !== undefined,
    isLaunched: ({ id }) => launched.has(id),
    isMarked: (run) => isMarkedWithin(run, kept) || isUnderForeignMarks(run, marks.files),
  };
}

/** On disks that know no case, or keep letters in another form, two spellings are one file. */
function alike(id: string): string {
  return slashed(id).normalize("NFC").toLowerCase();
}

/** A run in the file of promotions may be named from a folder above or below: "runs/a" is "exp/runs/a", too. */
function isPromoted(run: RunSummary, { handles, folders }: Promoted): boolean {
  const handle = handleOf(run);
  const isNamed = [...handles].some(
    (one) => one === handle || one.endsWith(`/${handle}`) || handle.endsWith(`/${one}`),
  );
  return isNamed || folders.some((folder) => isWithin(homeOf(run), folder));
}

/** What people marked is the run by another spelling, another log of it, or something in its folder. */
function isMarkedWithin(run: RunSummary, kept: readonly string[]): boolean {
  const { id, also = [], sources } = run;
  const own = [id, ...also, ...sources].map(alike);
  const top = alike(isWhole(run) ? homeOf(run) : id);
  return kept.some((one) => own.includes(one) || one.startsWith(`${top}/`) || one.startsWith(`${top}#`));
}

/** A folder between the workspace's and the run's has a state file of its own, which was not read. */
function isUnderForeignMarks(run: RunSummary, files: readonly string[]): boolean {
  const { root } = run;
  for (let folder = homeOf(run); folder !== root && isWithin(folder, root); folder = dirname(folder)) {
    const path = join(folder, ".lossline", "state.json");
    if (existsSync(path) && !files.includes(path)) return true;
  }
  return false;
}

/**
 * @throws {HumanError} where what people said of runs is not wholly known: then nothing is known to be free
 * @param roots absolute paths of the folders that are searched
 */
export function refuseBlindly(marks: Pick<UserState, "problems" | "files">, roots: readonly string[]): void {
  const [problem] = marks.problems;
  if (problem) throw new HumanError(`${problem.path}: ${problem.message}`);
  for (const root of roots)
    for (const start of new Set([root, realpathSync(root)]))
      for (let folder = dirname(start); folder !== dirname(folder); folder = dirname(folder)) {
        const path = join(folder, ".lossline", "state.json");
        if (existsSync(path) && !marks.files.includes(path))
          throw new HumanError(t("{path} may protect runs here. Clean from that folder.", { path }));
      }
}

/** Tells whether people set something since, by what the disk says of their files. @param files absolute paths */
export function watchMarks(files: readonly string[]): () => string | undefined {
  const stamps = () =>
    files
      .map((path) => lstatSync(path, { throwIfNoEntry: false }))
      .map((found) => (found ? `${found.ino} ${found.size} ${found.mtimeMs} ${found.ctimeMs}` : "-"))
      .join("\n");
  const before = stamps();
  return () => (stamps() === before ? undefined : t("what people set on runs changed since the preview"));
}
