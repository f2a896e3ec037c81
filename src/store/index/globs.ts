import { relative, sep } from "node:path";
import picomatch from "picomatch";

/** Patterns longer than this, or after so many, are passed over: they come from a settings file that anyone may have written. */
const longestPattern = 1000;
const mostPatterns = 500;
const mostStars = 3;

/** Tells the paths that one of VS Code's globs matches; undefined if there is no glob to go by. */
export function globMatcher(globs: readonly string[]): ((path: string) => boolean) | undefined {
  const usable = globs.filter((glob) => glob !== "" && isBounded(glob)).slice(0, mostPatterns);
  // Without extended globs, which VS Code has not, and which can be made to take for ever.
  return usable.length > 0 ? picomatch(usable, { dot: true, noextglob: true }) : undefined;
}

/** The globs that are not gone by, since they could take for ever, or are too many. */
export function refusedGlobs(globs: readonly string[]): readonly string[] {
  const given = globs.filter((glob) => glob !== "");
  const bounded = given.filter(isBounded);
  return [...given.filter((glob) => !bounded.includes(glob)), ...bounded.slice(mostPatterns)];
}

/**
 * Tells the folders of a workspace folder from which no file events come.
 * @param path of the workspace folder, absolute
 * @param unwatched setting files.watcherExclude: globs over paths, absolute or relative to the workspace folder
 */
export function unwatchedIn({ path, unwatched = [] }: { path: string; unwatched?: readonly string[] }) {
  const matches = globMatcher(unwatched);
  const slashed = (own: string) => own.split(sep).join("/");
  // A glob of a folder's content ("**/data/**") is to match the folder: it is asked of a file in it.
  return (folder: string): boolean =>
    matches !== undefined && [slashed(relative(path, folder)), slashed(folder)].some((own) => matches(`${own}/-`));
}

/** Each star of a segment multiplies the time that a name may take, and each alternative doubles it. */
function isBounded(glob: string): boolean {
  if (glob.length > longestPattern) return false;
  return glob.split("/").every((segment) => segment === "**" || (segment.match(/\*+|\{/g)?.length ?? 0) <= mostStars);
}
