import { lstat, open, rename, unlink, type FileHandle } from "node:fs/promises";
import { setTimeout as delay } from "node:timers/promises";
import { HumanError, systemCode } from "../util/errors";
import { t } from "../util/text";

/** One that was written longer ago was left by a window that ended while it wrote: milliseconds. */
const longAgo = 10_000;

/** So is one that nobody touches for so long while we look, whatever its date says: clocks differ, and are put back. */
const untouched = 3000;

/**
 * The file that becomes another one: it is written beside it, and takes its place when it is whole. There is one name for it,
 * so that of two windows one waits.
 */
export class HalfMade {
  private seen = { stamp: "", since: 0 };

  /** @param path absolute @param patience how long one stays untouched that nobody writes any more, in milliseconds */
  constructor(
    readonly path: string,
    private readonly patience = untouched,
  ) {}

  /** Makes it, for this window alone; undefined while another has it. @throws {HumanError} if something else stands there */
  async make(): Promise<FileHandle | undefined> {
    try {
      return await open(this.path, "wx", 0o666);
    } catch (error) {
      if (systemCode(error) !== "EEXIST") throw error;
      await this.clear();
      return undefined;
    }
  }

  /** One is there that no window writes any more, as far as its date tells: in the past or in the future. */
  async isLeft(): Promise<boolean> {
    const stat = await lstat(this.path).catch(() => undefined);
    return stat !== undefined && Math.abs(Date.now() - stat.mtimeMs) > longAgo;
  }

  /**
   * Puts it in the other's place.
   * @param own as it was made: where another stands there by now, it is another window's
   * @returns false if it is not there any more
   */
  async moveTo(path: string, own: { readonly ino: bigint }): Promise<boolean> {
    const now = await lstat(this.path, { bigint: true }).catch(() => undefined);
    if (now?.ino !== own.ino) return false;
    await moveOver(this.path, path);
    return true;
  }

  async remove(): Promise<void> {
    await unlink(this.path).catch(() => undefined);
  }

  private async clear(): Promise<void> {
    const stat = await lstat(this.path, { bigint: true }).catch(() => undefined);
    if (!stat) return;
    if (stat.isDirectory()) {
      const values = { path: this.path };
      throw new HumanError(t("Nothing was changed: {path} is in the way. Remove it, then try again.", values));
    }
    const stamp = `${stat.ino} ${stat.size} ${stat.mtimeNs}`;
    if (stamp !== this.seen.stamp) this.seen = { stamp, since: performance.now() };
    const isUntouched = performance.now() - this.seen.since > this.patience;
    if (isUntouched || Date.now() - Number(stat.mtimeMs) > longAgo) await this.remove();
  }
}

/** On Windows a virus scanner or an indexer may hold the file for a moment. */
async function moveOver(from: string, to: string): Promise<void> {
  for (let attempt = 0; attempt < 5 && process.platform === "win32"; attempt++) {
    const moved = await rename(from, to).then(
      () => true,
      () => false,
    );
    if (moved) return;
    await delay(50);
  }
  await rename(from, to);
}
