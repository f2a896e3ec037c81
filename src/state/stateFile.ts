import { createHash } from "node:crypto";
import { constants, type BigIntStats } from "node:fs";
import { lstat, mkdir, open, type FileHandle } from "node:fs/promises";
import { dirname, join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { HumanError, messageOf, systemCode } from "../util/errors";
import { decoding, editing, emptyContent, type Decoded, type Edit, type StateContent } from "./stateContent";
import { HalfMade } from "./halfMade";
import type { JsonMistake } from "./stateJson";
import { inSlices } from "../util/inSlices";
import { t } from "../util/text";

/** Greater than any that people write, and small enough to read at once. */
const maxBytes = 8 << 20;

/** How long to wait for another window that is writing, in milliseconds. */
const patience = 5000;

interface Reading extends Decoded {
  /** Of the text, if it was read. */
  readonly digest: string;
  /** Tells this content of the file from another; undefined if there is no file. */
  readonly stamp: string | undefined;
  /** Of the file that is there, to be kept. */
  readonly mode: number | undefined;
}

/** What the file would say after some edits: nothing if it says so already. */
interface After {
  readonly text: string | undefined;
  readonly now: Reading;
}

interface Written extends After {
  /** The new file as it was made. */
  readonly made: BigIntStats;
}

/** A file that nobody may write is not replaced by another one either. */
const anyoneWrites = 0o222;

/**
 * `.lossline/state.json` of one workspace folder. Made by the first edit; an edit is laid over what the file says at that
 * moment, and goes to a new file that then takes its place, so that a reader never sees half of it.
 */
export class StateFile {
  readonly path: string;
  content: StateContent = emptyContent;
  mistakes: readonly JsonMistake[] = [];
  private digest = "";
  /** The file that a window left half-made when it ended: absolute path. The next edit takes it away. */
  left: string | undefined;
  private readonly halfMade: HalfMade;

  /** @param patience how long a half-made file stays untouched that nobody writes any more, in milliseconds */
  constructor(
    readonly folder: string,
    patience?: number,
  ) {
    this.path = join(folder, ".lossline", "state.json");
    this.halfMade = new HalfMade(`${this.path}.new`, patience);
  }

  /** The same as long as its text and its mistakes are; "" where there is nothing. */
  get said(): string {
    const saysNothing = this.digest === "" && this.mistakes.length === 0 && this.left === undefined;
    return saysNothing ? "" : JSON.stringify([this.digest, this.mistakes, this.left]);
  }

  async load(): Promise<void> {
    this.take(await this.read());
    this.left = (await this.halfMade.isLeft()) ? this.halfMade.path : undefined;
  }

  /** @throws {HumanError} if the file has mistakes or cannot be written; then nothing has changed */
  async edit(edits: readonly Edit[]): Promise<void> {
    const until = Date.now() + patience;
    while (Date.now() < until) {
      if ((await this.textAfter(edits)).text === undefined) return;
      if (await this.tryEdit(edits)) return;
      await delay(20);
    }
    throw new HumanError(t("Nothing was changed: another program is writing {path}. Try again.", { path: this.path }));
  }

  describe({ line, reason }: JsonMistake): string {
    return line > 0 ? t("line {line}: {reason}", { line, reason }) : reason;
  }

  /** While the file cannot be read at all, as in the midst of a merge, what it said last still holds. */
  private take({ content, mistakes, digest }: Pick<Reading, "content" | "mistakes" | "digest">): void {
    if (mistakes.length === 0 || content !== emptyContent) {
      this.content = content;
      this.digest = digest;
    }
    this.mistakes = mistakes;
  }

  private async read(): Promise<Reading> {
    const none: Reading = {
      content: emptyContent,
      mistakes: [],
      root: new Map(),
      digest: "",
      stamp: undefined,
      mode: undefined,
    };
    const unusable = (reason: string): Reading => ({ ...none, mistakes: [{ line: 0, reason }] });
    try {
      if ((await lstat(dirname(this.path))).isSymbolicLink()) {
        return unusable(
          t("the folder .lossline is a symbolic link, and Lossline writes only inside the workspace folder"),
        );
      }
      const info = await lstat(this.path);
      if (!info.isFile()) return unusable(t("state.json is not a regular file"));
      if (info.size > maxBytes) return unusable(t("state.json is larger than 8 MB"));
      const file = await open(this.path, constants.O_RDONLY | constants.O_NOFOLLOW);
      try {
        const stat = await file.stat({ bigint: true });
        return {
          ...(await decoded(await file.readFile("utf8"))),
          stamp: stampOf(stat),
          mode: Number(stat.mode) & 0o777,
        };
      } finally {
        await file.close();
      }
    } catch (error) {
      return systemCode(error) === "ENOENT"
        ? none
        : unusable(t("state.json can’t be read ({reason})", { reason: messageOf(error) }));
    }
  }

  /** @throws {HumanError} if the file has mistakes, or must not be written */
  private async textAfter(edits: readonly Edit[]): Promise<After> {
    const now = await this.read();
    this.take(now);
    const [mistake] = now.mistakes;
    if (mistake) {
      throw new HumanError(
        t("Nothing was changed. {path}: {mistake}. Fix or remove the file, then try again.", {
          path: this.path,
          mistake: this.describe(mistake),
        }),
      );
    }
    const text = await inSlices(editing(now.root, edits));
    if (text !== undefined && now.mode !== undefined && (now.mode & anyoneWrites) === 0) {
      const values = { path: this.path };
      throw new HumanError(t("Nothing was changed: {path} is read-only. Make it writable, then try again.", values));
    }
    return { text, now };
  }

  /** Writes the new file beside the old one and puts it in its place. @returns false if somebody else is at it, or has changed the file meanwhile */
  private async tryEdit(edits: readonly Edit[]): Promise<boolean> {
    let own = false;
    try {
      await mkdir(dirname(this.path)).catch(ignore("EEXIST"));
      const file = await this.halfMade.make();
      if (!file) return false;
      own = true;
      const { text, now, made } = await this.writeAfter(edits, file);
      if (text === undefined) return true;
      if ((await this.stamp()) !== now.stamp) return false;
      own = false;
      if (!(await this.halfMade.moveTo(this.path, made))) return false;
      this.left = undefined;
      this.take(await decoded(text));
      return true;
    } catch (error) {
      if (error instanceof HumanError) throw error;
      const values = { path: this.path, reason: messageOf(error) };
      throw new HumanError(
        t("Nothing was changed: {path} can’t be written ({reason}). Make the folder writable, then try again.", values),
      );
    } finally {
      if (own) await this.halfMade.remove();
    }
  }

  private async writeAfter(edits: readonly Edit[], file: FileHandle): Promise<Written> {
    try {
      const made = await file.stat({ bigint: true });
      const { text, now } = await this.textAfter(edits);
      if (text !== undefined) {
        if (now.mode !== undefined) await file.chmod(now.mode);
        await file.writeFile(text, "utf8");
        await file.sync();
      }
      return { text, now, made };
    } finally {
      await file.close();
    }
  }

  private async stamp(): Promise<string | undefined> {
    return lstat(this.path, { bigint: true }).then(stampOf, () => undefined);
  }
}

async function decoded(text: string): Promise<Decoded & { readonly digest: string }> {
  return { ...(await inSlices(decoding(text))), digest: createHash("sha1").update(text).digest("hex") };
}

function ignore(code: string): (error: unknown) => undefined {
  return (error) => {
    if (systemCode(error) !== code) throw error;
    return undefined;
  };
}

function stampOf(stat: { readonly ino: bigint; readonly size: bigint; readonly mtimeNs: bigint }): string {
  return `${stat.ino} ${stat.size} ${stat.mtimeNs}`;
}
