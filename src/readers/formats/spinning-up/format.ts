import { dirname, join } from "node:path";
import type { Format } from "../../format";
import { headBytes } from "../../parsing/files/head";
import { headerOf } from "../../parsing/tables/plainTable";
import { TableReader } from "../../parsing/tables/tableReader";
import { telling } from "../../parsing/params/telling";
import { axesOfProgress, ConfigFile, isProgress, tell } from "./model";

const logName = "progress.txt";

/**
 * What the Logger of Spinning Up leaves, and of the many programs that copied it: progress.txt, a table with tabs and a row for
 * each epoch, and config.json. Source: spinup/utils/logx.py.
 */
export const spinningUp: Format = {
  id: "spinning-up",
  title: "Spinning Up",
  claim({ path, files }, heads) {
    if (!files.includes(logName) || !isProgress(headerOf(heads.head(logName, headBytes), "\t"))) return [];
    return [{ path: join(path, logName), runFolder: path, scope: "folder" }];
  },
  open(path) {
    const config = new ConfigFile(dirname(path));
    return telling(new TableReader(path, { axes: axesOfProgress, guesses: false }, config), tell);
  },
};
