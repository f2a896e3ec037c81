import { extname, join } from "node:path";
import type { Format } from "../../format";
import { isDatabase } from "../../parsing/sqlite/open";
import { DatabaseReader, isStorage } from "./database";
import { isJournal, JournalReader } from "./journal";

const journalExtensions = new Set(["", ".log", ".jsonl", ".json", ".journal", ".txt"]);
const databaseExtensions = new Set([".db", ".sqlite", ".sqlite3"]);
/** A fresh storage has its schema at about 92 KB. */
const schemaBytes = 512 * 1024;
const mostFiles = 100;

/**
 * Studies that Optuna keeps in a file that the user named: a journal, or an SQLite database. Each trial is a run, listed
 * under its storage: what the objective reported, and what it returned. Source: optuna.storages.
 */
export const optuna: Format = {
  id: "optuna",
  title: "Optuna",
  claim(folder, heads) {
    const within = (extensions: ReadonlySet<string>) =>
      folder.files.filter((file) => extensions.has(extname(file).toLowerCase())).slice(0, mostFiles);
    const journals = within(journalExtensions).filter((file) => isJournal(heads.head(file, 64)));
    const databases = within(databaseExtensions)
      .filter((file) => isDatabase(heads.head(file)))
      .filter((file) => isStorage(heads.head(file, schemaBytes)));
    return [...journals, ...databases]
      .map((file) => join(folder.path, file))
      .map((path) => ({ path, runFolder: path, scope: "folder" }));
  },
  open: (path) =>
    databaseExtensions.has(extname(path).toLowerCase()) ? new DatabaseReader(path) : new JournalReader(path),
};
