import { systemProblem } from "../lines/lines";
import { asUtf8, fromWide, wideEncoding } from "./encoding";
import { readAt, withFile } from "./open";
import { t } from "../../../util/text";

export const headBytes = 65_536;

/** The first bytes of a regular file, in UTF-8 if it is a text in UTF-16, or undefined if there is none that can be read. */
export function headOf(path: string, bytes: number): Buffer | undefined {
  try {
    return withFile(path, (file) => {
      const head = readAt(file, 0, bytes);
      const wide = wideEncoding(head);
      // A text in UTF-16 has half as many letters in so many bytes.
      return wide === undefined ? head : fromWide(readAt(file, 0, 2 * bytes), wide).subarray(0, bytes);
    });
  } catch {
    return undefined;
  }
}

/** The first 64 KiB of a text file that the user named, or why there are none. */
export function textHead(path: string): Buffer | { readonly reason: string } {
  let head: Buffer;
  try {
    head = asUtf8(withFile(path, (file) => readAt(file, 0, headBytes)));
  } catch (error) {
    return { reason: systemProblem(error) };
  }
  if (head.length === 0) return { reason: t("It is still empty.") };
  return head.includes(0) ? { reason: t("It is not a text file in UTF-8 or UTF-16.") } : head;
}
