import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { readText } from "../readers/parsing/files/open";
import type { RunSummary } from "../shared/run";
import { dataFolder } from "../util/dataFolder";
import { t } from "../util/text";
import { KeptFile } from "./keptFile";
import type { Launch } from "./launch";
import { names } from "./launchBinding";
import { parseLaunches, versionOfLaunches } from "./launchFile";
import { isAlive, processesOf, type Processes } from "./processes";

/** Where every window notes which of its launches run, for the command line, which can't look into the editor's storage. */
export function notesFolder(): string {
  return join(dataFolder(), "running");
}

const largestNote = 4 * 1024 * 1024;
const mostNotes = 1000;

/** One window's note. */
export class RunningNote {
  private readonly file: KeptFile;
  private isEmpty: boolean;

  /** @param storage the folder of the editor's storage for this workspace: absolute path */
  constructor(storage: string, warn: (message: string) => void, folder = notesFolder()) {
    const name = createHash("sha256").update(storage).digest("hex").slice(0, 16);
    const path = join(folder, `${name}.json`);
    this.isEmpty = !existsSync(path);
    this.file = new KeptFile(path, t("note of running launches"), warn);
  }

  /** Writes soon. A window that never starts anything leaves no note. */
  write(launches: readonly Launch[]): void {
    const running = launches.filter(({ state }) => state === "running");
    if (running.length === 0 && this.isEmpty) return;
    this.isEmpty = running.length === 0;
    this.file.write(() => ({ version: versionOfLaunches, launches: running }));
  }

  flush(): Promise<void> {
    return this.file.flush();
  }
}

/** Every launch that some window noted and whose process still runs, or of whose process nothing can be told. */
export async function notedLaunches(folder = notesFolder(), processes = processesOf()): Promise<readonly Launch[]> {
  const found: Launch[] = [];
  const notes = (await readdir(folder).catch((): string[] => [])).filter((name) => name.endsWith(".json"));
  for (const name of notes.slice(0, mostNotes))
    for (const launch of launchesIn(join(folder, name)))
      if (launch.state === "running" && (await mayRun(launch, processes))) found.push(launch);
  return found;
}

function launchesIn(path: string): readonly Launch[] {
  try {
    return parseLaunches(readText(path, largestNote)).launches;
  } catch {
    return [];
  }
}

async function mayRun({ whereabouts }: Launch, processes: Processes): Promise<boolean> {
  if (!whereabouts) return true;
  // Where processes can't be told apart, our own is not found either.
  if (!(await processes.mark(process.pid))) return true;
  return isAlive(whereabouts.process ?? whereabouts.shell, processes);
}

/** Ids of the runs that launches are recorded to write, or that their arguments name. */
export function launchedRuns(launches: readonly Launch[], runs: Iterable<RunSummary>): ReadonlySet<string> {
  const bound = new Set(launches.flatMap((launch) => launch.runs));
  const named = [...runs].filter((run) => launches.some((launch) => names(launch, run)));
  return new Set([...bound, ...named.map(({ id }) => id)]);
}
