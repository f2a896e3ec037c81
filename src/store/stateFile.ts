import { constants } from "node:fs";
import { lstat, mkdir, open, rename, unlink } from "node:fs/promises";
import { dirname, join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { HumanError, messageOf, systemCode } from "../util/errors";
import { decode, edited, emptyContent, type Decoded, type Edit, type StateContent } from "./stateContent";
import type { JsonMistake } from "./stateJson";

/** Greater than any that people write, and small enough to read at once. */
const maxBytes = 8 << 20;

interface Reading extends Decoded {
  /** Tells this content of the file from another; undefined if there is no file. */
  readonly stamp: string | undefined;
  readonly mode: number;
}

/**
 * `.lossline/state.json` of one workspace folder. Made by the first edit; an edit is laid over what the file says at that
 * moment, and goes to a new file that then takes its place, so that a reader never sees half of it.
 */
export class StateFile {
  readonly path: string;
  content: StateContent = emptyContent;
  mistakes: readonly JsonMistake[] = [];

  constructor(readonly folder: string) {
    this.path = join(folder, ".lossline", "state.json");
  }

  async load(): Promise<void> {
    this.take(await this.read());
  }

  /** @throws {HumanError} if the file has mistakes or cannot be written; then nothing has changed */
  async edit(edits: readonly Edit[]): Promise<void> {
    for (let attempt = 0; attempt < 5; attempt++) {
      const now = await this.read();
      this.take(now);
      const [mistake] = now.mistakes;
      if (mistake)
        throw new HumanError(
          `Nothing was changed: ${this.describe(mistake)}. Fix or remove ${this.path}, then try again.`,
        );
      const text = edited(now.root, edits);
      if (text === undefined) return;
      if (await this.replace(text, now)) {
        this.take(decode(text));
        return;
      }
    }
    throw new HumanError(`Nothing was changed: ${this.path} is being written by something else. Try again.`);
  }

  describe({ line, reason }: JsonMistake): string {
    return line > 0 ? `line ${line}: ${reason}` : reason;
  }

  private take({ content, mistakes }: Pick<Decoded, "content" | "mistakes">): void {
    this.content = content;
    this.mistakes = mistakes;
  }

  private async read(): Promise<Reading> {
    const none: Reading = { content: emptyContent, mistakes: [], root: new Map(), stamp: undefined, mode: 0o666 };
    const unusable = (reason: string): Reading => ({ ...none, mistakes: [{ line: 0, reason }] });
    try {
      if ((await lstat(dirname(this.path))).isSymbolicLink()) {
        return unusable("the folder .lossline is a link, and Lossline writes only within the workspace folder");
      }
      const info = await lstat(this.path);
      if (!info.isFile()) return unusable("state.json is not a plain file");
      if (info.size > maxBytes) return unusable("state.json is larger than 8 MB");
      const file = await open(this.path, constants.O_RDONLY | constants.O_NOFOLLOW);
      try {
        const stat = await file.stat({ bigint: true });
        return { ...decode(await file.readFile("utf8")), stamp: stampOf(stat), mode: Number(stat.mode) & 0o777 };
      } finally {
        await file.close();
      }
    } catch (error) {
      return systemCode(error) === "ENOENT" ? none : unusable(`state.json cannot be read (${messageOf(error)})`);
    }
  }

  /** Puts the text in the file's place, unless the file is no longer the one that was read: then it returns false. */
  private async replace(text: string, read: Reading): Promise<boolean> {
    const temporary = `${this.path}.${process.pid}-${Date.now().toString(36)}.tmp`;
    try {
      await mkdir(dirname(this.path)).catch((error: unknown) => {
        if (systemCode(error) !== "EEXIST") throw error;
      });
      const file = await open(temporary, "wx", read.mode);
      try {
        await file.writeFile(text, "utf8");
        await file.sync();
      } finally {
        await file.close();
      }
      if ((await this.stamp()) !== read.stamp) return false;
      await moveOver(temporary, this.path);
      return true;
    } catch (error) {
      throw new HumanError(
        `Nothing was changed: ${this.path} cannot be written (${messageOf(error)}). Make the folder writable, then try again.`,
      );
    } finally {
      await unlink(temporary).catch(() => undefined);
    }
  }

  private async stamp(): Promise<string | undefined> {
    return lstat(this.path, { bigint: true }).then(stampOf, () => undefined);
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

function stampOf(stat: { readonly ino: bigint; readonly size: bigint; readonly mtimeNs: bigint }): string {
  return `${stat.ino} ${stat.size} ${stat.mtimeNs}`;
}
