import { messageOf, systemCode } from "../../../util/errors";
import { fromWide, wideEncoding, type WideEncoding } from "../files/encoding";
import { Tail } from "../files/tail";
import { isReadOnce } from "../files/readOnce";
import { fileStat } from "../files/stat";
import { t } from "../../../util/text";

/** Whole lines of a text file that grows. */
export interface Lines {
  /** The file is another than before, or was rewritten: these lines are from its start. */
  readonly replaced: boolean;
  /** Ends with a line's end, or is empty. Good only until the next pull. */
  readonly bytes: Buffer;
  /** What stands after the last line's end, where the file ends: a line that may be half-written. Empty if nothing does. */
  readonly open: Buffer;
  readonly more: boolean;
  /** Why the file cannot be read further. */
  readonly problem?: string;
}

/** A line longer than this is no line of a log. */
const longestLine = 16 * 1024 * 1024;

/** How long a file must have been quiet for a last line without its end to count as whole: seconds. */
const quietAfter = 60;

/** What writers' buffers are multiples of: a file that ends there was probably cut in the middle of a line. */
const bufferSize = 512;

const nothing = Buffer.alloc(0);
const newline = 10;
const carriageReturn = 13;

/**
 * Follows a text file by whole lines, as UTF-8 (made so where it is in UTF-16), with a byte order mark passed over. A last line without its end waits:
 * it may be half-written. A reader that knows better takes it (people's own logs often lack the last line end); should the
 * line go on after all, the file is read again.
 */
export class LineTail {
  private tail: Tail;
  private tookOpenLine = false;
  private wide: WideEncoding | undefined;
  /** Where the file is in UTF-16: what the last pull gave, of which parts are consumed. */
  private given: Buffer = nothing;

  constructor(private readonly path: string) {
    this.tail = new Tail(path);
  }

  /** Reads on, about `budget` bytes. Consumes nothing. System errors become problems. */
  pull(budget: number): Lines {
    try {
      return this.next(budget);
    } catch (error) {
      return { replaced: false, bytes: nothing, open: nothing, more: false, problem: systemProblem(error) };
    }
  }

  /** Moves on: `count` bytes of the last pull are done with. */
  consume(count: number): void {
    if (this.wide === undefined) {
      this.tail.consume(count);
      return;
    }
    this.tail.consume(2 * this.given.toString("utf8", 0, count).length);
    this.given = this.given.subarray(count);
  }

  /** Moves on over the open line too, after all lines before it. */
  consumeOpen(open: Buffer): void {
    this.consume(open.length);
    this.tookOpenLine = true;
  }

  /** Whether nothing more is waited for: the file is read once, or has not been written to for a while, and does not end where a writer's buffer would. */
  isQuiet(): boolean {
    if (isReadOnce()) return true;
    const stat = fileStat(this.path);
    return stat !== undefined && Date.now() - stat.mtimeMs > quietAfter * 1000 && stat.size % bufferSize !== 0;
  }

  /** Hands over what was pulled, with the open line once nothing more is waited for, and moves on over it. */
  hand({ bytes, open }: Pick<Lines, "bytes" | "open">, take: (bytes: Buffer) => void): void {
    take(bytes);
    this.consume(bytes.length);
    if (open.length === 0 || !this.isQuiet()) return;
    take(open);
    this.consumeOpen(open);
  }

  /** Makes the next pull begin at the start of the file. */
  rewind(): void {
    this.tail = new Tail(this.path);
    this.tookOpenLine = false;
  }

  private next(budget: number): Lines {
    const atStart = this.tail.position === 0;
    const pulled = this.tail.pull(budget);
    const { replaced, more } = pulled;
    let { bytes } = pulled;
    if (replaced) this.tookOpenLine = false;
    if (atStart || replaced) this.wide = wideEncoding(bytes);
    if (this.wide !== undefined) bytes = this.given = fromWide(bytes, this.wide);
    if (this.tookOpenLine && bytes.length > 0) {
      const ended = endOfOpenLine(bytes);
      if (ended === undefined) return { replaced, bytes: nothing, open: nothing, more: false };
      this.tookOpenLine = false;
      if (!ended) {
        this.rewind();
        return { ...this.next(budget), replaced: true };
      }
    }
    if (atStart || replaced) {
      const mark = byteOrderMark(bytes);
      this.consume(mark);
      bytes = bytes.subarray(mark);
    }
    const end = bytes.lastIndexOf(newline) + 1;
    if (end === 0 && bytes.length > longestLine) {
      return { replaced, bytes: nothing, open: nothing, more: false, problem: t("It has a line longer than 16 MB.") };
    }
    return { replaced, bytes: bytes.subarray(0, end), open: more ? nothing : bytes.subarray(end), more };
  }
}

/** Whether what follows an open line ends it; undefined where its first byte does not tell: a bar that is drawn anew goes on after CR. */
function endOfOpenLine(bytes: Buffer): boolean | undefined {
  if (bytes[0] === newline) return true;
  if (bytes[0] !== carriageReturn) return false;
  return bytes.length === 1 ? undefined : bytes[1] === newline;
}

/** How many bytes of a byte order mark there are, in UTF-8. */
function byteOrderMark(bytes: Buffer): number {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
}

/** What a failed system call means to a person. */
export function systemProblem(error: unknown): string {
  const code = systemCode(error);
  if (code === "ENOENT" || code === "ENOTDIR") return t("The file no longer exists.");
  if (code === "EACCES" || code === "EPERM") return t("No permission to read it.");
  return t("It can’t be read: {reason}.", { reason: messageOf(error) });
}

/** The whole lines of a file's head, for sniffing: a last line without its end is left out unless the head is the file. */
export function headLines(head: Buffer, asked: number): Buffer {
  const from = byteOrderMark(head);
  if (head.length < asked) return head.subarray(from);
  return head.subarray(from, head.lastIndexOf(newline) + 1);
}
