import { closeSync, constants, openSync, readSync } from "node:fs";
import { systemProblem } from "../lines/lines";

export const headBytes = 65_536;

/** The first 64 KiB of a text file that the user named, or why there are none. */
export function textHead(path: string): Buffer | { readonly reason: string } {
  let head: Buffer;
  try {
    // O_NONBLOCK: a named pipe must not wait for a writer. (Windows has no such flag: undefined counts as 0.)
    const file = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
    try {
      const buffer = Buffer.allocUnsafe(headBytes);
      head = buffer.subarray(0, readSync(file, buffer, 0, headBytes, 0));
    } finally {
      closeSync(file);
    }
  } catch (error) {
    return { reason: systemProblem(error) };
  }
  if (head.length === 0) return { reason: "It is empty so far." };
  return head.includes(0) ? { reason: "It is not a text file in UTF-8." } : head;
}
