import { realpathSync, statSync } from "node:fs";
import { t } from "../../util/text";
import { isWithin } from "../../util/paths";
import type { Problem } from "../../shared/run";
import type { EntryKind, IrregularKind } from "./entries";

/** Where the system shows itself as files: what is there has no end, waits, or is the machine's. */
const systems = ["/proc", "/sys", "/dev"];

/** A disk in memory, for everybody's files, that has its place among them. */
const memoryDisk = "/dev/shm";

/** A link that is not followed. */
export interface NotFollowed {
  /** Absolute path of the link. */
  readonly path: string;
  /** Where it leads, absolute. */
  readonly target: string;
  /** Part of a sentence. */
  readonly reason: string;
  /** It leads to a folder, which may be searched on its own. */
  readonly isFolder: boolean;
}

/**
 * Decides which symbolic links are followed: in a trusted workspace those to what the same user has, but for the system's own
 * folders and those that hold the workspace; in a restricted one only those that stay inside.
 */
export class Links {
  private readonly real: string;

  /** @param root absolute path of the workspace folder @param confined the workspace is restricted */
  constructor(
    root: string,
    private readonly confined: boolean,
  ) {
    this.real = realPath(root) ?? root;
  }

  /** Why a link is not followed; undefined if it is, or if it leads nowhere. @param path absolute @param kind of what it leads to */
  refusal(path: string, kind: EntryKind): NotFollowed | undefined {
    const target = realPath(path);
    if (target === undefined) return undefined;
    const reason = this.reason(target, kind);
    return reason === undefined ? undefined : { path, target, reason, isFolder: kind === "folder" };
  }

  private reason(target: string, kind: EntryKind): string | undefined {
    if (kind !== "file" && kind !== "folder") return leadsTo(kind);
    if (isWithin(target, this.real)) return undefined;
    if (isWithin(this.real, target)) return t("it leads to a folder that holds this one");
    if (process.platform !== "win32" && isSystems(target)) return t("it leads to the system’s own files");
    if (this.confined) return t("it leads out of the workspace, which is in Restricted Mode");
    return isOurs(target, this.real) ? undefined : t("it leads to another user’s files");
  }
}

function isSystems(target: string): boolean {
  return systems.some((system) => isWithin(target, system)) && !isWithin(target, memoryDisk);
}

function leadsTo(kind: IrregularKind): string {
  switch (kind) {
    case "pipe":
      return t("it leads to a named pipe");
    case "socket":
      return t("it leads to a socket");
    case "device":
      return t("it leads to a device");
  }
}

/** Links that are named one by one among the problems of a workspace folder. */
const mostNamed = 20;

/** What is said of links that were not followed. @param root absolute path of the workspace folder */
export function linkProblems(root: string, links: readonly NotFollowed[]): Problem[] {
  return links.slice(0, mostNamed).map(({ path, target, reason, isFolder }) => ({
    path,
    root,
    message: t("This link was not followed: {reason} ({target}).", { reason, target }),
    ...(isFolder && { unsearched: target }),
  }));
}

/** Whether a place is this user's, or belongs to whoever has the workspace folder (as in a container, where we may be root). */
function isOurs(target: string, root: string): boolean {
  const { getuid } = process as { getuid?: () => number };
  if (!getuid) return true;
  try {
    const { uid } = statSync(target);
    return uid === getuid() || uid === statSync(root).uid;
  } catch {
    return false;
  }
}

function realPath(path: string): string | undefined {
  try {
    return realpathSync.native(path);
  } catch {
    return undefined;
  }
}
