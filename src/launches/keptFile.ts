import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { messageOf, systemCode } from "../util/errors";
import { t } from "../util/text";

/**
 * A JSON file of ours in the editor's storage. It is written as a whole, beside its old self and then in its place, so that a
 * crash leaves one or the other.
 */
export class KeptFile {
  private pending: (() => unknown) | undefined;
  private writing: Promise<void> = Promise.resolve();

  /** @param what it is, for people: "list of launches" */
  constructor(
    private readonly path: string,
    private readonly what: string,
    private readonly warn: (message: string) => void,
  ) {}

  /** The file's text; undefined where there is none, or none that can be read, which is reported. */
  async read(): Promise<string | undefined> {
    try {
      return await readFile(this.path, "utf8");
    } catch (error) {
      if (systemCode(error) !== "ENOENT")
        this.warn(t("The {what} can’t be read: {error}", { what: this.what, error: messageOf(error) }));
      return undefined;
    }
  }

  /** Writes soon; what is asked for while a write is under way is written once, after it. */
  write(content: () => unknown): void {
    const queued = this.pending !== undefined;
    this.pending = content;
    if (!queued) this.writing = this.writing.then(() => this.writeNow());
  }

  async flush(): Promise<void> {
    await this.writing;
  }

  /** Moves a file that can't be understood out of the way. */
  async setAside(): Promise<void> {
    const aside = `${this.path}.broken-${Date.now()}`;
    try {
      await rename(this.path, aside);
      this.warn(
        t("The {what} was damaged. What could be read was kept; the damaged file is now {aside}.", {
          what: this.what,
          aside,
        }),
      );
    } catch (error) {
      this.warn(t("The {what} is damaged: {error}", { what: this.what, error: messageOf(error) }));
    }
  }

  private async writeNow(): Promise<void> {
    const content = this.pending?.();
    this.pending = undefined;
    if (content === undefined) return;
    const beside = `${this.path}.${process.pid}.tmp`;
    try {
      await mkdir(dirname(this.path), { recursive: true });
      await writeFile(beside, JSON.stringify(content));
      await rename(beside, this.path);
    } catch (error) {
      await rm(beside, { force: true }).catch(() => undefined);
      this.warn(t("The {what} can’t be written: {error}", { what: this.what, error: messageOf(error) }));
    }
  }
}
