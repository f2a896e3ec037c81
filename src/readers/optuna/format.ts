import { extname, join } from "node:path";
import type { Format } from "../format";
import { isJournal, JournalReader } from "./journal";

const journalExtensions = new Set(["", ".log", ".jsonl", ".json", ".journal", ".txt"]);
const mostFiles = 100;

/**
 * Studies that Optuna keeps in a file that the user named: a journal, or an SQLite database. Each trial is a run, listed
 * under its storage: what the objective reported, and what it returned. Source: optuna.storages.
 */
export const optuna: Format = {
  id: "optuna",
  title: "Optuna",
  claim(folder, heads) {
    return folder.files
      .filter((file) => journalExtensions.has(extname(file).toLowerCase()))
      .slice(0, mostFiles)
      .filter((file) => isJournal(heads.head(file, 64)))
      .map((file) => join(folder.path, file))
      .map((path) => ({ path, runFolder: path, scope: "folder" }));
  },
  open: (path) => new JournalReader(path),
};
