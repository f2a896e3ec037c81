import { join } from "node:path";
import type { Format } from "../../format";
import { GuildReader, ownFolder } from "./reader";

/**
 * A run of Guild AI: a folder with `.guild` in it, which says what was run, with which flags and how it ended. What the program
 * logs there, and the scalars that Guild took from its output (event files in `.guild`), are the run's. Source: guild/run.py.
 */
export const guild: Format = {
  id: "guild",
  title: "Guild AI",
  claim({ path, folders }, heads) {
    const isRun = folders.includes(ownFolder) && heads.head(`${ownFolder}/opref`, 1) !== undefined;
    const isBegun = isRun && heads.head(`${ownFolder}/attrs/started`, 1) !== undefined;
    return isBegun ? [{ path: join(path, ownFolder), runFolder: path, scope: "folder" }] : [];
  },
  open: (path) => new GuildReader(path),
  layout: { absorbs: true, folds: [{ below: /^\.guild$/, into: "ours" }] },
  homeOf: (environment, home) => environment["GUILD_HOME"] ?? join(home, ".guild"),
};
