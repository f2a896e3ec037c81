import { readdirSync } from "node:fs";
import { join } from "node:path";

const mostFiles = 200;

/** Whether a file is a log by its name, as the tool's own reader tells. */
export function isLogName(name: string): boolean {
  return name.includes("vdlrecords") && name.endsWith(".log");
}

/** Absolute paths of the logs in a folder, in the order in which they were begun: their names hold the time. */
export function logsIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
      .filter(isLogName)
      .sort()
      .slice(0, mostFiles)
      .map((name) => join(folder, name));
  } catch {
    return [];
  }
}
