import { extname } from "node:path";

/** What people and tools call their logs: files of other names may hold anything. */
const names =
  /^(?:(?:train|training|val|valid|validation|test|eval|trainer)[_-]?)?(?:log(?:_\d+)?|logs|metrics?|history|results?|progress|scalars?|losses|monitor)$/i;
const databases = /^(?:mlflow|optuna|study|studies)\w*\.(?:db|sqlite3?)$/i;
const extensions = new Set([".csv", ".tsv", ".json", ".jsonl", ".ndjson", ".log", ".txt"]);
const monitors = /(?:^|\.)monitor\.csv$/;
const tools = /tfevents|vdlrecords|\.wandb$/;
/** What else readers open by its extension: beside logs, or as a store of many runs. */
const opened = new Set([...extensions, ".dat", ".yaml", ".yml", ".db", ".sqlite", ".sqlite3", ".parquet", ".npz"]);

/** Whether a file is called what people and their scripts call logs. */
export function isNameOfLog(file: string): boolean {
  if (monitors.test(file)) return true;
  const extension = extname(file).toLowerCase();
  return extensions.has(extension) ? names.test(file.slice(0, -extension.length)) : databases.test(file);
}

/** What programs print into: `train.log`, `stdout.txt`. */
const printed = /^(?:train|training|stdout|console|output|nohup|slurm-\d+)\.(?:log|txt|out)$/i;
const ofTools = /^(?:evaluations\.npz|all_results\.json|(?:learn|test)_error\.tsv|catboost_training\.json)$/;
const columns = /^(?:metrics?|history|scalars?|losses|progress)\.parquet$/i;

/** Whether a file is called what logs are called, also where none by that name can be read. */
export function isMeantAsLog(file: string): boolean {
  return isNameOfLog(file) || printed.test(file) || columns.test(file) || ofTools.test(file);
}

/** Whether a file is called as people's logs are, or as a tool's own. */
export function isNameOfAnyLog(file: string): boolean {
  return tools.test(file) || isNameOfLog(file);
}

/** Whether something by this name would be opened in search of a log, or beside one. */
export function mayBeOpened(file: string): boolean {
  return tools.test(file) || opened.has(extname(file).toLowerCase());
}
