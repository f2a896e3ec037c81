import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";

/**
 * A file in the workspace folder that is there while something is queued: it makes the editor start Lossline after a reload. It
 * holds nothing that is read, so that no repository can bring launches of its own.
 */
export class QueueMarker {
  private wanted = false;
  private working: Promise<void> = Promise.resolve();

  /** @param folder absolute path of the workspace folder */
  constructor(
    private readonly folder: string,
    private readonly warn: (error: unknown) => void,
  ) {}

  /** Has the file there or gone. */
  set(wanted: boolean): void {
    if (wanted === this.wanted) return;
    this.wanted = wanted;
    this.working = this.working.then(() => this.apply()).catch(this.warn);
  }

  async flush(): Promise<void> {
    await this.working;
  }

  private async apply(): Promise<void> {
    const own = join(this.folder, ".lossline");
    if (!this.wanted) return rm(join(own, "queue"), { force: true });
    await mkdir(own, { recursive: true });
    // A launch must not find the code changed because others wait: git is not to see the marker, nor what hides it.
    await writeFile(join(own, ".gitignore"), "/.gitignore\n/queue\n", { flag: "wx" }).catch(() => undefined);
    await writeFile(join(own, "queue"), "");
  }
}
