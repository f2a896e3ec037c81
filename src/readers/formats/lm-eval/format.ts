import { join } from "node:path";
import type { Format } from "../../format";
import { DocumentsReader } from "../../parsing/documents/documentsReader";
import { fillRun } from "./model";

const name = /^results(?:_.*)?\.json$/;
/** The file's beginning: results by task, with a standard error or an alias in the first one. */
const beginning = /^\s*\{\s*"results":\s*\{\s*"[^"]+":\s*\{[^}]*(?:_stderr(?:,[^"]*)?"|"alias"):?/;

/**
 * Results of EleutherAI's lm-evaluation-harness: a file for each evaluation, each a run with one value for each task and
 * metric, standard errors too. Source: lm_eval/loggers/evaluation_tracker.py.
 */
export const lmEval: Format = {
  id: "lm-eval",
  title: "lm-evaluation-harness",
  claim(folder, heads) {
    return folder.files
      .filter((file) => name.test(file) && beginning.test(heads.head(file)?.toString("utf8") ?? ""))
      .map((file) => join(folder.path, file))
      .map((path) => ({ path, runFolder: path, scope: "folder" }));
  },
  open: (path) => new DocumentsReader([path], (read, into) => fillRun(into.run(), path, read.get(path))),
};
