/** What a text file that is not in UTF-8 is in, as its first bytes tell. */
export type WideEncoding = "utf-16le" | "utf-16be";

/**
 * Whether a text is in UTF-16, and in which order of bytes: by its mark, or where it has none by the zeros that plain letters
 * have in their upper halves (PowerShell's `>` and Excel's "Unicode Text" write it).
 */
export function wideEncoding(head: Buffer): WideEncoding | undefined {
  const [first, second, third, fourth] = head;
  if (first === 0xff && second === 0xfe && !(third === 0 && fourth === 0)) return "utf-16le";
  if (first === 0xfe && second === 0xff) return "utf-16be";
  if (head.length < 4 || !isPlain(first! || second!) || !isPlain(third! || fourth!)) return undefined;
  if (first !== 0 && second === 0 && third !== 0 && fourth === 0) return "utf-16le";
  return first === 0 && second !== 0 && third === 0 && fourth !== 0 ? "utf-16be" : undefined;
}

/** The same text in UTF-8. Half a unit at the end is left out. */
export function fromWide(bytes: Buffer, encoding: WideEncoding): Buffer {
  const even = bytes.subarray(0, bytes.length - (bytes.length % 2));
  return Buffer.from(
    encoding === "utf-16le" ? even.toString("utf16le") : Buffer.from(even).swap16().toString("utf16le"),
  );
}

/** A file's head as UTF-8, where it is a text in UTF-16; itself otherwise. */
export function asUtf8(head: Buffer): Buffer {
  const encoding = wideEncoding(head);
  return encoding === undefined ? head : fromWide(head, encoding);
}

/** A whole text file's content, without its byte order mark. */
export function textIn(bytes: Buffer): string {
  return asUtf8(bytes)
    .toString("utf8")
    .replace(/^\uFEFF/, "");
}

/** Letters, digits, quotes and the like: what a log may begin with. */
function isPlain(byte: number): boolean {
  return byte >= 0x20 && byte < 0x7f;
}
