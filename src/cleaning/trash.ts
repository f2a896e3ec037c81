import { closeSync, lstatSync, mkdirSync, openSync, statSync, writeSync } from "node:fs";
import { basename, dirname, join, relative } from "node:path";
import { shareFolder } from "../util/dataFolder";

/** A place that was made ready for a thing: where it goes, and the file that tells of it. */
export interface Place {
  readonly to: string;
  readonly info?: string;
}

/** Somewhere that things can be moved to and taken back from. */
export interface Trash {
  /** Makes a place ready on the disk that the thing lies on. @throws if there can be none */
  place(path: string, root: string, now: Date): Place;
}

/** Our own, within the workspace folder: a folder for each day, which only the user empties. */
export const ownTrash: Trash = {
  place(path, root, now) {
    const folder = join(root, ".lossline", "trash", now.toISOString().slice(0, 10));
    mkdirSync(folder, { recursive: true });
    return {
      to: join(
        folder,
        freeName(basename(path), (name) => exists(join(folder, name))),
      ),
    };
  },
};

/**
 * The desktop's, by freedesktop.org's Trash specification 1.0: the home folder's on its own disk, else the disk's own
 * `.Trash-UID`. Where neither can be made, ours.
 */
export const freedesktopTrash: Trash = {
  place(path, root, now) {
    try {
      const home = join(shareFolder(), "Trash");
      mkdirSync(home, { recursive: true, mode: 0o700 });
      const isHome = statSync(home).dev === lstatSync(path).dev;
      return inTrash(isHome ? home : diskTrash(path), path, isHome, now);
    } catch {
      return ownTrash.place(path, root, now);
    }
  },
};

/** The trash of the disk that a path lies on. @throws if it can't be made there */
function diskTrash(path: string): string {
  const { dev } = lstatSync(path);
  let top = dirname(path);
  while (dirname(top) !== top && statSync(dirname(top)).dev === dev) top = dirname(top);
  const folder = join(top, `.Trash-${process.getuid?.() ?? 0}`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  // A link would lead wherever somebody else wants it to.
  if (!lstatSync(folder).isDirectory()) throw new Error(`${folder} is no folder`);
  return folder;
}

function inTrash(trash: string, path: string, isHome: boolean, now: Date): Place {
  const [files, infos] = [join(trash, "files"), join(trash, "info")];
  for (const folder of [files, infos]) mkdirSync(folder, { recursive: true, mode: 0o700 });
  // The info file is made first, and only by one of several: that reserves the name.
  const name = freeName(basename(path), (one) => exists(join(files, one)) || exists(join(infos, `${one}.trashinfo`)));
  const info = join(infos, `${name}.trashinfo`);
  const told = isHome ? path : relative(dirname(trash), path);
  const escaped = told.split("/").map(encodeURIComponent).join("/");
  const file = openSync(info, "wx", 0o600);
  writeSync(file, `[Trash Info]\nPath=${escaped}\nDeletionDate=${localTime(now)}\n`);
  closeSync(file);
  return { to: join(files, name), info };
}

function localTime(now: Date): string {
  return new Date(now.getTime() - now.getTimezoneOffset() * 60_000).toISOString().slice(0, 19);
}

function exists(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}

/** The name, or the first of "name.2", "name.3" … that is not taken. */
function freeName(name: string, isTaken: (name: string) => boolean): string {
  let free = name;
  for (let count = 2; isTaken(free); count++) free = `${name}.${count}`;
  return free;
}

/** What is the system's own way here. */
export function usualTrash(): Trash {
  return process.platform === "linux" ? freedesktopTrash : ownTrash;
}
