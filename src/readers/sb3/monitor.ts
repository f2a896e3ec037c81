import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import type { ReadOutcome, SourceReader } from "../format";
import type { RawRun, RawSource } from "../raw";
import { LineTail, systemProblem } from "../text/lines";
import { EpisodeLog, headerIn, type Episode } from "./episodes";

/** `monitor.csv`, `0.monitor.csv` … of the environments of one run; or, caught, the name that a script gave it. */
export const monitorName = /^(?:\d+\.|(.+)\.)?monitor\.csv$/;

/** Whether a file begins as Monitor begins it: with a comment that is a JSON object. */
export function isMonitor(head: Buffer | undefined): boolean {
  return headerIn(head?.toString("utf8").split("\n", 1)[0] ?? "") !== undefined;
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
export class MonitorReader implements SourceReader {
  private readonly environments = new Map<string, Environment>();
  private episodes: Episode[] = [];
  private run: RawRun | undefined;
  private steps = 0;

  /** @param path absolute path of the folder, or of one file that is a run by itself */
  constructor(private readonly path: string) {}

  get files(): readonly string[] {
    return [...this.environments.keys()];
  }

  get warnings(): readonly string[] {
    return [];
  }

  read(into: RawSource, budget: number): ReadOutcome {
    let paths: readonly string[];
    try {
      paths = this.monitors();
    } catch (error) {
      return { state: "broken", reason: systemProblem(error) };
    }
    const found: Episode[] = [];
    let more = false;
    let isAnother = this.files.some((path) => !paths.includes(path));
    for (const path of this.files) if (!paths.includes(path)) this.environments.delete(path);
    for (const path of paths) {
      const pulled = this.pull(path, Math.max(1, Math.floor(budget / paths.length)), found);
      if (pulled.problem !== undefined) return { state: "broken", reason: pulled.problem };
      more ||= pulled.more;
      isAnother ||= pulled.replaced;
    }
    this.add(found, isAnother, into);
    return { state: more ? "more" : "idle" };
  }

  private monitors(): readonly string[] {
    if (!statSync(this.path).isDirectory()) return [this.path];
    const names = readdirSync(this.path).filter(
      (name) => monitorName.test(name) && monitorName.exec(name)?.[1] === undefined,
    );
    return names.sort().map((name) => join(this.path, name));
  }

  private pull(path: string, budget: number, found: Episode[]) {
    let environment = this.environments.get(path);
    if (!environment) {
      this.environments.set(path, (environment = { lines: new LineTail(path), log: new EpisodeLog() }));
    }
    const pulled = environment.lines.pull(budget);
    if (pulled.replaced) environment.log = new EpisodeLog();
    environment.lines.consume(environment.log.take(pulled.bytes));
    for (const episode of environment.log.flush()) found.push(episode);
    return pulled;
  }

  /** Adds episodes in their order. Where one ended before one already added, or a file is another now, all are added anew. */
  private add(found: Episode[], isAnother: boolean, into: RawSource): void {
    found.sort((a, b) => a.endedAt - b.endedAt);
    const last = this.episodes.at(-1)?.endedAt ?? -Infinity;
    const logs = [...this.environments.values()].map(({ log }) => log);
    if (isAnother || (found.length > 0 && found[0]!.endedAt < last)) {
      into.clear();
      this.steps = 0;
      this.episodes = logs.flatMap((log) => log.episodes).sort((a, b) => a.endedAt - b.endedAt);
      found = this.episodes;
    } else for (const episode of found) this.episodes.push(episode);
    this.run = into.run();
    for (const log of logs) log.tell(this.run);
    for (const episode of found) this.put(this.run, episode);
    for (const series of this.run.series.values()) series.points.trim();
  }

  private put(run: RawRun, { endedAt, length, values }: Episode): void {
    this.steps += length;
    for (const [tag, value] of values) {
      const series = run.seriesOf(tag);
      if (tag === "r") series.direction = "higher";
      series.points.push(this.steps, value, endedAt);
    }
  }
}
