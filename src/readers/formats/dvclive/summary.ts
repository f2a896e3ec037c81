import { existsSync, statSync, type Stats } from "node:fs";
import { dirname, join } from "node:path";
import type { ReadOutcome, SourceReader } from "../../format";
import { SideFiles } from "../../parsing/params/sideFiles";
import type { NativeStatus, RawRun, RawSource } from "../../raw";
import { fillParams } from "../../parsing/params/fillParams";
import { isJsonObject, own, parsePythonJson } from "../../parsing/documents/pythonJson";
import { readText } from "../../parsing/files/open";
import { WholeJsonFile } from "../../parsing/files/wholeJsonFile";
import { paramsName, summaryName, tablesFolder, valuesIn } from "../../parsing/dvc/liveContent";
import { messageOf } from "../../../util/errors";
import { t } from "../../../util/text";

const highest = 12;

/** So many values are looked at for tables of their own. */
const mostTables = 100;

/** DVCLive's signal file holds a few names: bytes. */
const largestSignal = 64 * 1024;

/**
 * Reads what DVCLive says of a run as a whole: params.yaml, those values of metrics.json that have no table of their own
 * (`live.summary[…] = …`), and whether it runs.
 */
export class SummaryReader implements SourceReader {
  private readonly summary: WholeJsonFile;
  private readonly sides: SideFiles;
  private readonly signal: string | undefined;
  private hasRead = false;
  private hasSignal = false;
  /** Why the signal can't be read. */
  private signalProblem: string | undefined;
  /** What metrics.json last said. */
  private told: ReturnType<typeof valuesIn> = { step: 0, values: new Map(), others: 0 };

  /** @param folder absolute path of the folder that DVCLive logs to */
  constructor(private readonly folder: string) {
    this.summary = new WholeJsonFile(join(folder, summaryName));
    this.sides = new SideFiles(folder, [paramsName]);
    const root = dvcRootOf(folder);
    this.signal = root === undefined ? undefined : join(root, ".dvc", "tmp", "exps", "run", "DVCLIVE_ONLY");
  }

  get files(): readonly string[] {
    const signal = this.signal !== undefined && this.hasSignal ? [this.signal] : [];
    return [this.summary.path, ...this.sides.files, ...signal];
  }

  get sideFiles(): readonly string[] {
    return this.sides.files;
  }

  get alsoWatched(): readonly string[] {
    return [...this.told.values.keys()].slice(0, mostTables).map((tag) => this.tableOf(tag));
  }

  get warnings(): readonly string[] {
    return [...this.sides.warnings, ...(this.signalProblem === undefined ? [] : [this.signalProblem])];
  }

  read(into: RawSource): ReadOutcome {
    const look = this.summary.look();
    const run = into.run();
    if (look.state === "read") this.told = valuesIn(look.value);
    this.fill(run);
    if (this.sides.refresh() || !this.hasRead) fillParams(run, this.sides);
    this.hasRead = true;
    this.tellStatus(run);
    if (look.state === "unreadable" && look.isFinal) return { state: "broken", reason: look.reason };
    return { state: "idle" };
  }

  /** Values get tables of their own later than they get here. */
  private fill(run: RawRun): void {
    run.series.clear();
    run.leftOut.set({ path: this.summary.path, unit: "record", cause: "not-a-number" }, this.told.others);
    for (const [tag, value] of this.told.values) {
      if (!existsSync(this.tableOf(tag))) run.seriesOf(tag).points.push(this.told.step, value);
    }
  }

  private tableOf(tag: string): string {
    return join(this.folder, tablesFolder, `${tag}.tsv`);
  }

  /** A signal that is younger than the log is another run's; one whose process is gone was left by a crash, or on another machine. */
  private tellStatus(run: RawRun): void {
    delete run.facts.status;
    delete run.facts.name;
    if (this.signal === undefined) return;
    const parsed = this.signalIn(this.signal);
    if (!parsed?.ok || !isJsonObject(parsed.value)) return;
    const name = own(parsed.value, "exp_name");
    const pid = own(parsed.value, "pid");
    if (typeof pid !== "number" || !isAlive(pid)) return;
    if (typeof name === "string" && name !== "") run.facts.name = name;
    run.facts.status = runningAs(pid);
  }

  /** What DVCLive's signal says, if it is this run's. */
  private signalIn(path: string): ReturnType<typeof parsePythonJson> | undefined {
    const stat = statOf(path);
    this.hasSignal = stat !== undefined;
    this.signalProblem = undefined;
    if (!stat) return undefined;
    if (stat.isFile() && stat.mtimeMs > (statOf(this.summary.path)?.mtimeMs ?? 0)) return undefined;
    try {
      return parsePythonJson(readText(path, largestSignal));
    } catch (error) {
      this.signalProblem = t("DVCLive’s signal can’t be read: {reason} ({path}).", { reason: messageOf(error), path });
      return undefined;
    }
  }
}

/** What the system tells of whatever is there. */
function statOf(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}

function runningAs(pid: number): NativeStatus {
  return { status: "running", reason: t("DVCLive recorded that process {pid} is logging", { pid }) };
}

/** Signal 0 is not sent: it only asks. */
function isAlive(pid: number): boolean {
  if (!Number.isSafeInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** The nearest folder above that DVC was set up in. */
function dvcRootOf(folder: string): string | undefined {
  let place = folder;
  for (let level = 0; level < highest; level++, place = dirname(place))
    if (existsSync(join(place, ".dvc"))) return place;
  return undefined;
}
