import { lstatSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { dirname, join, sep } from "node:path";
import { messageOf } from "../util/errors";
import { isWithin } from "../util/paths";
import { t } from "../util/text";
import { sizeOf } from "./disk";
import type { Journal, Move } from "./journal";
import { isPlainBelow, type Removal } from "./plan";
import type { Place, Trash } from "./trash";

/** What came of a clean-up, or of taking one back. */
export interface Cleaned {
  readonly moved: readonly Move[];
  /** What went to the system's trash, which alone can give it back. */
  readonly discarded?: readonly { readonly path: string; readonly bytes: number }[];
  /** What stayed where it was, and why. */
  readonly refused: readonly { readonly path: string; readonly why: string }[];
}

/** How things are moved; a test may have others. */
export type Rename = (from: string, to: string) => void;

/** Asked before each move. @returns why it must not be, if so */
export type Guard = (removal: Removal) => string | undefined;

/** Of what was chosen from a plan, what a newer plan has as well: the rest is protected by now, written to, or gone. */
export function stillFree(
  chosen: readonly Removal[],
  fresh: readonly Removal[],
): { readonly free: readonly Removal[]; readonly refused: Cleaned["refused"] } {
  const byPath = new Map(fresh.map((removal) => [removal.path, removal]));
  const isFree = ({ path, bytes, newest }: Removal) => {
    const now = byPath.get(path);
    return now?.bytes === bytes && now.newest === newest;
  };
  const why = t("it was written since the preview, or is protected by now");
  const refused = chosen.filter((one) => !isFree(one)).map(({ path }) => ({ path, why }));
  return { free: chosen.filter(isFree), refused };
}

/**
 * Moves things to the trash, one by one: each is looked at again, written down in the journal, and renamed, which happens at once or
 * not at all. What can't be moved stays, and is told; the others go on.
 * @param now unix milliseconds
 */
export async function clean(
  removals: readonly Removal[],
  trash: Trash,
  journal: Journal,
  now: number,
  guard: Guard = () => undefined,
  rename: Rename = renameSync,
): Promise<Cleaned> {
  const moved: Move[] = [];
  const discarded: { path: string; bytes: number }[] = [];
  const refused: { path: string; why: string }[] = [];
  const batch = new Date(now).toISOString();
  for (const removal of removals) {
    const why = (await objection(removal)) ?? guard(removal);
    if (why !== undefined) {
      refused.push({ path: removal.path, why });
      continue;
    }
    try {
      if (trash.discard) {
        journal.discarded(batch, removal.path, removal.bytes);
        await trash.discard(removal.path);
        discarded.push(removal);
      } else moved.push(moveAway(removal, trash, journal, batch, rename));
    } catch (error) {
      refused.push({ path: removal.path, why: messageOf(error) });
    }
  }
  return { moved, refused, ...(discarded.length > 0 && { discarded }) };
}

/** Why a thing must not go after all: the disk may be another since the plan was made. */
async function objection({ path, folder, root, bytes, newest }: Removal): Promise<string | undefined> {
  const isWithin = path === folder || isPlainBelow(path, folder, "either");
  if (!isWithin || !isPlainBelow(path, root, "either"))
    return t("it is not a file or folder of the run, or lies behind a link");
  try {
    const now = await sizeOf(path);
    const isSame = now.bytes === bytes && now.newest === newest;
    return isSame ? undefined : t("it was written since the preview");
  } catch (error) {
    return messageOf(error);
  }
}

function moveAway({ path, root, bytes }: Removal, trash: Trash, journal: Journal, batch: string, rename: Rename): Move {
  const place = trash.place(path, root, new Date(batch));
  const move: Move = {
    batch,
    from: path,
    to: place.to,
    bytes,
    inode: lstatSync(path).ino,
    ...(place.info !== undefined && { info: place.info }),
  };
  try {
    journal.intend(move);
    rename(path, move.to);
  } catch (error) {
    forget(place);
    throw error;
  }
  return move;
}

/** Nothing went there: the trash is not to tell of it. */
function forget({ to, info }: Place): void {
  if (info !== undefined && !exists(to)) rmSync(info, { force: true });
}

/** The moves of the last clean-up that can be taken back: what is in the trash still. */
export function lastBatch(journal: Journal): Move[] {
  const there = journal.moves().filter(isThere);
  const batch = there.at(-1)?.batch;
  return there.filter((move) => move.batch === batch);
}

/** Takes the last clean-up of several workspace folders back: what went at the same time, and nothing of one before. */
export function undoLast(journals: readonly Journal[], rename: Rename = renameSync): Cleaned {
  const batches = journals.map((journal) => ({ journal, moves: lastBatch(journal) }));
  const last = batches.flatMap(({ moves }) => moves[0]?.batch ?? []).reduce((a, b) => (a > b ? a : b), "");
  const done = batches.flatMap(({ journal, moves }) =>
    moves[0]?.batch === last ? [undo(moves, journal, rename)] : [],
  );
  return { moved: done.flatMap(({ moved }) => moved), refused: done.flatMap(({ refused }) => refused) };
}

/** Puts things back where they were. Nothing is written over: where something is by now, the thing stays in the trash. */
export function undo(moves: readonly Move[], journal: Journal, rename: Rename = renameSync): Cleaned {
  const moved: Move[] = [];
  const refused: { path: string; why: string }[] = [];
  for (const move of [...moves].reverse()) {
    const { from, to, info } = move;
    try {
      if (!isThere(move)) throw new Error(t("it is no longer in the trash"));
      if (exists(from)) throw new Error(t("there is something in its place by now"));
      if (!leadsStraight(journal.root, dirname(from))) throw new Error(t("a link stands on the way to its place"));
      mkdirSync(dirname(from), { recursive: true });
      rename(to, from);
      if (info !== undefined) rmSync(info, { force: true });
      journal.undone(move);
      moved.push(move);
    } catch (error) {
      refused.push({ path: from, why: messageOf(error) });
    }
  }
  return { moved, refused };
}

/** Whether a folder lies in another, with no link on the way as far as it is there. */
function leadsStraight(root: string, folder: string): boolean {
  if (!isWithin(folder, root)) return false;
  let at = root;
  for (const part of folder.slice(root.length).split(sep)) {
    at = join(at, part);
    const found = lstatSync(at, { throwIfNoEntry: false });
    if (!found) return true;
    if (!found.isDirectory() && at !== root) return false;
  }
  return true;
}

/** Whether what lies in the trash under its name is what went there. */
function isThere({ to, inode }: Move): boolean {
  const found = lstatSync(to, { throwIfNoEntry: false });
  return found !== undefined && (inode === undefined || found.ino === inode);
}

function exists(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}
