import { dirname } from "node:path";
import { isWithin } from "../../util/paths";

/** A change that a look found is announced by a file event within this time, if file events arrive there: milliseconds. */
const eventWithin = 5000;

/** More places than this without events, and all of the workspace folder counts as one. */
const mostPlaces = 20;

/**
 * Whether file events arrive. Where a look finds a change that no event announced (a network drive, a folder that
 * `files.watcherExclude` leaves out), the surroundings are silent: they are to be looked at often, until an event comes from there.
 */
export class Announcements {
  private readonly silentPlaces = new Set<string>();
  /** Folders in which a look found a change, and when. */
  private readonly unexplained = new Map<string, number>();
  /** Paths that events pointed to, and when. */
  private readonly announced = new Map<string, number>();

  /** @param root absolute path of the workspace folder @param neverAnnounced no events are to be expected in it at all */
  constructor(
    private readonly root: string,
    private readonly neverAnnounced = false,
  ) {}

  /** Absolute paths of the folders from which no events arrive. */
  get silent(): readonly string[] {
    return this.neverAnnounced ? [this.root] : [...this.silentPlaces];
  }

  /** No events are to be expected from a folder and what is below it. */
  expectNone(folder: string): void {
    if (this.silent.some((place) => isWithin(folder, place))) return;
    const isOneTooMany = this.silentPlaces.size >= mostPlaces;
    if (isOneTooMany) this.silentPlaces.clear();
    this.silentPlaces.add(isOneTooMany ? this.root : folder);
  }

  /** Events pointed to these paths. */
  events(paths: readonly string[], now: number): void {
    for (const path of paths) {
      this.announced.set(path, now);
      for (const place of this.silentPlaces) if (isWithin(path, place)) this.silentPlaces.delete(place);
      for (const folder of this.unexplained.keys()) if (isWithin(path, folder)) this.unexplained.delete(folder);
    }
  }

  /** A look found a change in a folder. */
  found(folder: string, now: number): void {
    const isAnnounced = [...this.announced.keys()].some((path) => isWithin(path, folder));
    if (!isAnnounced && !this.unexplained.has(folder)) this.unexplained.set(folder, now);
  }

  /** @param by milliseconds that the clock was set back */
  clockWentBack(by: number): void {
    for (const times of [this.announced, this.unexplained]) for (const [path, at] of times) times.set(path, at - by);
  }

  /** When a conclusion is due, in unix milliseconds; Infinity if every change was announced. */
  get settlesAt(): number {
    return Math.min(...this.unexplained.values()) + eventWithin + 1; // of nothing: Infinity
  }

  /** Draws the conclusion from what no event has announced in time. */
  settle(now: number): void {
    for (const [path, at] of this.announced) if (now - at > eventWithin) this.announced.delete(path);
    for (const [folder, at] of this.unexplained) {
      if (now - at <= eventWithin) continue;
      this.unexplained.delete(folder);
      this.expectNone(folder === this.root ? folder : dirname(folder));
    }
  }
}
