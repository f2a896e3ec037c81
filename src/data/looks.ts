import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { dataChanges, type DataChange } from "./changes";
import { declaredData } from "./declared";
import { keptLook, readLook } from "./kept";
import { lookAtData, type DataLook } from "./look";

/**
 * The looks at one folder's data: the one that was seen, which is kept, and the newest. What did not change in size and time is not
 * read again.
 */
export class DataLooks {
  private seen: DataLook | undefined;
  private newest: DataLook | undefined;
  private loaded: Promise<void> | undefined;
  /** One look at a time. */
  private last: Promise<unknown> = Promise.resolve();

  /**
   * @param root absolute path
   * @param file where the look that was seen is kept
   * @param named gives what people and programs named as data, relative to the root or absolute
   */
  constructor(
    private readonly root: string,
    private readonly file: string,
    private readonly named: () => readonly string[],
  ) {}

  /** What is other than when it was last seen. The first look ever counts as seen. @param now unix milliseconds */
  changes(now: number): Promise<readonly DataChange[]> {
    return this.inTurn(async () => {
      await this.load();
      const named = [...this.named(), ...(this.seen?.items ?? []).map(({ path }) => path)];
      const declared = await declaredData(this.root, named);
      this.newest = await lookAtData(this.root, declared, this.newest ?? this.seen, now);
      if (this.seen === undefined) await this.keep(this.newest);
      return dataChanges(this.seen ?? this.newest, this.newest);
    });
  }

  /** The newest look was seen. */
  markSeen(): Promise<void> {
    return this.inTurn(async () => {
      if (this.newest) await this.keep(this.newest);
    });
  }

  private load(): Promise<void> {
    this.loaded ??= readFile(this.file, "utf8").then(
      (text) => {
        this.seen = readLook(text);
      },
      () => undefined,
    );
    return this.loaded;
  }

  /** As a whole or not at all. A look of nothing is not worth a file. */
  private async keep(look: DataLook): Promise<void> {
    const isNothing = look.items.length === 0 && this.seen === undefined;
    this.seen = look;
    if (isNothing) return;
    const beside = `${this.file}.${process.pid}.tmp`;
    await mkdir(dirname(this.file), { recursive: true });
    await writeFile(beside, keptLook(look));
    await rename(beside, this.file);
  }

  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.last.then(work);
    this.last = done.catch(() => undefined);
    return done;
  }
}
