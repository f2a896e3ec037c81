import { newsSince, type Look, type News } from "../../runs/day/news";
import type { RunSummary } from "../../shared/run";
import type { Memento } from "../../util/memento";

const key = "today.look";

/** When this person last looked at this workspace. */
export class Looks {
  constructor(private readonly memory: Memento) {}

  /** Undefined where nobody looked, or what was kept can't be understood. */
  get current(): Look | undefined {
    return asLook(this.memory.get(key));
  }

  async mark(look: Look): Promise<void> {
    await this.memory.update(key, look);
  }

  /** What is new, by what can be told of a run alone: cheap enough to be asked after each change. */
  newsFor(runs: Iterable<RunSummary>, now: number): News[] {
    return newsSince(runs, this.current, { now, siblingsOf: () => [], metricOf: () => undefined });
  }
}

function asLook(stored: unknown): Look | undefined {
  if (typeof stored !== "object" || stored === null) return undefined;
  const { at, running, ahead } = stored as Readonly<Record<string, unknown>>;
  if (typeof at !== "number" || !Number.isFinite(at)) return undefined;
  const ids = Array.isArray(running) ? running.filter((id) => typeof id === "string") : [];
  const times = typeof ahead === "object" && ahead !== null ? Object.entries(ahead) : [];
  const known = times.filter((one): one is [string, number] => typeof one[1] === "number");
  return { at, running: ids, ahead: Object.fromEntries(known) };
}
