import { rmSync } from "node:fs";
import { basename } from "node:path";
import type { App } from "../../host/app";
import { outputTail } from "../../launches/outputLog";
import type { Running } from "../../launches/executor";
import { failureIn } from "../../launches/failure";
import type { Launch } from "../../launches/launch";
import type { LaunchLog } from "../../launches/launchLog";
import { processesOf } from "../../launches/processes";
import { signalGroup, stop, type Stopped } from "../../launches/stopping";
import { readTally } from "../../launches/tests/tally";
import { wasNeverTyped, type Clock } from "../../launches/watching";
import { HumanError } from "../../util/errors";
import { t } from "../../util/text";
import type { Notifier } from "./notifier";

/** What a script may take to save what it has, in ms: checkpoints of large models are written in this time. */
const grace = { interrupt: 15_000, terminate: 10_000 };

/** The launches that run: keeps their records up to date until they end, says that they have, and stops them. */
export class Following {
  private readonly live = new Map<string, Running>();
  private readonly stopping = new Set<string>();
  /** How the launches end that were followed in this session. */
  private readonly ends = new Map<string, Promise<Launch | undefined>>();
  /** What showed the launches that ended in this session. */
  private readonly ended = new Map<string, Running>();

  constructor(
    private readonly app: App,
    private readonly launches: LaunchLog,
    private readonly notifier: Notifier,
    private readonly clock: Clock,
  ) {}

  /** Resolves with the launch as it ended; nobody waits for its notice to be read. */
  follow(launch: Launch, running: Running): Promise<Launch | undefined> {
    const end = this.followToEnd(launch, running);
    this.ends.set(launch.id, end);
    return end;
  }

  /** The end of a launch that is or was followed; undefined if it never was. */
  endOf(id: string): Promise<Launch | undefined> | undefined {
    return this.ends.get(id);
  }

  /** Whether a launch of an earlier session was recorded, but its window went before it was typed. */
  async wasNeverTyped(id: string): Promise<boolean> {
    const where = await (this.live.get(id) ?? this.ended.get(id))?.located;
    return where !== undefined && wasNeverTyped(where);
  }

  private async followToEnd({ id, script }: Launch, running: Running): Promise<Launch | undefined> {
    this.live.set(id, running);
    void running.located.then((whereabouts) => {
      if (whereabouts) this.launches.happen(id, { is: "locate", whereabouts });
    });
    const { ending, exitCode, output: heard, at = Date.now() } = await running.ended;
    const output = heard ?? this.kept(id);
    this.live.delete(id);
    this.ended.set(id, running);
    this.readReport(id);
    const failed = exitCode !== undefined && exitCode !== 0 && output !== undefined;
    const failure = failed ? failureIn(output) : undefined;
    const ended = this.launches.happen(id, { is: "end", at, ending, exitCode, failure });
    this.app.log.info(`${basename(script)}: ${ending}${exitCode === undefined ? "" : ` ${exitCode}`}`);
    if (ended) void this.notifier.ended(ended, running);
    return ended;
  }

  /** The end of what it printed, from the file that holds it; where there is none that is noted. */
  private kept(id: string): string | undefined {
    const path = this.launches.launches.find((launch) => launch.id === id)?.output;
    const text = path === undefined ? undefined : outputTail(path);
    if (text === undefined) this.launches.amend(id, { uncaptured: true });
    return text;
  }

  /** What its tests reported, before anybody is told that it ended. */
  private readReport(id: string): void {
    const tests = this.launches.launches.find((launch) => launch.id === id)?.tests;
    const tally = tests?.report === undefined ? undefined : readTally(tests.report, tests.files);
    if (tests && tally) this.launches.amend(id, { tests: { ...tests, tally } });
    // It may hold all that the tests printed.
    if (tests?.report !== undefined) rmSync(tests.report, { force: true });
  }

  /** Brings what a launch of this session wrote into view. @returns whether it is there */
  show(launch: Launch): boolean {
    const running = this.live.get(launch.id) ?? this.ended.get(launch.id);
    running?.show();
    return running !== undefined;
  }

  /**
   * Stops what a launch started, and nothing else: Ctrl+C, then the request to terminate, then the end, each only after the grace
   * of the one before.
   * @returns how it ended; undefined where only Ctrl+C could be typed, since its process cannot be told
   * @throws HumanError if it is not known to run, or is being stopped already
   */
  async stop(launch: Launch): Promise<Stopped | undefined> {
    const running = this.live.get(launch.id);
    if (!running) throw new HumanError(t("{script} is not running.", { script: basename(launch.script) }));
    if (this.stopping.has(launch.id)) {
      throw new HumanError(t("{script} is being stopped already.", { script: basename(launch.script) }));
    }
    this.stopping.add(launch.id);
    try {
      const where = await running.located;
      if (!where?.process) {
        running.interrupt();
        return undefined;
      }
      return await stop(where.process, grace, { processes: processesOf(), clock: this.clock, signal: signalGroup });
    } finally {
      this.stopping.delete(launch.id);
    }
  }
}
