import { watch as watchFile, type FSWatcher } from "node:fs";
import type { Disposable } from "../../util/disposable";
import type { Source } from "./source";

/** The most sources that are watched, those written last, and the most files of each, its last ones. */
const mostSources = 20;
const mostFiles = 4;

/** Calls back at each write to a file, and when no more will be heard. @throws the system's error where it can't be watched */
export type WatchFile = (path: string, changed: () => void, ended: () => void) => Disposable;

/** The system's own notices: one inotify watch a file on Linux. */
export const systemWatch: WatchFile = (path, changed, ended) => {
  const watcher: FSWatcher = watchFile(path, { persistent: false }, (kind) => {
    changed();
    if (kind === "rename") ended(); // another file has its name now, or none
  });
  watcher.on("error", ended);
  return { dispose: () => watcher.close() };
};

/**
 * Hears of each write to the logs that are being written, so that a point need not wait for the next poll. Polling goes on: where the
 * system sends no notices (network drives), nothing is lost.
 */
export class LiveWatch implements Disposable {
  private watched = new Map<string, { readonly source: Source; readonly watch: Disposable | undefined }>();

  /** @param written is told of a source that somebody has just written to */
  constructor(
    private readonly watch: WatchFile,
    private readonly written: (source: Source) => void,
  ) {}

  /** Watches these sources and no others. @param sources those written last first */
  follow(sources: readonly Source[]): void {
    const before = this.watched;
    this.watched = new Map();
    for (const source of sources.slice(0, mostSources)) {
      for (const path of source.files.slice(-mostFiles)) {
        const known = before.get(path);
        if (known?.source === source) before.delete(path);
        this.watched.set(path, known?.source === source ? known : { source, watch: this.begin(path, source) });
      }
    }
    for (const { watch } of before.values()) watch?.dispose();
  }

  dispose(): void {
    this.follow([]);
  }

  /** It is watched anew at the next choice, if there is a file of that name. */
  private forget(path: string): void {
    this.watched.get(path)?.watch?.dispose();
    this.watched.delete(path);
  }

  private begin(path: string, source: Source): Disposable | undefined {
    try {
      return this.watch(
        path,
        () => this.written(source),
        () => this.forget(path),
      );
    } catch {
      return undefined; // it is polled
    }
  }
}
