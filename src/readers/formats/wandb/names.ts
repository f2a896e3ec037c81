/** Side files, in the run's folder before 0.10 and in its files/ since. */
export const historyFile = "wandb-history.jsonl";
export const eventsFile = "wandb-events.jsonl";
export const summaryFile = "wandb-summary.json";
export const metadataFile = "wandb-metadata.json";
export const configFile = "config.yaml";

/** The name of the log among the files of a run's folder. */
export function logIn(files: readonly string[]): string | undefined {
  return files.find((name) => /^run-.+\.wandb$/.test(name));
}

/** `run-20260821_101112-1a2b3c`; `offline-run-…` if it was not uploaded; `dryrun-…` before 0.10. */
const runFolder = /^(?:offline-run|run|dryrun)-(\d{4})(\d\d)(\d\d)_(\d\d)(\d\d)(\d\d)-/;

export function isRunFolder(name: string): boolean {
  return runFolder.test(name);
}

/** When a run was started, by its folder's name: unix milliseconds. The name is in the local time of the machine. */
export function startIn(name: string): number | undefined {
  const parts = runFolder.exec(name)?.slice(1).map(Number);
  if (!parts) return undefined;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts;
  return new Date(year, month - 1, day, hour, minute, second).getTime();
}
