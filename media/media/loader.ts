import type { Media } from "../../src/shared/media";
import { messageOf } from "../../src/util/errors";
import { ByteCache } from "./byteCache";

export type AskMedia = (run: string, tag: string, index: number) => Promise<readonly Media[]>;

/** What was loaded is kept up to so many bytes: what was seen longest ago goes first. */
const mostBytes = 96 * 2 ** 20;

/** So many questions are on their way at a time: what is scrolled past is then never asked for. */
const mostAsked = 4;

interface Waiting {
  readonly isWanted: () => boolean;
  readonly start: () => void;
  readonly drop: () => void;
}

/** Loads records: those seen last first, a few at a time, none twice while it is kept. */
export class Loader {
  private readonly cache = new ByteCache<readonly Media[]>(mostBytes);
  private readonly waiting: Waiting[] = [];
  private asked = 0;

  constructor(private readonly ask: AskMedia) {}

  /**
   * What a record shows; what cannot be loaded is a refusal.
   * @param stamp of the record with this index: another one may stand there later
   * @param isWanted asked before it is loaded: undefined comes back where it is not wanted any more
   */
  async load(
    run: string,
    tag: string,
    index: number,
    stamp: number,
    isWanted: () => boolean = () => true,
  ): Promise<readonly Media[] | undefined> {
    const key = JSON.stringify([run, tag, index, stamp]);
    const kept = this.cache.get(key);
    if (kept) return kept;
    if (!(await this.turn(isWanted))) return undefined;
    try {
      const media = this.cache.get(key) ?? (await this.ask(run, tag, index));
      this.cache.set(
        key,
        media,
        media.reduce((sum, one) => sum + bytesOf(one), 0),
      );
      return media;
    } catch (error) {
      return [{ type: "refusal", reason: messageOf(error) }];
    } finally {
      this.asked--;
      this.next();
    }
  }

  private turn(isWanted: () => boolean): Promise<boolean> {
    return new Promise((resolve) => {
      this.waiting.push({ isWanted, start: () => resolve(true), drop: () => resolve(false) });
      this.next();
    });
  }

  private next(): void {
    while (this.asked < mostAsked) {
      const one = this.waiting.pop();
      if (!one) return;
      if (!one.isWanted()) one.drop();
      else {
        this.asked++;
        one.start();
      }
    }
  }
}

function bytesOf(media: Media): number {
  switch (media.type) {
    case "picture":
    case "sound":
    case "film":
      return media.bytes.length;
    case "text":
      return media.text.length * 2;
    case "table":
      return media.rows.length * media.columns.length * 40;
    case "histogram":
      return media.counts.length * 16;
    case "confusion":
      return media.counts.length * 8;
    case "rates":
      return media.lines.reduce((sum, { xs }) => sum + xs.length * 16, 0);
    case "refusal":
      return media.reason.length * 2;
  }
}
