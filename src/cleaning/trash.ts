import { closeSync, lstatSync, mkdirSync, openSync, rmSync, statSync, writeSync } from "node:fs";
import { basename, dirname, join, relative } from "node:path";
import { shareFolder } from "../util/dataFolder";
import { t } from "../util/text";

/** A place that was made ready for a thing: where it goes, and the file that tells of it. */
export interface Place {
  readonly to: string;
  readonly info?: string;
}

/** Somewhere that things can be moved to, and taken back from unless the system alone knows where they went. */
export interface Trash {
  /** Where it is there, it is the way that things go: the system's own, which doesn't tell where to. @param path absolute */
  discard?: (path: string) => Promise<void>;
  /** Makes a place ready on the disk that the thing lies on. @throws if there can be none */
  place(path: string, root: string, now: Date): Place;
}

/** Our own, within the workspace folder: a folder for each day, which only the user empties. */
export const ownTrash: Trash = {
  place(path, root, now) {
    const folder = plainFolder(root, ".lossline", "trash", now.toISOString().slice(0, 10));
    return {
      to: join(
        folder,
        freeName(basename(path), (name) => exists(join(folder, name))),
      ),
    };
  },
};

/** Makes a folder step by step. @throws where a step is a link: it would lead wherever somebody else wants it to */
function plainFolder(top: string, ...names: readonly string[]): string {
  return names.reduce((above, name) => {
    const folder = join(above, name);
    const found = lstatSync(folder, { throwIfNoEntry: false });
    if (!found) mkdirSync(folder, { mode: 0o700 });
    else if (!found.isDirectory()) throw new Error(t("{path} is a link or a file, and no folder", { path: folder }));
    return folder;
  }, top);
}

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
  return plainFolder(top, `.Trash-${process.getuid?.() ?? 0}`);
}

function inTrash(trash: string, path: string, isHome: boolean, now: Date): Place {
  const [files, infos] = [plainFolder(trash, "files"), plainFolder(trash, "info")];
  // The info file is made first, and only by one of several: that reserves the name.
  const name = freeName(basename(path), (one) => exists(join(files, one)) || exists(join(infos, `${one}.trashinfo`)));
  const info = join(infos, `${name}.trashinfo`);
  const told = isHome ? path : relative(dirname(trash), path);
  const escaped = told.split("/").map(encodeURIComponent).join("/");
  tell(info, `[Trash Info]\nPath=${escaped}\nDeletionDate=${localTime(now)}\n`);
  return { to: join(files, name), info };
}

/** @throws where the disk is full, for one: then no half of it is left */
function tell(info: string, text: string): void {
  const file = openSync(info, "wx", 0o600);
  try {
    if (writeSync(file, text) < Buffer.byteLength(text)) throw new Error(t("it can’t be written down"));
  } catch (error) {
    rmSync(info, { force: true });
    throw error;
  } finally {
    closeSync(file);
  }
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
