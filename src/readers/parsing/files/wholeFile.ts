import { isReadOnce } from "./readOnce";
import { fileStat, stampOf } from "./stat";

/** What a look at a file that is written whole brought. */
export type Look<T> =
  | { readonly state: "same" }
  | { readonly state: "read"; readonly value: T }
  /** There is no such file (any more). */
  | { readonly state: "gone" }
  /** It cannot be parsed. Perhaps it is being written just now, unless `isFinal`. */
  | { readonly state: "unreadable"; readonly reason: string; readonly isFinal: boolean };

/** Bytes that cannot be parsed, and that nobody has touched for so long, will not be finished any more: milliseconds. */
const givenUpAfter = 10_000;
const mostLooks = 3;

/** A file that its writer replaces as a whole, in place: it may be found empty or half-written. */
export class WholeFile<T> {
  private signature = "";
  private looksInVain = 0;

  /** @param parse reads the file at its path and gives its value, or why there is none; never throws */
  constructor(
    readonly path: string,
    private readonly parse: (path: string, size: number) => { readonly value: T } | string,
  ) {}

  /** It is there and could not be read when last looked at: perhaps it is half-written. */
  get isUnreadable(): boolean {
    return this.looksInVain > 0;
  }

  /** Reads the file if it changed since it was last read to the end. */
  look(): Look<T> {
    const stat = fileStat(this.path);
    if (!stat) {
      this.signature = "";
      this.looksInVain = 0;
      return { state: "gone" };
    }
    const signature = stampOf(stat);
    if (signature !== this.signature) this.looksInVain = 0;
    else if (this.looksInVain === 0) return { state: "same" };
    this.signature = signature;
    const read = this.parse(this.path, stat.size);
    if (typeof read !== "string") {
      this.looksInVain = 0;
      return { state: "read", value: read.value };
    }
    this.looksInVain++;
    const isFinal = isReadOnce() || this.looksInVain > mostLooks || Date.now() - stat.mtimeMs > givenUpAfter;
    return { state: "unreadable", reason: read, isFinal };
  }
}
