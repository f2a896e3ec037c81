import { readdirSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import type { ReadOutcome } from "../../format";
import { SideFiles } from "../../parsing/params/sideFiles";
import { SidedReader } from "../../parsing/params/sidedReader";
import type { RawSource } from "../../raw";
import { isReadOnce } from "../../parsing/files/readOnce";
import { fillParams } from "../../parsing/params/fillParams";
import { LineTail, systemProblem } from "../../parsing/lines/lines";
import { t } from "../../../util/text";
import { EpisodeLog, headerIn } from "./episodes";

/** `monitor.csv`, `0.monitor.csv`, `0.1.monitor.csv` …: of the environments of the run that the folder is. Others are runs by themselves. */
export function isNameOfRun(name: string): boolean {
  return /^(?:\d+\.){0,2}monitor\.csv$/.test(name);
}

/** Whether a file begins as Monitor begins it: with a comment that is a JSON object. */
export function isMonitor(head: Buffer | undefined): boolean {
  return headerIn(head?.toString("utf8").split("\n", 1)[0] ?? "") !== undefined;
}

/**
 * Where RL Zoo keeps what a run was started with: `<environment>_<n>/<environment>/`, the command line in args.yml and the
 * hyperparameters in config.yml. Source: rl_zoo3/exp_manager.py.
 */
function sidesOf(folder: string): SideFiles {
  const environment = /^(.+)_\d+$/.exec(basename(folder))?.[1];
  const zoo = environment === undefined ? [] : [`${environment}/args.yml`, `${environment}/config.yml`];
  return new SideFiles(folder, zoo);
}

/** One environment's file, as far as it was read. */
interface Environment {
  readonly lines: LineTail;
  log: EpisodeLog;
}

/**
 * Reads the monitors of a folder's environments as one log of episodes, in the order in which these ended, as SB3's
 * load_results does. The step of an episode is how many steps all environments had made by its end (ts2xy).
 */
export class MonitorReader extends SidedReader {
  private readonly environments = new Map<string, Environment>();
  private steps = 0;
  /** When the last episode added ended. */
  private reached = -Infinity;

  /** @param path absolute path of the folder, or of one file that is a run by itself */
  constructor(path: string) {
    super(path, sidesOf(path));
  }

  protected override get logFiles(): readonly string[] {
    return [...this.environments.keys()];
  }

  read(into: RawSource, budget: number): ReadOutcome {
    let paths: readonly string[];
    try {
      paths = this.monitors();
    } catch (error) {
      return { state: "broken", reason: systemProblem(error) };
    }
    const gone = [...this.environments.keys()].filter((path) => !paths.includes(path));
    for (const path of gone) this.environments.delete(path);
    let isAnother = gone.length > 0;
    // What ended after the last episode of a file that is not read to its end may come after others of that file.
    let known = Infinity;
    for (const path of paths) {
      const { log, more, replaced, problem } = this.pull(path, Math.max(1, Math.floor(budget / paths.length)));
      if (problem !== undefined) return { state: "broken", reason: problem };
      if (more) known = Math.min(known, log.lastEnd);
      isAnother ||= replaced;
    }
    this.add(isAnother, known, into);
    return { state: known < Infinity ? "more" : "idle" };
  }

  private monitors(): readonly string[] {
    if (!statSync(this.path).isDirectory()) return [this.path];
    return readdirSync(this.path)
      .filter(isNameOfRun)
      .sort()
      .map((name) => join(this.path, name));
  }

  private pull(path: string, budget: number) {
    let environment = this.environments.get(path);
    if (!environment) {
      this.environments.set(path, (environment = { lines: new LineTail(path), log: new EpisodeLog() }));
    }
    const pulled = environment.lines.pull(budget);
    if (pulled.replaced) environment.log = new EpisodeLog();
    environment.lines.consume(environment.log.take(pulled.bytes));
    if (pulled.open.length > 0 && isReadOnce()) {
      environment.log.take(pulled.open);
      environment.lines.consumeOpen(pulled.open);
    }
    return { ...pulled, log: environment.log };
  }

  /**
   * Adds the episodes that ended up to `known`, in their order. Where one ended before one already added, or a file is
   * another now, all are added anew.
   */
  private add(isAnother: boolean, known: number, into: RawSource): void {
    const logs = [...this.environments.values()].map(({ log }) => log);
    const earliest = () => logs.reduce((one, other) => (other.nextEnd < one.nextEnd ? other : one), logs[0]!);
    if (isAnother || (logs.length > 0 && earliest().nextEnd < this.reached)) {
      into.clear();
      this.steps = 0;
      for (const log of logs) log.rewind();
    }
    const run = into.run();
    if (this.sides.refresh() || run.params.size === 0) fillParams(run, this.sides);
    for (const log of logs) log.tell(run);
    const reason = t("cut, or glued to the next; steps after them are too few");
    for (const [path, { log }] of this.environments)
      run.leftOut.set({ path, unit: "row", cause: "width", reason }, log.passed);
    const glued = t("two episodes on one line: the reward of the second is lost");
    for (const [path, { log }] of this.environments)
      run.leftOut.set({ path, unit: "record", cause: "width", reason: glued }, log.glued);
    if (logs.length === 0) return;
    for (let log = earliest(); log.nextEnd <= known && log.nextEnd < Infinity; log = earliest()) {
      this.reached = log.nextEnd;
      this.steps += log.give(run, this.steps);
    }
    for (const series of run.series.values()) series.points.trim();
  }
}
